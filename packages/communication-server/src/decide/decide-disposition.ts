import { choicesOf, type Disposition } from '../configuration/disposition.js';
import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';

/**
 * The dialog of a contact says what came of it, or takes that back. It counts when the wrap-up ends, unless the agent says
 * something else: until then the customer may change his mind.
 */
export function chooseDisposition(
  state: ContactCentreState,
  { contact: id, disposition }: CommandOf<'choose-disposition'>,
): readonly EventPayload[] {
  const contact = state.contact(id);
  const agent = contact.state === 'connected' ? contact.agent : contact.wrapUps.at(-1)?.agent;
  if (agent === undefined && contact.state !== 'self-service')
    throw new ContactCentreErrors.DispositionTooLate({ contact: id, state: contact.state });
  if (disposition !== undefined) choiceOf(state, contact, disposition);
  const { chosen } = contact;
  if (chosen?.disposition === disposition && chosen?.agent === (disposition && agent)) return [];
  return [{ type: 'disposition-chosen', contact: id, ...present({ agent, disposition }) }];
}

/**
 * A choice of the queue of a contact; undefined where any will do: the queue has none, or the configuration names it no more.
 *
 * @throws ContactCentreErrors.UnknownDisposition
 */
export function choiceOf(
  state: ContactCentreState,
  { queue = '' }: ContactRecord,
  disposition: string,
): Disposition | undefined {
  const choices = choicesFor(state, queue);
  const chosen = choices.find(({ id }) => id === disposition);
  if (choices.length > 0 && !chosen)
    throw new ContactCentreErrors.UnknownDisposition({ disposition, queue, known: choices.map(({ id }) => id) });
  return chosen;
}

/** What the dialog of a contact has chosen, where an agent finishes it or nobody had to; if its queue still has it. */
export function chosenFor(state: ContactCentreState, contact: ContactRecord, agent?: string): string | undefined {
  const { chosen, queue = '' } = contact;
  if (chosen === undefined || (chosen.agent !== undefined && chosen.agent !== agent)) return undefined;
  const choices = choicesFor(state, queue);
  return choices.length === 0 || choices.some(({ id }) => id === chosen.disposition) ? chosen.disposition : undefined;
}

/** What a disposition that counts from now on makes happen. */
export function say(
  state: ContactCentreState,
  { id: contact, queue = '' }: ContactRecord,
  disposition: string | undefined,
  agent?: string,
): readonly EventPayload[] {
  const flags = choicesFor(state, queue).find(({ id }) => id === disposition)?.flags;
  if (disposition === undefined || (flags === undefined && agent !== undefined)) return [];
  return [{ type: 'disposition-set', contact, disposition, flags: flags ?? {}, ...present({ agent }) }];
}

/** The dispositions of a queue that can be chosen. */
export function choicesFor(state: ContactCentreState, queue: string): readonly Disposition[] {
  return choicesOf(state.queues.get(queue)?.definition?.dispositions ?? []);
}
