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
  const groups = matches.filter((match) => match.contact === contact).map(({ group }) => group);
  const agents = chosen(groups, line, now);
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
  const look = (group: AgentGroup, line: WaitingLine) => {
    const match = matchOf(group, line, now, (until) => postpone(state, line, until));
    if (!match) return;
    const known = best.get(group);
    if (!known || isPreferred(group, match, known, state.order)) best.set(group, match);
  };
  const { groups, lines } = state.unsettled;
  for (const group of groups) {
    if (group.available) for (const line of group.lines) look(group, line);
    if (!best.has(group)) groups.delete(group);
  }
  for (const line of lines) {
    if (line.contacts.size === 0) lines.delete(line);
    else for (const group of line.groups) if (group.available && !groups.has(group)) look(group, line);
  }
  return [...best.values()];
}

/** Somebody may be able to take a contact of the line later, though nothing happens meanwhile. */
function postpone(state: ContactCentreState, line: WaitingLine, until: number): void {
  const known = state.opensAt(line);
  if (known === undefined || until < known) state.lookAgain(line, until);
}

function chosen(groups: readonly AgentGroup[], line: WaitingLine, now: number): readonly AgentRecord[] {
  const strategy = strategyOf(line);
  const wanted = strategy === 'ring-several' ? (line.queue.definition?.ringAtOnce ?? Number.POSITIVE_INFINITY) : 1;
  if (wanted === 1) {
    let best: AgentRecord | undefined;
    for (const group of groups)
      for (const agent of agentsFor(group, line, strategy, now, () => {})) {
        if (!best || comesBefore(strategy, agent, best, line.queue.id, now)) best = agent;
        break;
      }
    return best ? [best] : [];
  }
  return groups
    .flatMap((group) => [...agentsFor(group, line, strategy, now, () => {})])
    .sort((a, b) => (comesBefore(strategy, a, b, line.queue.id, now) ? -1 : 1))
    .slice(0, wanted);
}
