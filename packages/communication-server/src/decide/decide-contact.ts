import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { withdraw } from './decide-offer.js';

/** A gateway reports a contact; reporting the same twice has no second effect. */
export function arrive(state: ContactCentreState, command: CommandOf<'arrive'>): readonly EventPayload[] {
  const { contact, channel, gateway, externalId, from, to, queue, customer, attributes } = command;
  if (state.contactOf(gateway, externalId)) return [];
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
  return queue === undefined ? [arrived] : [arrived, { type: 'contact-queued', contact, queue }];
}

/** The customer hangs up, or the gateway has lost the contact. */
export function leave(state: ContactCentreState, { contact: id, by }: CommandOf<'leave'>): readonly EventPayload[] {
  const contact = state.contact(id);
  switch (contact.state) {
    case 'waiting':
    case 'offered': {
      const withdrawn = contact.reservation === undefined ? [] : withdraw(state, contact.reservation);
      if (by === 'gateway') return [...withdrawn, { type: 'contact-closed', contact: id, outcome: 'lost' }];
      const abandoned: EventPayload = { type: 'contact-abandoned', contact: id, queue: contact.queue ?? '' };
      return [...withdrawn, abandoned, { type: 'contact-closed', contact: id, outcome: 'abandoned' }];
    }
    case 'connected':
      return endConversation(id, contact.agent ?? '', by);
    case 'self-service':
      return [{ type: 'contact-closed', contact: id, outcome: by === 'gateway' ? 'lost' : 'self-served' }];
    case 'wrap-up':
    case 'closed':
      return [];
  }
}

/** What follows when a conversation ends, whoever ends it. */
export function endConversation(
  contact: string,
  agent: string,
  by: 'customer' | 'agent' | 'gateway',
): readonly EventPayload[] {
  return [
    { type: 'conversation-ended', contact, agent, by },
    { type: 'wrap-up-started', contact, agent },
    { type: 'agent-state-changed', agent, state: 'wrap-up', contact },
  ];
}

export function annotate(state: ContactCentreState, command: CommandOf<'annotate'>): readonly EventPayload[] {
  const contact = state.contact(command.contact);
  const customer = command.customer === contact.customer ? undefined : command.customer;
  const dialog = command.dialog === contact.dialog ? undefined : command.dialog;
  if (customer === undefined && dialog === undefined) return [];
  const known = { ...(customer === undefined ? {} : { customer }), ...(dialog === undefined ? {} : { dialog }) };
  return [{ type: 'contact-annotated', contact: contact.id, ...known }];
}

export function closeSelfService(
  state: ContactCentreState,
  { contact: id }: CommandOf<'close-self-service'>,
): readonly EventPayload[] {
  const contact = state.contact(id);
  if (contact.state === 'closed' && contact.outcome === 'self-served') return [];
  allowInSelfService(contact, 'closing it as self-served');
  return [{ type: 'contact-closed', contact: id, outcome: 'self-served' }];
}

/** The customer cannot or does not want to go on alone: from now on the contact waits like any other of the queue. */
export function handOver(state: ContactCentreState, command: CommandOf<'hand-over'>): readonly EventPayload[] {
  const contact = state.contact(command.contact);
  const { id: queue } = state.queueDefinition(command.queue);
  if (contact.queue === queue) return [];
  allowInSelfService(contact, 'handing it over');
  return [{ type: 'contact-queued', contact: contact.id, queue }];
}

function allowInSelfService({ id: contact, state }: ContactRecord, operation: string): void {
  if (state !== 'self-service') throw new ContactCentreErrors.NotSelfService({ contact, operation, state });
}
