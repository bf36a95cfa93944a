import type { MergeReceipt } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices, withServices } from '../with-services.js';

interface Options {
  readonly config: string;
  readonly choose: Record<string, string>;
  readonly longest: boolean;
  readonly newestBy?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** How many moved objects of a type are named. */
const MOST_NAMED = 20;

/** `caruso data merge`: several objects become one, with all that links to them. */
export function addMerge(data: Command, terminal: Terminal): void {
  data
    .command('merge <object> <keep> <lose...>')
    .description(
      'make one object of several, by their keys: the first stays, and all that links to the others links to it',
    )
    .option('-c, --config <file>', 'the assembly whose objects they are', DEFAULT_CONFIG)
    .option('--choose <attribute=key>', 'from which of them a value is taken; may be said several times', choice, {})
    .option('--longest', 'take the longest text of each (default: fill only what is empty)', false)
    .option('--newest-by <attribute>', 'take the values of the one that is the newest by this attribute')
    .option('--dry-run', 'only say what would change', false)
    .option('--json', 'print the receipt as JSON', false)
    .action(async (object: string, keep: string, lose: string[], options: Options) => {
      const { config, choose, longest, newestBy, dryRun, json } = options;
      const rule = newestBy === undefined ? (longest ? 'longest' : 'filled') : 'newest';
      const asked = {
        object,
        keep,
        lose,
        choose,
        rule,
        dryRun,
        ...(newestBy === undefined ? {} : { newestBy }),
      } as const;
      const use = dryRun ? readServices : withServices;
      const receipt = await use(await loadAssembly(config), [BusinessObjects.name], (running) =>
        running.get(BusinessObjects).merge(asked),
      );
      terminal.out(json ? JSON.stringify(receipt) : linesOf(receipt).join('\n'));
    });
}

function choice(text: string, known: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1)
    throw new InvalidArgumentError('Write it as attribute=key, where key is that of the object it is taken from.');
  return { ...known, [text.slice(0, at)]: text.slice(at + 1) };
}

function linesOf({ object, keep, gone, values, moved, state }: MergeReceipt): string[] {
  const planned = state === 'planned';
  const lines = [
    `${object} ${keep.key} (${keep.title}) ${planned ? 'would stay' : 'stays'}`,
    ...gone.map(({ key, title, how }) => `${object} ${key} (${title}) ${planned ? 'would be' : 'is'} ${how}`),
    ...values.map(({ attribute, before, after, from }) => {
      const of = from === undefined ? '' : ` (of ${from})`;
      return `${attribute}: ${shown(before)} -> ${shown(after)}${of}`;
    }),
    ...movedLines(moved, keep.key),
  ];
  if (planned) lines.push('Nothing was written. To write it, leave out --dry-run.');
  if (state === 'pending') {
    lines.push(
      'A store cannot be reached. It is carried out as soon as it can be: caruso model outbox shows what waits.',
    );
  }
  return lines;
}

function movedLines(moved: MergeReceipt['moved'], keep: string): string[] {
  const types = new Map<string, MergeReceipt['moved'][number][]>();
  for (const each of moved) types.set(each.object, [...(types.get(each.object) ?? []), each]);
  return [...types].flatMap(([object, all]) => {
    const named = all.slice(0, MOST_NAMED).map(({ key, newKey, links }) => {
      const renamed = newKey === undefined ? '' : `, so its key is ${newKey}`;
      return `${object} ${key}: ${links.join(' and ')} -> ${keep}${renamed}`;
    });
    const more = all.length - named.length;
    return more === 0 ? named : [...named, `${object}: and ${more} more`];
  });
}

const shown = (value: unknown) => (value === null || value === undefined ? 'nothing' : JSON.stringify(value));
