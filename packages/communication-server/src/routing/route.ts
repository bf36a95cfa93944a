import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentGroup, AgentRecord, WaitingLine } from '../state/records.js';
import { agentsFor, comesBefore } from './agent-order.js';
import { isMoreUrgent, isPreferred, type Match, matchOf, strategyOf } from './match.js';
import type { Offer } from './offer.js';
import { reasonOf } from './reason.js';

/**
 * Decides which contact is offered to whom next. Of the contacts that somebody is free for, the most urgent one is taken:
 * every agent looks first at the queues of the lowest number in the agent's own order, then at the heaviest, then at
 * priority and place. The queue's strategy says to which of the agents it is offered who have none more urgent for
 * themselves. Apply the offers, then ask for the next.
 *
 * Only lines and groups are looked at for which something has changed since there was nothing more to distribute, and
 * those for which time has made the difference.
 *
 * @param now - milliseconds since 1970 UTC; the offer's deadline is counted from it
 * @param newReservation - makes the token that accepts an offer once
 * @param named - how many agents the reason names on either side; a few if left out
 * @returns the offers of one contact: one, or several when the queue rings several; none when nothing can be distributed
 */
export function route(
  state: ContactCentreState,
  now: number,
  newReservation: () => string,
  named?: number,
): readonly Offer[] {
  noteOpenings(state, now);
  const matches = bestMatches(state, now);
  const [first, ...others] = matches;
  if (!first) {
    state.unsettled.lines.clear();
    state.unsettled.groups.clear();
    return [];
  }
  const urgent = others.reduce((best, match) => (isMoreUrgent(match, best, state.order) ? match : best), first);
  const { line, contact } = urgent;
  const same = matches.filter((match) => match.contact === contact);
  const groups = same.map(({ group }) => group);
  const agents = chosen(same, line, now);
  const deadline = now + (line.queue.definition?.offerTimeout ?? state.configuration.offerTimeoutMs / 1_000) * 1_000;
  const reason = reasonOf(line, contact, groups, now, named);
  return agents.map((agent) => ({
    contact: contact.id,
    queue: line.queue.id,
    agent: agent.id,
    reservation: newReservation(),
    deadline,
    reason,
  }));
}

function noteOpenings(state: ContactCentreState, now: number): void {
  for (let opening = state.openings.first; opening && opening.at <= now; opening = state.openings.first) {
    state.unsettled.lines.add(opening.line);
    state.lookAgain(opening.line, undefined);
  }
}

/** For each group that can take something, what it takes first. */
function bestMatches(state: ContactCentreState, now: number): readonly Match[] {
  const best = new Map<AgentGroup, Match>();
  const { available, unsettled } = state;
  for (const group of unsettled.groups) {
    if (available.has(group)) for (const line of group.lines) look(state, group, line, now, best);
    if (!best.has(group)) unsettled.groups.delete(group);
  }
  if (available.size > unsettled.groups.size)
    for (const line of unsettled.lines)
      for (const group of both(line.groups, available))
        if (!unsettled.groups.has(group)) look(state, group, line, now, best);
  return [...best.values()];
}

function look(
  state: ContactCentreState,
  group: AgentGroup,
  line: WaitingLine,
  now: number,
  best: Map<AgentGroup, Match>,
): void {
  if (line.contacts.size === 0) return;
  const match = matchOf(group, line, now, (until) => postpone(state, line, until));
  if (!match) return;
  const known = best.get(group);
  if (!known || isPreferred(group, match, known, state.order)) best.set(group, match);
}

/** What is in both of two sets, looked for in the smaller one. */
function* both<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Generator<T> {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const member of small) if (large.has(member)) yield member;
}

/** Somebody may be able to take a contact of the line later, though nothing happens meanwhile. */
function postpone(state: ContactCentreState, line: WaitingLine, until: number): void {
  const known = state.opensAt(line);
  if (known === undefined || until < known) state.lookAgain(line, until);
}

/** The best agent, or as many as the queue rings at once. */
function chosen(matches: readonly Match[], line: WaitingLine, now: number): readonly AgentRecord[] {
  const strategy = strategyOf(line);
  const before = (a: AgentRecord, b: AgentRecord) => comesBefore(strategy, a, b, line.queue.id, now);
  if (strategy !== 'ring-several')
    return [matches.map(({ agent }) => agent).reduce((best, agent) => (before(agent, best) ? agent : best))];
  return matches
    .flatMap(({ group }) => [...agentsFor(group, line, strategy, now, () => {})])
    .sort((a, b) => (before(a, b) ? -1 : 1))
    .slice(0, line.queue.definition?.ringAtOnce);
}
