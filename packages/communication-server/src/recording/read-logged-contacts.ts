import type { Clock } from '@caruso/core';
import type { ContactCentreEvent } from '../contract.js';
import type { LoggedContact, WantedLog } from './logged-contact.js';
import { LoggedContacts } from './logged-contacts.js';

/** What is read of a log. */
export interface ReadableLog {
  /** Up to `limit` events behind the number `after`; none at the end. */
  events(after: number, limit: number): Promise<readonly ContactCentreEvent[]>;
  /** The events of a contact up to the number `upTo`, which is left out. */
  past(contact: string, upTo: number): Promise<readonly ContactCentreEvent[]>;
}

const READ_AT_ONCE = 1_000;

/**
 * Reads from a log the contacts that came into queues between two moments, each when it is over; those that are not come last.
 *
 * @throws the signal's reason when it is told to end before all are read
 */
export async function* readLoggedContacts(
  log: ReadableLog,
  wanted: WantedLog,
  clock: Pick<Clock, 'now'>,
  signal: AbortSignal,
): AsyncGenerator<LoggedContact> {
  const contacts = new LoggedContacts(wanted);
  for (let after = await lastBefore(log, wanted.from); ; ) {
    const events = await log.events(after, READ_AT_ONCE);
    // An end would be taken for that of the log.
    signal.throwIfAborted();
    for (const event of events) {
      if (contacts.isFromBefore(event)) contacts.recall(await log.past(event.contact, event.number));
      yield* contacts.see(event);
      if (contacts.done) return;
      after = event.number;
    }
    if (events.length === 0) break;
  }
  yield* contacts.rest(clock.now());
}

/** The number of the last event before a moment, 0 if there is none. Times never go back in a log. */
async function lastBefore(log: ReadableLog, moment: number): Promise<number> {
  const isBefore = async (number: number) => {
    const [event] = await log.events(number - 1, 1);
    return event !== undefined && event.at < moment;
  };
  let [before, step] = [0, 1];
  while (await isBefore(before + step)) {
    before += step;
    step *= 2;
  }
  for (; step >= 1; step = Math.floor(step / 2)) if (await isBefore(before + step)) before += step;
  return before;
}
