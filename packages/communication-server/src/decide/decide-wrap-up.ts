import { choicesOf } from '../configuration/disposition.js';
import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord, ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { notYours } from './conversation-of.js';
import { allow } from './decide-agent.js';
import { changeOf } from './shown-state.js';

/** What an agent has to do after a conversation, whoever ends it. */
export function endTalk(
  state: ContactCentreState,
  contact: ContactRecord,
  agent: AgentRecord,
  by: 'customer' | 'agent' | 'gateway',
  now: number,
): readonly EventPayload[] {
  const { id, queue = '' } = contact;
  const ended: EventPayload = { type: 'conversation-ended', contact: id, agent: agent.id, by };
  const { wrapUp } = state.queueRecord(queue).definition ?? {};
  const seconds = agent.definition?.wrapUp ?? wrapUp?.seconds;
  if (wrapUp?.holdsBack === 'queue')
    return [
      ended,
      { type: 'contact-closed', contact: id, outcome: 'handled' },
      { type: 'agent-rested', agent: agent.id, queue, until: now + (seconds ?? 0) * 1_000, because: 'wrap-up' },
      ...changeOf(agent, 'ready', id),
    ];
  return [
    ended,
    {
      type: 'wrap-up-started',
      contact: id,
      agent: agent.id,
      ...(seconds === undefined ? {} : { until: now + seconds * 1_000 }),
    },
    ...changeOf(agent, 'wrap-up', id),
  ];
}

export function finishWrapUp(state: ContactCentreState, command: CommandOf<'finish-wrap-up'>): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { contact, disposition, note } = command;
  allow(agent, 'finishing the wrap-up', ['wrap-up', 'busy']);
  if (!agent.wrapUps.has(contact)) throw notYours(agent, contact);
  const { queue = '' } = state.contact(contact);
  // A queue without dispositions, or one that the configuration names no more, takes any.
  const choices = choicesOf(state.queueRecord(queue).definition?.dispositions ?? []);
  const chosen = choices.find(({ id }) => id === disposition);
  if (choices.length > 0 && !chosen)
    throw new ContactCentreErrors.UnknownDisposition({ disposition, queue, known: choices.map(({ id }) => id) });
  const said: readonly EventPayload[] = chosen?.flags
    ? [{ type: 'disposition-set', contact, agent: agent.id, disposition, flags: chosen.flags }]
    : [];
  return [...said, ...end(state, agent, contact, { disposition, note })];
}

/** The agent asks for more time; no more than the queue allows in all. */
export function extendWrapUp(
  state: ContactCentreState,
  { agent: id, contact, seconds }: CommandOf<'extend-wrap-up'>,
): readonly EventPayload[] {
  const agent = state.agent(id);
  if (!agent.wrapUps.has(contact)) throw notYours(agent, contact);
  const record = state.contact(contact);
  const due = record.wrapUps.find((own) => own.agent === id);
  const allowed = state.queueRecord(record.queue ?? '').definition?.wrapUp?.extension ?? 0;
  const left = allowed - (due?.extendedMs ?? 0) / 1_000;
  if (due?.until === undefined || seconds > left)
    throw new ContactCentreErrors.NoExtension({ contact, seconds, left: due ? left : 0 });
  return [{ type: 'wrap-up-extended', contact, agent: id, until: due.until + seconds * 1_000 }];
}

/** The time for the wrap-up is over. */
export function endWrapUp(state: ContactCentreState, agent: string, contact: string): readonly EventPayload[] {
  return end(state, state.agentRecord(agent), contact, { note: '' });
}

function end(
  state: ContactCentreState,
  agent: AgentRecord,
  contact: string,
  result: { readonly disposition?: string; readonly note: string },
): readonly EventPayload[] {
  const { wrapUps } = state.contact(contact);
  const last = wrapUps.length === 1 && state.contact(contact).state === 'wrap-up';
  return [
    { type: 'wrap-up-ended', contact, agent: agent.id, ...result },
    ...(last ? [{ type: 'contact-closed', contact, outcome: 'handled' } as const] : []),
    ...changeOf(agent, 'ready', contact),
  ];
}
