import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { sameParty } from '../same-party.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord, ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { conversationOf } from './conversation-of.js';
import { enterQueue, ownPlace } from './decide-queueing.js';
import { endTalk } from './decide-wrap-up.js';
import { dialledNumber } from './dialled-number.js';
import { endAround, endConsultation, endHold, leaveAlone } from './end-around.js';

/** How long a contact waits for the agent to whom it was transferred before others of the queue may take it. */
export const WAIT_FOR_AGENT_SECONDS = 60;

/** The agent gives the contact away without a word, and is done with it. */
export function transfer(
  state: ContactCentreState,
  command: CommandOf<'transfer'>,
  now: number,
): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  if (contact.consultation) throw new ContactCentreErrors.Consulting({ contact: contact.id });
  const to = 'number' in command.to ? { number: dialledNumber(command.to.number) } : command.to;
  const given: EventPayload = {
    type: 'contact-transferred',
    contact: contact.id,
    agent: agent.id,
    kind: 'blind',
    to,
  };
  // Who listened to these agents does not listen to whoever comes next, and nothing is recorded while the customer waits.
  const left = [...endAround(state, contact, 'agent', now), ...endTalk(state, contact, agent, 'agent', now, true)];
  if ('number' in to || 'script' in to) return [...left, given];
  if ('queue' in to) {
    const { id } = state.queueDefinition(to.queue);
    return [given, ...left, ...enterQueue(state, contact, id, {}, now)];
  }
  const { queue = '' } = contact;
  const target = state.agent(to.agent);
  if (!target.assignments.has(queue))
    throw new ContactCentreErrors.NotAssigned({ agent: to.agent, queue, assigned: [...target.assignments.keys()] });
  if (target.state === 'offline' || sameParty(to, { agent: agent.id }))
    throw new ContactCentreErrors.NotReachable({ agent: to.agent, state: target.state });
  const until = now + (state.queueRecord(queue).definition?.preferFor ?? WAIT_FOR_AGENT_SECONDS) * 1_000;
  const { priority, needs } = contact;
  const place = ownPlace(state.queueRecord(queue).definition, contact, now);
  return [
    given,
    ...left,
    {
      type: 'contact-queued',
      contact: contact.id,
      queue,
      ...(place === undefined ? {} : { place }),
      ...(priority === 0 ? {} : { priority }),
      ...(Object.keys(needs).length === 0 ? {} : { needs }),
      prefer: { agent: to.agent, until },
    },
  ];
}

/** Who was consulted goes on with the customer. */
export function completeTransfer(
  state: ContactCentreState,
  command: CommandOf<'complete-transfer'>,
  now: number,
): readonly EventPayload[] {
  const { agent, contact } = conversationOf(state, command);
  if (!contact.consultation?.answered) throw new ContactCentreErrors.NotConsulting({ contact: contact.id });
  return handOn(state, contact, agent, now);
}

/** The agent leaves, and who was consulted stays with the customer. */
export function handOn(
  state: ContactCentreState,
  contact: ContactRecord,
  agent: AgentRecord,
  now: number,
): readonly EventPayload[] {
  const { consultation } = contact;
  if (!consultation) return [];
  const { with: party } = consultation;
  return [
    ...endHold(contact, agent),
    { type: 'consultation-ended', contact: contact.id, agent: agent.id, with: party, because: 'transferred' },
    ...('number' in party ? leaveAlone(state, contact, 'agent', now) : []),
    ...endTalk(state, contact, agent, 'agent', now, true),
    { type: 'contact-transferred', contact: contact.id, agent: agent.id, kind: 'warm', to: party },
    ...('agent' in party
      ? [{ type: 'contact-taken-over', contact: contact.id, agent: party.agent, from: agent.id } as const]
      : []),
  ];
}

/** An agent gives the contact to one of the others who talk to the customer. */
export function leaveConference(
  state: ContactCentreState,
  contact: ContactRecord,
  agent: AgentRecord,
  now: number,
): readonly EventPayload[] {
  const own = contact.conference.find((party) => sameParty(party, { agent: agent.id }));
  if (own) {
    return [
      { type: 'conference-left', contact: contact.id, with: own },
      ...endTalk(state, contact, agent, 'agent', now, true),
    ];
  }
  const next = contact.conference.find((party) => 'agent' in party) ?? contact.conference[0];
  if (!next) return [];
  return [
    ...endConsultation(state, contact, 'cancelled'),
    ...endHold(contact, agent),
    { type: 'conference-left', contact: contact.id, with: next },
    ...('number' in next ? leaveAlone(state, contact, 'agent', now, next) : []),
    ...endTalk(state, contact, agent, 'agent', now, true),
    'agent' in next
      ? { type: 'contact-taken-over', contact: contact.id, agent: next.agent, from: agent.id }
      : { type: 'contact-transferred', contact: contact.id, agent: agent.id, kind: 'warm', to: next },
  ];
}
