import { BusinessObjects, type HistoryEntry } from '@caruso/business-objects';
import { type Command, InvalidArgumentError } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

interface Options {
  readonly config: string;
  readonly attribute?: string;
  readonly limit: number;
  readonly json: boolean;
}

const PAGE = 200;
const SHOWN = 60;

/** `caruso data history`: who changed what of an object, and when. */
export function addHistory(data: Command, terminal: Terminal): void {
  data
    .command('history <object> <key>')
    .description('say who changed what of an object, and when, the latest first; also of one that is deleted')
    .option('-c, --config <file>', 'the assembly whose object it is', DEFAULT_CONFIG)
    .option('--attribute <name>', 'only changes of this attribute or link')
    .option('--limit <count>', 'how many changes at most', wholeNumber, 50)
    .option('--json', 'print the changes as JSON', false)
    .action(async (object: string, key: string, { config, attribute, limit, json }: Options) => {
      const asked = { object, key, ...(attribute === undefined ? {} : { attribute }) };
      const entries = await readServices(await loadAssembly(config), [BusinessObjects.name], async (running) => {
        const objects = running.get(BusinessObjects);
        const read: HistoryEntry[] = [];
        let after: string | undefined;
        do {
          const page = { limit: Math.min(PAGE, limit - read.length), ...(after === undefined ? {} : { after }) };
          const { items, next } = await objects.history({ ...asked, ...page });
          read.push(...items);
          after = next;
        } while (after !== undefined && read.length < limit);
        return read;
      });
      terminal.out(json ? JSON.stringify(entries, bytes) : tableOf(entries, object, key, attribute));
    });
}

function tableOf(entries: readonly HistoryEntry[], object: string, key: string, attribute?: string): string {
  if (entries.length === 0 && attribute !== undefined) {
    return `Nothing has been kept of "${attribute}" of ${object} ${key}. All that was kept is shown without --attribute.`;
  }
  if (entries.length === 0) return `Nothing has been kept of ${object} ${key}.`;
  const rows = entries.flatMap(({ at, actor, caller, operation, unclear, changes }) => {
    const what = unclear ? `${operation}?` : operation;
    const head = [at.replace('T', ' ').slice(0, 19), actor ?? `(${caller})`, what];
    if (changes.length === 0) return [[...head, '', '', '']];
    return changes.map(({ attribute, from, to, erased }, index) => [
      ...(index === 0 ? head : ['', '', '']),
      attribute,
      erased ? '(erased)' : shown(from),
      erased && to === null ? '(erased)' : shown(to),
    ]);
  });
  return columns([['when (UTC)', 'who', 'what', 'attribute', 'from', 'to'], ...rows]);
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/g, ' ');
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}

const bytes = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

function wholeNumber(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
}
