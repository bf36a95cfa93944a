import { BusinessObjects, type Erasure } from '@caruso/business-objects';
import type { Command } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices, withServices } from '../with-services.js';

interface Options {
  readonly config: string;
  readonly dryRun: boolean;
  readonly receipts: boolean;
  readonly reason?: string;
  readonly json: boolean;
}

/** `caruso data erase`: erases a person as the model says, and says what was erased, what is kept and why, and what is left. */
export function addErase(data: Command, terminal: Terminal, fail: () => void): void {
  data
    .command('erase <object> <key>')
    .description('erase a person in all stores, as the model says; when something was left, go on with it')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--dry-run', 'only say what would be erased', false)
    .option('--receipts', 'only show what was erased before', false)
    .option('--reason <text>', 'why it is asked for; it stands in the receipt')
    .option('--json', 'print the receipt as JSON', false)
    .action(async (object: string, key: string, { config, dryRun, receipts, reason, json }: Options) => {
      const person = { object, key };
      const asked = { ...person, dryRun, ...(reason === undefined ? {} : { reason }) };
      const use = dryRun || receipts ? readServices : withServices;
      const found = await use(await loadAssembly(config), [BusinessObjects.name], async (running) => {
        const objects = running.get(BusinessObjects);
        return receipts ? objects.erasures(person) : [await objects.erase(asked)];
      });
      const [only] = found;
      if (json) terminal.out(JSON.stringify(receipts ? found : only));
      else
        terminal.out(found.length === 0 ? `Nothing was erased of ${object} ${key}.` : found.map(linesOf).join('\n\n'));
      if (!receipts && only !== undefined && only.left.length > 0) fail();
    });
}

const SAID: Record<Erasure['state'], string> = {
  planned: 'Nothing was erased yet. To do it, leave out --dry-run; it cannot be undone.',
  running: 'Not all is erased yet. It goes on while the assembly runs, and when this command is given again.',
  incomplete: 'Not all could be erased. See to what is left, and give this command again.',
  done: 'Done.',
};

function linesOf(erasure: Erasure): string {
  const { object, key, state, at, actor, caller, reason, erased, kept, left, outbox } = erasure;
  const head = `${object} ${key}, ${at.replace('T', ' ').slice(0, 16)} UTC, by ${actor ?? caller}`;
  return [
    reason === undefined ? head : `${head}: ${reason}`,
    erased.length === 0 ? 'There is nothing to erase.' : erasedTable(erased),
    ...kept.map(keptLine),
    ...consentLines(erasure),
    ...(outbox > 0 ? [`outbox  ${outbox} changes that hold values go`] : []),
    ...left.map((each) => `left    ${each.object} ${each.key} in ${each.store}: ${each.reason}`),
    SAID[state],
  ].join('\n');
}

function erasedTable(erased: Erasure['erased']): string {
  const rows = erased.map(({ store, object, key, operation, attributes, history }) => [
    operation,
    store,
    object,
    key,
    attributes.join(' ') || (operation === 'delete' ? 'all' : ''),
    String(history),
  ]);
  return columns([['what', 'store', 'object', 'key', 'attributes', 'in history'], ...rows], [5]);
}

function keptLine({ object, key, attributes, reason, until }: Erasure['kept'][number]): string {
  const what = attributes.length === 0 ? '' : ` (${attributes.join(' ')})`;
  return `kept    ${object} ${key}${what}: ${reason}${until === undefined ? '' : `, until ${until}`}`;
}

function consentLines({ consents: { statements, until } }: Erasure): string[] {
  if (statements === 0) return [];
  return [`kept    ${statements} statements of consent, as proof${until === undefined ? '' : ` until ${until}`}`];
}
