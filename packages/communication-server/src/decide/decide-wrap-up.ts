import type { EventPayload } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { present } from '../present.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord, ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { notYours } from './conversation-of.js';
import { allow } from './decide-agent.js';
import { choiceOf, choicesFor, chosenFor, say } from './decide-disposition.js';
import { extensionLeft } from './extension-left.js';
import { resolutionOf } from './follow-sla-clock.js';
import { changeOf } from './shown-state.js';

/**
 * What an agent has to do after a conversation, whoever ends it.
 *
 * @param goesOn - whether the customer is with somebody else then, or waits
 */
export function endTalk(
  state: ContactCentreState,
  contact: ContactRecord,
  agent: AgentRecord,
  by: 'customer' | 'agent' | 'gateway',
  now: number,
  goesOn = false,
): readonly EventPayload[] {
  const { id, queue = '' } = contact;
  const ended: EventPayload = { type: 'conversation-ended', contact: id, agent: agent.id, by };
  const { wrapUp } = state.queueRecord(queue).definition ?? {};
  const seconds = agent.definition?.wrapUp ?? wrapUp?.seconds;
  if (wrapUp?.holdsBack === 'queue')
    return [
      ended,
      ...say(state, contact, chosenFor(state, contact, agent.id), agent.id),
      ...(goesOn ? [] : [closedAsHandled(state, contact, now)]),
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

export function finishWrapUp(
  state: ContactCentreState,
  command: CommandOf<'finish-wrap-up'>,
  now: number,
): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  const { contact: id, note } = command;
  allow(agent, 'finishing the wrap-up', ['wrap-up', 'busy']);
  if (!agent.wrapUps.has(id)) throw notYours(agent, id);
  const contact = state.contact(id);
  const disposition = command.disposition ?? chosenFor(state, contact, agent.id);
  if (disposition !== undefined) choiceOf(state, contact, disposition);
  else {
    const known = choicesFor(state, contact.queue ?? '').map((choice) => choice.id);
    if (known.length > 0) throw new ContactCentreErrors.DispositionMissing({ contact: id, known });
  }
  return end(state, agent, contact, { disposition, note, now });
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
  const left = due ? extensionLeft(state, record, due) : 0;
  if (due?.until === undefined || seconds > left) throw new ContactCentreErrors.NoExtension({ contact, seconds, left });
  return [{ type: 'wrap-up-extended', contact, agent: id, until: due.until + seconds * 1_000 }];
}

/** The time for the wrap-up is over: what the dialog has chosen counts. */
export function endWrapUp(state: ContactCentreState, agent: string, id: string, now: number): readonly EventPayload[] {
  const contact = state.contact(id);
  const disposition = chosenFor(state, contact, agent);
  return end(state, state.agentRecord(agent), contact, { disposition, note: '', now });
}

function end(
  state: ContactCentreState,
  agent: AgentRecord,
  contact: ContactRecord,
  { disposition, note, now }: { readonly disposition: string | undefined; readonly note: string; readonly now: number },
): readonly EventPayload[] {
  const { id, wrapUps, state: stands } = contact;
  const last = wrapUps.length === 1 && stands === 'wrap-up';
  return [
    ...say(state, contact, disposition, agent.id),
    { type: 'wrap-up-ended', contact: id, agent: agent.id, note, ...present({ disposition }) },
    ...(last ? [closedAsHandled(state, contact, now)] : []),
    ...changeOf(agent, 'ready', id),
  ];
}

function closedAsHandled(state: ContactCentreState, contact: ContactRecord, now: number): EventPayload {
  const resolutionMs = resolutionOf(state, contact, now);
  return { type: 'contact-closed', contact: contact.id, outcome: 'handled', ...present({ resolutionMs }) };
}
