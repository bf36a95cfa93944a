import { BusinessObjects, type Erasure } from '@caruso/business-objects';
import { ContactCentre } from '@caruso/communication-server/contract';
import { Dialogs } from '@caruso/script-engine';
import type { Assembly } from '@caruso/service-manager';
import type { Command } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices, withServices } from '../with-services.js';
import { type DialogsOfPerson, dialogsOfPerson, linesOfDialogs } from './dialogs-of-person.js';

const CONTRACTS = [BusinessObjects.name, Dialogs.name];
const NO_DIALOGS: DialogsOfPerson = { erased: [], left: [] };

interface Options {
  readonly config: string;
  readonly dryRun: boolean;
  readonly receipts: boolean;
  readonly dialogs: boolean;
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
    .option('--dialogs', 'also erase what was said in dialogs with the customer of that key', false)
    .option('--reason <text>', 'why it is asked for; it stands in the receipt')
    .option('--json', 'print the receipt as JSON', false)
    .action(async (object: string, key: string, { config, dryRun, receipts, dialogs, reason, json }: Options) => {
      const person = { object, key };
      const asked = { ...person, dryRun, ...(reason === undefined ? {} : { reason }) };
      const use = dryRun || receipts ? readServices : withServices;
      const assembly = await loadAssembly(config);
      const [found, said] = await use(assembly, CONTRACTS, async (running) => {
        const objects = running.get(BusinessObjects);
        if (receipts) return [await objects.erasures(person), NO_DIALOGS] as const;
        return [[await objects.erase(asked)], await dialogsOfPerson(running, key, dialogs && !dryRun)] as const;
      });
      const [only] = found;
      if (json) terminal.out(JSON.stringify(receipts ? found : { ...only, dialogs: said }));
      else if (found.length === 0) terminal.out(`Nothing was erased of ${object} ${key}.`);
      else {
        const beside = receipts ? [] : [...linesOfDialogs(said, key), ...linesOfContacts(assembly, key)];
        terminal.out([found.map(linesOf).join('\n\n'), ...beside].join('\n'));
      }
      if (!receipts && only !== undefined && only.left.length > 0) fail();
    });
}

/** Contacts are erased by the contact centre that runs: a second one beside it may not write. */
function linesOfContacts({ components }: Assembly, key: string): readonly string[] {
  const has = components.some(({ provides }) => provides.some(({ name }) => name === ContactCentre.name));
  return has
    ? [
        `contacts and calls of campaigns with the customer ${key}: caruso contact erase --customer ${key} erases them too`,
      ]
    : [];
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
