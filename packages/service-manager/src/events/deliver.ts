import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Log } from '../log.js';
import { checkData } from './check-data.js';
import { readEvent } from './event-document.js';
import type { EventEnvelope } from './events.js';
import { delayAfter, type Receiver } from './receiver.js';

/** How a delivery ended: done with, well or badly, or to be repeated after so many milliseconds. */
export type Outcome = 'settled' | { readonly repeatAfterMs: number };

/**
 * Delivers an event once: the one place that decides what becomes of it. Never rejects; what goes wrong is in the outcome,
 * and in the log once it is final.
 *
 * @param text what {@link writeEvent} wrote
 * @param attempt 1 for the first delivery; more than the receiver allows when earlier ones ended without an outcome
 */
export async function deliver(receiver: Receiver, text: string, attempt: number, log: Log): Promise<Outcome> {
  const { event: type, consumer, attempts, handler } = receiver;
  const event = readEvent(text);
  if (!event) {
    log.error(`What arrived as the event "${type.name}" at "${consumer}" is not an event, and was dropped`, undefined, {
      text: text.slice(0, 200),
    });
    return 'settled';
  }
  const at = { event: type.name, id: event.id, consumer };
  const checked = checkData(type, event.data);
  if ('issues' in checked) {
    const issues = `version ${event.version} for ${type.version}: ${checked.issues}`;
    return giveUp(receiver, event, new ServiceErrors.UnfitEvent({ ...at, issues }), log);
  }
  if (attempt > attempts) {
    const reason = 'each subscriber that had it was gone before it was done.';
    return giveUp(receiver, event, new ServiceErrors.EventGivenUp({ ...at, attempts, reason }), log);
  }
  try {
    await handler({ ...event, data: checked.data, attempt });
    return 'settled';
  } catch (thrown) {
    if (attempt < attempts) return { repeatAfterMs: delayAfter(receiver, attempt) };
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const error = new ServiceErrors.EventGivenUp({ ...at, attempts, reason }, { cause: thrown });
    return giveUp(receiver, event, error, log);
  }
}

async function giveUp(
  { consumer, onGivenUp }: Receiver,
  event: EventEnvelope,
  error: CarusoError,
  log: Log,
): Promise<Outcome> {
  log.error(error.message, error.cause, { code: error.code, event: event.name, id: event.id, consumer });
  try {
    await onGivenUp?.(event, error);
  } catch (thrown) {
    log.error(`"onGivenUp" of "${consumer}" failed for the event ${event.id}`, thrown);
  }
  return 'settled';
}
