import { type ConsentState, type ConsentStatement, ObjectErrors } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { type Command, Option } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices, withServices } from '../with-services.js';

interface ListOptions {
  readonly config: string;
  readonly json: boolean;
}

interface SetOptions extends ListOptions {
  readonly purpose: string;
  readonly channel: string[];
  readonly to: 'given' | 'withdrawn';
  readonly source: string;
}

interface ConfirmOptions extends ListOptions {
  readonly token: string;
  readonly source?: string;
}

/** `caruso data consent`: to what a person agrees, all that he said of it, and writing down what he says now, or confirms. */
export function addConsent(data: Command, terminal: Terminal): void {
  const consent = data.command('consent').description('see and write down to what a person agrees');
  consent
    .command('list <object> <key>')
    .description('say to what a person agrees, and all that he ever said about it, the latest first')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--json', 'print it as JSON', false)
    .action(async (object: string, key: string, { config, json }: ListOptions) => {
      const person = { object, key };
      const found = await readServices(await loadAssembly(config), [BusinessObjects.name], async (running) => {
        const objects = running.get(BusinessObjects);
        const consents = await objects.consent(person);
        // What was said stays as proof of somebody who is gone; of whom nothing was said, the key may be mistyped.
        if (consents.statements.length === 0 && (await objects.get(person)) === null)
          throw new ObjectErrors.NotFound(person);
        return consents;
      });
      terminal.out(json ? JSON.stringify(found) : `${statesTable(found.states)}\n\n${said(found.statements)}`);
    });
  consent
    .command('set <object> <key>')
    .description('write down that a person agrees, or does not; nothing he said before is changed')
    .requiredOption('--purpose <name>', 'for what he is addressed, as the model names it')
    .requiredOption('--channel <names...>', 'by what, as the purpose names it')
    .addOption(new Option('--to <what>', 'what he says').choices(['given', 'withdrawn']).makeOptionMandatory())
    .requiredOption('--source <text>', 'how it is known, such as "letter of 1 March"; it is kept as proof')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--json', 'print what was written as JSON', false)
    .action(async (object: string, key: string, { config, purpose, channel, to, source, json }: SetOptions) => {
      const asked = { object, key, purpose, channels: channel, source };
      const written = await withServices(await loadAssembly(config), [BusinessObjects.name], async (running) => {
        const objects = running.get(BusinessObjects);
        return to === 'given' ? objects.giveConsent(asked) : { ...(await objects.withdrawConsent(asked)), confirm: [] };
      });
      terminal.out(json ? JSON.stringify(written) : linesOf(written, { purpose, channel }).join('\n'));
    });
  consent
    .command('confirm')
    .description('write down that a person has confirmed what he agreed to, by the token that was sent to him')
    // An option, because a token may begin with a dash.
    .requiredOption('--token <token>', 'the token that `set` printed')
    .option('--source <text>', 'how it is known, such as "reply of 2 March"; it is kept as proof')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--json', 'print what was written as JSON', false)
    .action(async ({ config, token, source, json }: ConfirmOptions) => {
      const asked = { token, ...(source === undefined ? {} : { source }) };
      const written = await withServices(await loadAssembly(config), [BusinessObjects.name], (running) =>
        running.get(BusinessObjects).confirmConsent(asked),
      );
      terminal.out(json ? JSON.stringify(written) : lineOf(written));
    });
}

function statesTable(states: readonly ConsentState[]): string {
  if (states.length === 0) return 'The model has no purposes. Add <consent><purpose …/></consent> to it.';
  const rows = states.map(({ purpose, channel, allowed, statement, since, version }) => [
    purpose,
    channel,
    allowed ? 'yes' : 'no',
    statement ?? 'said nothing',
    since === undefined ? '' : minute(since),
    version ?? '',
  ]);
  return columns([['purpose', 'channel', 'allowed', 'last', 'since (UTC)', 'text'], ...rows]);
}

function said(statements: readonly ConsentStatement[]): string {
  if (statements.length === 0) return 'Nothing was said yet.';
  const rows = statements.map(({ at, actor, caller, statement, purpose, channel, source, version }) => [
    minute(at),
    actor ?? `(${caller})`,
    statement,
    purpose,
    channel,
    version,
    source,
  ]);
  return columns([['when (UTC)', 'who', 'what', 'purpose', 'channel', 'text', 'how it is known'], ...rows]);
}

function linesOf(
  written: {
    readonly statements: readonly ConsentStatement[];
    readonly confirm: readonly { readonly channel: string; readonly token: string }[];
  },
  { purpose, channel }: Pick<SetOptions, 'purpose' | 'channel'>,
): string[] {
  const { statements, confirm } = written;
  if (statements.length === 0)
    return [`${purpose} by ${channel.join(' and ')} was withdrawn before; nothing to write.`];
  return [
    ...statements.map(lineOf),
    ...confirm.map(
      (each) => `Not yet allowed by ${each.channel}: send this token to the person, who confirms by it: ${each.token}`,
    ),
  ];
}

const lineOf = ({ statement, purpose, channel }: ConsentStatement) => `${statement}  ${purpose} by ${channel}`;
const minute = (at: string) => at.replace('T', ' ').slice(0, 16);
