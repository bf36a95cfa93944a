import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { chosenFor, say } from './decide-disposition.js';
import { endConversation } from './decide-hang-up.js';
import { withdraw } from './decide-offer.js';
import { enterQueue } from './decide-queueing.js';

/** How a contact ends that nobody has answered. */
const OUTCOMES = { customer: 'abandoned', gateway: 'lost', silence: 'silent' } as const;

/** A gateway reports a contact; reporting the same twice has no second effect. */
export function arrive(state: ContactCentreState, command: CommandOf<'arrive'>, now: number): readonly EventPayload[] {
  const { contact, channel, gateway, externalId, from, to, queue, customer, attributes } = command;
  if (state.contacts.of(gateway, externalId)) return [];
  if (queue !== undefined) state.queueDefinition(queue);
  const arrived: EventPayload = {
    type: 'contact-arrived',
    contact,
    channel,
    direction: 'in',
    gateway,
    externalId,
    from,
    to,
    attributes: { ...attributes },
    ...(customer === undefined ? {} : { customer }),
  };
  if (queue === undefined) return [arrived];
  return [arrived, ...enterQueue(state, { id: contact, from, channel }, queue, command.wishes ?? {}, now)];
}

/** The customer hangs up or says nothing more, or the gateway has lost the contact. */
export function leave(
  state: ContactCentreState,
  { contact: id, by }: CommandOf<'leave'>,
  now: number,
): readonly EventPayload[] {
  const contact = state.contact(id);
  // Who asked to be called back has hung up, and keeps the place.
  if (contact.callback && contact.state !== 'connected') return [];
  switch (contact.state) {
    case 'waiting':
    case 'offered': {
      const withdrawn = contact.offers.flatMap((offer) => withdraw(state, offer));
      if (by === 'gateway') return [...withdrawn, { type: 'contact-closed', contact: id, outcome: 'lost' }];
      const abandoned: EventPayload = { type: 'contact-abandoned', contact: id, queue: contact.queue ?? '' };
      return [...withdrawn, abandoned, { type: 'contact-closed', contact: id, outcome: OUTCOMES[by] }];
    }
    case 'connected':
      return endConversation(state, contact, by === 'gateway' ? by : 'customer', now);
    case 'external':
      return [{ type: 'contact-closed', contact: id, outcome: 'transferred' }];
    case 'parked':
      return [{ type: 'contact-closed', contact: id, outcome: OUTCOMES[by] }];
    case 'self-service':
      return [
        ...say(state, contact, chosenFor(state, contact)),
        { type: 'contact-closed', contact: id, outcome: goneFrom(contact, by) },
      ];
    case 'wrap-up':
    case 'closed':
      return [];
  }
}

export function annotate(state: ContactCentreState, command: CommandOf<'annotate'>): readonly EventPayload[] {
  const contact = state.contact(command.contact);
  const customer = command.customer === contact.customer ? undefined : command.customer;
  const dialog = command.dialog === contact.dialog ? undefined : command.dialog;
  if (customer === undefined && dialog === undefined) return [];
  const known = { ...(customer === undefined ? {} : { customer }), ...(dialog === undefined ? {} : { dialog }) };
  return [{ type: 'contact-annotated', contact: contact.id, ...known }, ...leaveQuestion(contact, dialog)];
}

/** Another dialog goes on: what the one before has asked is asked no more. */
function leaveQuestion({ id, privateQuestion }: ContactRecord, dialog: string | undefined): readonly EventPayload[] {
  return dialog !== undefined && privateQuestion?.asked && privateQuestion.dialog !== dialog
    ? [{ type: 'private-question-left', contact: id, dialog: privateQuestion.dialog }]
    : [];
}

export function closeSelfService(
  state: ContactCentreState,
  { contact: id }: CommandOf<'close-self-service'>,
): readonly EventPayload[] {
  const contact = state.contact(id);
  if (contact.state === 'closed' && contact.outcome === 'self-served') return [];
  allowInSelfService(contact, 'closing it as self-served');
  return [
    ...say(state, contact, chosenFor(state, contact)),
    { type: 'contact-closed', contact: id, outcome: 'self-served' },
  ];
}

/** A parked contact is queued again; or the customer cannot or does not want to go on alone: from now on the contact waits like any other of the queue. */
export function handOver(
  state: ContactCentreState,
  command: CommandOf<'hand-over'>,
  now: number,
): readonly EventPayload[] {
  const contact = state.contact(command.contact);
  const { id: queue } = state.queueDefinition(command.queue);
  if (contact.state === 'parked') return enterQueue(state, contact, queue, command.wishes ?? {}, now);
  if (contact.queue === queue && contact.state !== 'self-service') return [];
  allowInSelfService(contact, 'handing it over');
  return enterQueue(state, contact, queue, command.wishes ?? {}, now);
}

function allowInSelfService({ id: contact, state }: ContactRecord, operation: string): void {
  if (state !== 'self-service') throw new ContactCentreErrors.NotSelfService({ contact, operation, state });
}

/** What becomes of a customer who was led by nobody of the company: served, or without the message to be left. */
function goneFrom({ messageFor, dropMessage }: ContactRecord, by: keyof typeof OUTCOMES) {
  if (dropMessage) return 'dropped';
  if (by !== 'customer') return OUTCOMES[by];
  return messageFor === undefined ? 'self-served' : 'abandoned';
}
