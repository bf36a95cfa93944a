import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { CommandOf } from './command.js';
import { dialledNumber } from './dialled-number.js';
import { endAround } from './end-around.js';
import { changeOf } from './shown-state.js';

/** How often a customer is called back at most, and how long is waited between two calls, where the queue does not say. */
const ATTEMPTS = 3;
const RETRY_SECONDS = 600;

/** The customer hangs up and is called when it is the contact's turn; the contact keeps its place in the line. */
export function requestCallback(
  state: ContactCentreState,
  { contact: id, phone: wanted }: CommandOf<'request-callback'>,
): readonly EventPayload[] {
  const phone = dialledNumber(wanted);
  const contact = state.contact(id);
  if (contact.callback?.phone === phone) return [];
  if (contact.queue === undefined || (contact.state !== 'waiting' && contact.state !== 'offered'))
    throw new ContactCentreErrors.NotWaiting({ contact: id, state: contact.state });
  return [{ type: 'callback-requested', contact: id, queue: contact.queue, phone }];
}

/**
 * What came of calling a customer back. Who was not reached is tried again later, in the old place; the agent is free at
 * once, for there was nobody to talk to.
 *
 * @param now - milliseconds since 1970 UTC
 */
export function calledBack(
  state: ContactCentreState,
  { contact: id, answered }: CommandOf<'called-back'>,
  now: number,
): readonly EventPayload[] {
  const contact = state.contact(id);
  const { callback, agent: agentId } = contact;
  if (!callback || contact.state !== 'connected' || agentId === undefined) return [];
  if (answered) return [{ type: 'callback-attempted', contact: id, agent: agentId, answered }];
  const agent = state.agentRecord(agentId);
  const { attempts = ATTEMPTS, retryAfter = RETRY_SECONDS } =
    state.queueRecord(contact.queue ?? '').definition?.callback ?? {};
  const others = endAround(state, contact, 'gateway', now);
  if (callback.attempts + 1 >= attempts)
    return [
      ...others,
      { type: 'callback-attempted', contact: id, agent: agentId, answered },
      { type: 'conversation-ended', contact: id, agent: agentId, by: 'gateway' },
      { type: 'contact-closed', contact: id, outcome: 'not-reached' },
      ...changeOf(agent, 'ready', id),
    ];
  return [
    ...others,
    { type: 'callback-attempted', contact: id, agent: agentId, answered, retryAt: now + retryAfter * 1_000 },
    ...changeOf(agent, 'ready', id),
  ];
}

/** It is time to try again: the contact is back in its place. */
export function callAgain(state: ContactCentreState, id: string): readonly EventPayload[] {
  const { queue, place, priority, needs } = state.contact(id);
  if (queue === undefined) return [];
  return [{ type: 'contact-queued', contact: id, queue, place, priority, needs: { ...needs } }];
}
