import { type CampaignsSnapshot, campaignsSnapshotOf, restoreCampaigns } from '../campaigns/state/campaign-snapshot.js';
import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import { watchClock } from './apply-to-sla-clock.js';
import { ContactCentreState } from './contact-centre-state.js';
import { type KeptContact, keptContact, recallContact } from './kept-contact.js';
import { nextChange } from './next-change.js';
import type { Pace } from './pace.js';
import type { AgentRecord, AssignmentRecord, Reservation } from './records.js';
import type { WaitAccuracy } from './wait-accuracy.js';

/** Raised when what a snapshot holds changes; one of another version is not used, and the log is read from its start. */
export const SNAPSHOT_VERSION = 15;

type KeptAssignment = Pick<AssignmentRecord, 'queue' | 'penalty' | 'paused' | 'restsUntil' | 'changed'>;
type KeptAgent = Omit<
  AgentRecord,
  'definition' | 'order' | 'group' | 'freeFor' | 'assignments' | 'contacts' | 'wrapUps'
> & {
  readonly assignments: readonly KeptAssignment[];
  readonly contacts: readonly string[];
  readonly wrapUps: readonly string[];
};

/** What a state holds besides its configuration, as plain data; everything else follows from it. */
export interface StateSnapshot {
  readonly version: number;
  readonly number: number;
  readonly at: number;
  readonly agents: readonly KeptAgent[];
  readonly contacts: readonly KeptContact[];
  readonly reservations: readonly Reservation[];
  readonly gatewaysAway: readonly (readonly [gateway: string, since: number])[];
  /** How fast the queues go, and the places of callers who gave up, by queue. */
  readonly paces: readonly (readonly [queue: string, Pace])[];
  readonly accuracies: readonly (readonly [queue: string, WaitAccuracy])[];
  readonly places: readonly (readonly [queue: string, readonly (readonly [from: string, Place])[]])[];
  readonly campaigns: CampaignsSnapshot;
}
type Place = { readonly place: number; readonly priority: number; readonly until: number };

/** The state as plain data, which JSON keeps; it shares nothing with the state that the state changes later. */
export function snapshotOf(state: ContactCentreState): StateSnapshot {
  return {
    version: SNAPSHOT_VERSION,
    number: state.number,
    at: state.at,
    agents: [...state.agents.values()].map(keptAgent),
    contacts: [...state.contacts.values()].map(keptContact),
    reservations: [...state.reservations.values()],
    gatewaysAway: [...state.gatewaysAway],
    paces: [...state.queues.values()].map(({ id, pace }) => [id, { ...pace }]),
    accuracies: [...state.queues.values()].map(({ id, accuracy }) => [id, { ...accuracy }]),
    places: [...state.queues.values()].flatMap(({ id, places }) => {
      const kept = [...places].filter(([, { until }]) => until >= state.at);
      return kept.length === 0 ? [] : [[id, kept] as const];
    }),
    campaigns: campaignsSnapshotOf(state),
  };
}

function keptAgent({ definition: _, order: __, group: ___, freeFor: ____, ...agent }: AgentRecord): KeptAgent {
  return {
    ...agent,
    recent: [...agent.recent],
    contacts: [...agent.contacts],
    wrapUps: [...agent.wrapUps],
    assignments: [...agent.assignments.values()]
      .filter(({ paused, restsUntil, changed }) => changed || paused !== undefined || restsUntil > 0)
      .map(({ queue, penalty, paused, restsUntil, changed }) => ({
        queue,
        penalty,
        restsUntil,
        ...(paused === undefined ? {} : { paused }),
        ...(changed ? { changed } : {}),
      })),
  };
}

/**
 * The state a snapshot was taken of, under a configuration that may be another one by now: agents and queues that it names
 * no more serve nothing, as if the log had been read under it.
 */
export function restoreState(configuration: ContactCentreConfiguration, snapshot: StateSnapshot): ContactCentreState {
  const state = new ContactCentreState(configuration);
  state.number = snapshot.number;
  state.at = snapshot.at;
  for (const [gateway, since] of snapshot.gatewaysAway) state.gatewaysAway.set(gateway, since);
  for (const contact of snapshot.contacts) restoreContact(state, contact);
  for (const reservation of snapshot.reservations) {
    state.reservations.set(reservation.id, reservation);
    state.deadlines.set('offer', reservation.id, reservation.deadline);
  }
  for (const agent of snapshot.agents) restoreAgent(state, agent);
  for (const [queue, pace] of snapshot.paces) state.queueRecord(queue).pace = { ...pace };
  for (const [queue, accuracy] of snapshot.accuracies) state.queueRecord(queue).accuracy = { ...accuracy };
  for (const [queue, places] of snapshot.places)
    for (const [from, place] of places) state.queueRecord(queue).places.set(from, place);
  restoreCampaigns(state, snapshot.campaigns);
  return state;
}

function restoreContact(state: ContactCentreState, kept: KeptContact): void {
  const contact = recallContact(state, kept);
  if (contact.clock) watchClock(state, contact);
  for (const { agent, until } of contact.wrapUps) state.deadlines.set('wrap-up', contact.id, until, agent);
  if (contact.dropMessage && contact.state !== 'closed')
    state.deadlines.set('drop-message', contact.id, contact.dropMessage.until);
  if (contact.state === 'parked') state.deadlines.set('callback', contact.id, contact.callback?.retryAt);
  if (contact.queue === undefined || (contact.state !== 'waiting' && contact.state !== 'offered')) return;
  const queue = state.queueRecord(contact.queue);
  queue.waiting.add(contact);
  if (contact.state === 'offered') return;
  state.joinLine(contact);
  state.deadlines.set('waiting', contact.id, nextChange(contact, queue.definition)?.at);
}

function restoreAgent(state: ContactCentreState, kept: KeptAgent): void {
  const { id, assignments, contacts, wrapUps, recent, ...plain } = kept;
  const agent = state.agentRecord(id);
  state.changeAgent(agent, () => {
    Object.assign(agent, plain);
    agent.recent.push(...recent);
    for (const contact of contacts) agent.contacts.add(contact);
    for (const contact of wrapUps) agent.wrapUps.add(contact);
  });
  for (const { queue, penalty, paused, restsUntil, changed } of assignments)
    state.changeAssignment(agent, queue, (assignment) => {
      assignment.restsUntil = restsUntil;
      if (paused !== undefined) assignment.paused = paused;
      if (!changed) return;
      assignment.penalty = penalty;
      assignment.changed = changed;
    });
  if (agent.state !== 'offline') state.staff(agent, 1);
}
