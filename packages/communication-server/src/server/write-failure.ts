import type { CarusoError } from '@caruso/core';
import type { ContactCentreEvent } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { EventLog } from '../log/event-log.js';

/** What a write that was answered by an error means for the log; undefined when its events are there all the same. */
export async function writeFailure(
  log: EventLog,
  events: readonly ContactCentreEvent[],
  thrown: unknown,
): Promise<CarusoError | undefined> {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  try {
    const fate = await log.fateOf(events);
    if (fate === 'written') return undefined;
    if (fate === 'taken')
      return new ContactCentreErrors.LogTaken({ number: events[0]?.number ?? 0 }, { cause: thrown });
  } catch {
    // The log cannot even be read; the reason of the write says more than that of the second attempt.
  }
  return new ContactCentreErrors.LogUnavailable({ reason }, { cause: thrown });
}
