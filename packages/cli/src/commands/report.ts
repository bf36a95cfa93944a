import { toCsv, toTable } from '@caruso/reporting';
import { Reporting } from '@caruso/reporting/contract';
import { type Command, Option } from 'commander';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

interface RunOptions {
  readonly config: string;
  readonly from?: string;
  readonly to?: string;
  readonly groupBy: 'queue' | 'hour' | 'day' | 'week';
  readonly queue?: string;
  readonly csv: boolean;
  readonly json: boolean;
}

/** `caruso report`: figures of the past on the terminal. */
export function addReport(program: Command, terminal: Terminal): void {
  const report = program.command('report').description('run reports over the past');
  report
    .command('list')
    .description('list the reports of an assembly')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--json', 'print JSON', false)
    .action(async ({ config, json }: Pick<RunOptions, 'config' | 'json'>) => {
      const reports = await readServices(await loadAssembly(config), [Reporting.name], (running) =>
        running.get(Reporting).reports({}),
      );
      terminal.out(json ? JSON.stringify(reports) : reports.map(({ id, title }) => `${id}  ${title}`).join('\n'));
    });
  report
    .command('run <report>')
    .description('run one; counts what the running assembly has recorded so far')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--from <date>', 'first day, e.g. 2026-01-31 (default: today where the company is)')
    .option('--to <date>', 'last day, included (default: the first)')
    .addOption(
      new Option('--group-by <what>', 'one row for each').choices(['queue', 'hour', 'day', 'week']).default('queue'),
    )
    .option('--queue <id>', 'only this queue')
    .option('--csv', 'print CSV', false)
    .option('--json', 'print JSON', false)
    .action(async (id: string, { config, from, to, groupBy, queue, csv, json }: RunOptions) => {
      const wish = { ...(from && { from }), ...(to && { to }), ...(queue && { queue }) };
      const result = await readServices(await loadAssembly(config), [Reporting.name], (running) =>
        running.get(Reporting).run({ report: id, groupBy, ...wish }),
      );
      terminal.out(json ? JSON.stringify(result) : csv ? toCsv(result) : toTable(result));
    });
}
