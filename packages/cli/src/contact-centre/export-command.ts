import { momentOf, recordingLines } from '@caruso/communication-server';
import { ContactCentre, type LoggedContact } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import { type Command, InvalidArgumentError } from 'commander';
import { writeWhole } from '../data/write-whole.js';
import { CliErrors } from '../errors.js';
import { addControlOptions, type ControlOptions } from '../service/control-options.js';
import { withContract } from '../service/reach-assembly.js';
import { count, type Terminal } from '../terminal.js';

interface Options extends ControlOptions {
  readonly from?: string;
  readonly to?: string;
  readonly zone: string;
  readonly queue?: string[];
  readonly anonymous: boolean;
  readonly out?: string;
}

/** Days of a zone, and the queues whose contacts are wanted. */
interface Wanted {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly queues: string[] | undefined;
  readonly anonymous: boolean;
}

const MINUTES_OF_A_DAY = 24 * 60;
const TOLD_EVERY = 1_000;

/** `caruso contact export`: days as they were, for scenarios and `caruso simulate`. */
export function addContactExport(contact: Command, terminal: Terminal): void {
  addControlOptions(
    contact
      .command('export')
      .description(
        'write the contacts that waited in queues as a recording (CSV), for caruso simulate and for scenarios',
      ),
  )
    .option('--from <date>', 'first day, e.g. 2026-01-31 (default: today)', day)
    .option('--to <date>', 'last day, included (default: the first)', day)
    .option('--zone <name>', 'the time zone of these days and of the arrivals', zone, localZone())
    .option('--queue <ids...>', 'only those of these queues')
    .option('--anonymous', 'leave out who they were: a simulation does not ask', false)
    .option('--out <file>', 'write into a file, which is there only when all is in it')
    .action(async (options: Options) => {
      const from = options.from ?? todayIn(options.zone);
      const { to = from, zone: clock, queue: queues, anonymous } = options;
      const wanted = { from, to, zone: clock, queues, anonymous };
      if (to < from) throw new CliErrors.DaysReversed({ from, to });
      await withContract(ContactCentre, options, async (centre) => {
        const contacts = contactsOf(centre, wanted, terminal);
        const parts = options.json ? jsonLines(contacts) : recordingLines(contacts, clock);
        if (options.out !== undefined) return writeWhole(options.out, parts);
        for await (const part of parts) terminal.out(part.replace(/^\uFEFF/, '').replace(/\r?\n$/, ''));
      });
    });
}

/** The contacts of some days; says so when there are none, also of a queue that there is not. */
async function* contactsOf(
  centre: Stub<typeof ContactCentre>,
  { from, to, zone: clock, queues, anonymous }: Wanted,
  terminal: Terminal,
): AsyncGenerator<LoggedContact> {
  const span = { from: momentOf(from, 0, clock), to: momentOf(to, MINUTES_OF_A_DAY, clock) };
  const seen = new Set<string>();
  let told = 0;
  for await (const { from: number, ...contact } of centre.loggedContacts({ ...span, ...(queues ? { queues } : {}) })) {
    seen.add(contact.queue);
    yield anonymous || number === undefined ? contact : { ...contact, from: number };
    told += 1;
    if (told % TOLD_EVERY === 0) terminal.status?.(count(told, 'contact'));
  }
  terminal.status?.('');
  // A queue that is no more may have contacts; one without any may be misspelt, and this says so.
  for (const queue of queues ?? []) if (!seen.has(queue)) await centre.waiting({ queue });
  if (told === 0) terminal.err(`Nobody waited in a queue from ${from} to ${to} (${clock}).`);
}

async function* jsonLines(contacts: AsyncIterable<LoggedContact>): AsyncGenerator<string> {
  for await (const contact of contacts) yield `${JSON.stringify(contact)}\n`;
}

function day(text: string): string {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('It is a day such as 2026-01-31.');
}

function zone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('It is the name of a time zone such as Europe/Berlin.');
  }
}

/** That of this machine. */
function localZone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
}

function todayIn(clock: string): string {
  // Sweden writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv', { timeZone: clock, dateStyle: 'short' }).format();
}
