import { type ExportOptions, exportObjects } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import type { Command } from 'commander';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';
import { equality } from './equality.js';
import { writeWhole } from './write-whole.js';

interface Options {
  readonly config: string;
  readonly attributes?: string[];
  readonly where: Record<string, string>;
  readonly separator?: string;
  readonly out?: string;
  readonly json: boolean;
}

/** `caruso data export`: objects as CSV, or as JSON lines. */
export function addExport(data: Command, terminal: Terminal): void {
  data
    .command('export <object>')
    .description('write objects as CSV, or as lines of JSON')
    .option('-c, --config <file>', 'the assembly whose objects they are', DEFAULT_CONFIG)
    .option('--attributes <names...>', 'which attributes, in which order (default: all)')
    .option(
      '--where <attribute=value>',
      'only objects with this value; may be said several times',
      equality('attribute=value'),
      {},
    )
    .option('--separator <character>', 'between cells', ',')
    .option('--out <file>', 'write into a file, which is there only when all is in it')
    .option('--json', 'write a JSON object for each, one a line', false)
    .action(async (object: string, options: Options) => {
      const { config, attributes, where, separator, out, json } = options;
      const all = Object.entries(where).map(([attribute, value]) => ({ attribute, op: 'eq' as const, value }));
      const asked: ExportOptions = {
        object,
        format: json ? 'jsonl' : 'csv',
        ...(attributes === undefined ? {} : { members: attributes }),
        ...(all.length === 0 ? {} : { where: { all } }),
        ...(separator === undefined ? {} : { separator }),
      };
      await readServices(await loadAssembly(config), [BusinessObjects.name], async (running) => {
        const parts = exportObjects(running.get(BusinessObjects), asked);
        if (out !== undefined) return writeWhole(out, parts);
        for await (const part of parts) terminal.out(part.replace(/^\uFEFF/, '').replace(/\r?\n$/, ''));
      });
    });
}
