import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { type ImportOptions, type ImportReport, importCsv } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import type { Command } from 'commander';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { withServices } from '../with-services.js';
import { equality } from './equality.js';
import { linesDone } from './lines-done.js';
import { requireReadable } from './require-readable.js';

interface Options {
  readonly config: string;
  readonly match?: string[];
  readonly allNew: boolean;
  readonly column: Record<string, string>;
  readonly encoding?: string;
  readonly separator?: string;
  readonly decimal?: string;
  readonly dates?: string;
  readonly clearEmpty: boolean;
  readonly run: boolean;
  readonly json: boolean;
}

/** `caruso data import`: a CSV file becomes objects, after it was said what would happen. */
export function addImport(data: Command, terminal: Terminal, fail: () => void): void {
  data
    .command('import <object> <file>')
    .description('say what a CSV file would create and change; with --run, do it')
    .option('-c, --config <file>', 'the assembly whose objects they are', DEFAULT_CONFIG)
    .option('--match <attributes...>', 'by what rows are matched with objects (default: the key)')
    .option('--all-new', 'match nothing: every row is a new object', false)
    .option(
      '--column <HEADING=attribute>',
      'the attribute of a column; may be said several times',
      equality('HEADING=attribute', { last: true }),
      {},
    )
    .option('--encoding <name>', 'such as latin1 (default: utf-8, or as its byte order mark says)')
    .option('--separator <character>', 'between cells (default: found out)')
    .option('--decimal <character>', 'a comma, where numbers are written 1.234,50')
    .option('--dates <pattern>', 'such as dd.MM.yyyy (default: 2026-12-31)')
    .option('--clear-empty', 'an empty cell takes the value away (default: says nothing of it)', false)
    .option('--run', 'write; goes on where a run that was interrupted stopped', false)
    .option('--json', 'print the report as JSON', false)
    .action(async (object: string, file: string, options: Options) => {
      const report = await importFile(terminal, object, file, options);
      terminal.out(options.json ? JSON.stringify(report) : reportLines(report, options.run).join('\n'));
      if (report.refused > 0) fail();
    });
}

async function importFile(terminal: Terminal, object: string, file: string, options: Options): Promise<ImportReport> {
  const { config, match, allNew, column: columns, run, decimal } = options;
  const { encoding, separator, dates } = options;
  const notes = `${file}.import`;
  await requireReadable(file);
  const asked: ImportOptions = {
    ...{ object, columns, encoding, separator, dates, dryRun: !run },
    empty: options.clearEmpty ? 'clear' : 'keep',
    ...(decimal === ',' ? { decimal } : {}),
    ...(allNew ? { match: [] } : match === undefined ? {} : { match }),
  };
  const after = run ? await linesDone(notes, file, asked) : undefined;
  if (after !== undefined && after.line > 0) terminal.err(`Lines up to ${after.line} were imported before.`);
  const progress: ImportOptions = {
    ...asked,
    ...(after === undefined ? {} : { after: after.line }),
    async onProgress(report, line) {
      if (after !== undefined) await writeFile(notes, JSON.stringify({ ...after, line }));
      terminal.status?.(`line ${line}: ${report.rows} rows`);
    },
  };
  const report = await withServices(await loadAssembly(config), [BusinessObjects.name], (running) =>
    importCsv(running.get(BusinessObjects), createReadStream(file), progress),
  );
  terminal.status?.('');
  if (run) await rm(notes, { force: true });
  return report;
}

function reportLines(
  { rows, created, changed, unchanged, refused, refusals, changes, ignored }: ImportReport,
  run: boolean,
) {
  const lines = refusals.map(({ line, column: heading, reason }) =>
    heading === undefined ? `line ${line}: ${reason}` : `line ${line}, ${heading}: ${reason}`,
  );
  if (!run) {
    for (const { line, key, changes: all } of changes) {
      const each = Object.entries(all).map(([name, { from, to }]) => `${name} ${shown(from)} -> ${shown(to)}`);
      lines.push(`line ${line} changes ${key}: ${each.join(', ')}`);
    }
  }
  if (ignored.length > 0) lines.push(`Columns that nothing is known of: ${ignored.join(', ')}`);
  const would = run ? '' : 'would be ';
  lines.push(
    `${rows} rows: ${created} ${would}created, ${changed} ${would}changed, ${unchanged} unchanged, ${refused} refused`,
  );
  if (!run) lines.push('Nothing was written. To write it, add --run.');
  return lines;
}

const shown = (value: unknown) => (value === null || value === undefined ? 'nothing' : JSON.stringify(value));
