import type { AgentView, ContactView } from './contract.js';
import { extensionLeft } from './decide/extension-left.js';
import { present } from './present.js';
import type { ContactCentreState } from './state/contact-centre-state.js';
import { type AgentRecord, type ContactRecord, currentOf } from './state/records.js';

/** A picture of a contact that does not change any more. */
export function contactView(contact: ContactRecord): ContactView {
  const { id, channel, direction, from, to, state, arrivedAt } = contact;
  const { queue, customer, dialog, agent, connectedAt, endedAt, outcome, disposition, note } = contact;
  const { heldSince, consultation, chosen, dropMessage, recording, voicemail, messageFor } = contact;
  const { givenTo, script, attempt, awaySince } = contact;
  const callback = contact.callback && { phone: contact.callback.phone, attempts: contact.callback.attempts };
  const conference = contact.conference.length > 0 ? [...contact.conference] : undefined;
  const supervisors = [...contact.supervisors];
  const known = {
    ...{ queue, customer, dialog, agent, connectedAt, endedAt, outcome, disposition, note },
    ...{
      heldSince,
      consultation,
      recording: recording && recordingView(recording),
      voicemail,
      messageFor,
      callback,
      conference,
      givenTo,
      script,
      attempt,
      awaySince,
    },
    chosen: chosen?.disposition,
    dropMessage: dropMessage && { text: dropMessage.text, language: dropMessage.language },
    supervisors: supervisors.length > 0 ? supervisors : undefined,
    messages: contact.messages?.length,
    reply: replyOf(contact),
  };
  return { contact: id, channel, direction, from, to, state, arrivedAt, ...present(known) };
}

function recordingView({ paused, ...recording }: NonNullable<ContactRecord['recording']>): ContactView['recording'] {
  return { ...recording, paused: paused.length > 0, ...(paused.length > 0 ? { because: [...paused] } : {}) };
}

function replyOf({ clock }: ContactRecord): ContactView['reply'] {
  return clock?.state === 'running' ? { overdue: clock.breached, ...present({ due: clock.due }) } : undefined;
}

/** How long an agent may still take to finish a contact. */
function wrapUpOf(state: ContactCentreState, contact: ContactRecord, agent: string): ContactView['wrapUp'] {
  const own = contact.wrapUps.find((wrapUp) => wrapUp.agent === agent);
  return own && { extension: extensionLeft(state, contact, own), ...present({ until: own.until }) };
}

/** A picture of an agent, with the contact offered or in hand. */
export function agentView(state: ContactCentreState, agent: AgentRecord): AgentView {
  const reservation = agent.reservation === undefined ? undefined : state.reservations.get(agent.reservation);
  const offer = reservation && {
    reservation: reservation.id,
    contact: contactView(state.contact(reservation.contact)),
    deadline: reservation.deadline,
  };
  const inHand = (held: string): ContactView => {
    const view = { ...contactView(state.contact(held)), ...present({ campaign: campaignOf(state, held) }) };
    // Wherever it is now, for this agent it is what is left to do about it.
    if (!agent.wrapUps.has(held) || agent.contacts.has(held)) return view;
    return { ...view, state: 'wrap-up', ...present({ wrapUp: wrapUpOf(state, state.contact(held), agent.id) }) };
  };
  const current = currentOf(agent);
  const contact = current === undefined ? undefined : inHand(current);
  const { id, definition, since, reason, by, next } = agent;
  const assignments = [...agent.assignments.values()];
  const paused = assignments.flatMap(({ queue, paused: why }) => (why === undefined ? [] : [{ queue, reason: why }]));
  const ranked = assignments.flatMap(({ queue, penalty }) => (penalty === 0 ? [] : [[queue, penalty] as const]));
  return {
    agent: id,
    name: definition?.name ?? id,
    state: agent.state,
    since,
    queues: [...agent.assignments.keys()],
    contacts: [...agent.contacts, ...agent.wrapUps].map(inHand),
    event: state.number,
    ...present({
      ...{ reason, by, offer, contact, preview: previewOf(state, id) },
      next: next === undefined ? undefined : { reason: next },
      paused: paused.length > 0 ? paused : undefined,
      penalties: ranked.length > 0 ? Object.fromEntries(ranked) : undefined,
    }),
  };
}

function campaignOf(state: ContactCentreState, held: string): ContactView['campaign'] {
  const { attempt } = state.contact(held);
  if (!attempt) return undefined;
  const { name = attempt.campaign, goal } = state.campaigns.get(attempt.campaign)?.definition ?? {};
  return { name, record: attempt.record, ...present({ goal }) };
}

function previewOf({ campaigns }: ContactCentreState, agent: string): AgentView['preview'] {
  const { campaign, attempt } = campaigns.attemptOf(agent) ?? {};
  if (!campaign || !attempt) return undefined;
  const { id, record, number, state } = attempt;
  const { name = campaign.id, goal } = campaign.definition ?? {};
  const shown = { attempt: id, campaign: campaign.id, name, record, number, dialled: state === 'dialled' };
  return { ...shown, ...present({ goal, customer: campaign.records.get(record)?.customer }) };
}
