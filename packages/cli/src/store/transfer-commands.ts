import { type TransferOptions, type TransferReport, transferStore, verifyStores } from '@caruso/storage-manager';
import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_CONFIG } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { progressBar } from './progress-bar.js';
import { reportLines } from './report-lines.js';
import { storeAt } from './store-at.js';
import { withoutUser } from './without-user.js';
import { writeReport } from './write-report.js';

interface Given {
  readonly from: string;
  readonly to: string;
  readonly config: string;
  readonly report?: string;
  readonly asText: readonly string[];
  readonly asFound: readonly string[];
  readonly leaveBrokenKeys?: boolean;
  readonly restart?: boolean;
  readonly examples: number;
  readonly json: boolean;
}

/** `caruso store transfer` and `caruso store verify`: move a whole database, and compare two. */
export function addTransfer(store: Command, terminal: Terminal, fail: () => void): void {
  const carryOut = async (work: (options: TransferOptions) => Promise<TransferReport>, given: Given) => {
    const bar = progressBar(terminal);
    const report = await work({
      from: await storeAt(given.from, given.config),
      to: await storeAt(given.to, given.config),
      names: { from: withoutUser(given.from), to: withoutUser(given.to) },
      asText: given.asText,
      asFound: given.asFound,
      examples: given.examples,
      leaveBrokenKeys: given.leaveBrokenKeys ?? false,
      restart: given.restart ?? false,
      onProgress: bar.show,
    }).finally(bar.clear);
    const files = given.report === undefined ? [] : writeReport(given.report, report);
    terminal.out(given.json ? JSON.stringify(report) : reportLines(report, files).join('\n'));
    if (report.outcome === 'refused' || report.outcome === 'differs') fail();
  };
  common(store.command('transfer'))
    .description('move all tables of a store into another database, and prove that they have arrived')
    .option('--report <folder>', 'where report.json and report.md are written', 'transfer-report')
    .option('--leave-broken-keys', 'move rows whose foreign key leads to no row, without that foreign key')
    .option('--restart', 'drop what an interrupted transfer has made, and begin again')
    .action((given: Given) => carryOut(transferStore, given));
  common(store.command('verify'))
    .description('compare all rows and constraints of two stores; writes nothing to them')
    .option('--report <folder>', 'write report.json and report.md there')
    .action((given: Given) => carryOut(verifyStores, given));
}

function common(command: Command): Command {
  return command
    .requiredOption('--from <store>', 'a store of the assembly, or an address such as sqlite:./data/crm.db')
    .requiredOption('--to <store>', 'the other one; when rows are moved, its tables must be empty or not there')
    .option('-c, --config <file>', 'the assembly whose stores are meant', DEFAULT_CONFIG)
    .option('--as-text <columns...>', 'columns whose values are kept as text, as table.column', [])
    .option('--as-found <tables...>', 'tables of CARUSO’s own that nothing uses any more, moved as they are found', [])
    .option('--examples <n>', 'rows shown of each kind where rows differ, 0 to 100', fewRows, 5)
    .option('--json', 'print the report as JSON', false);
}

function fewRows(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count <= 100) return count;
  throw new InvalidArgumentError('It must be a whole number from 0 to 100.');
}
