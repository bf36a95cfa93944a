import type { ContactCentreState } from '../state/contact-centre-state.js';
import { inBoth } from '../state/lists.js';
import type { AgentRecord, WaitingLine } from '../state/records.js';
import type { Match } from '../state/unsettled.js';
import { agentsFor, isChosenBefore } from './agent-order.js';
import { firstMatch, matchIn, strategyOf } from './match.js';
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
  const same = mostUrgent(state, now);
  const [urgent] = same;
  if (!urgent) return [];
  const { contact } = urgent;
  const { line } = urgent.served;
  const groups = same.map(({ group }) => group);
  const agents = chosen(same, line, now);
  const deadline = now + (line.queue.definition?.offerTimeout ?? state.configuration.offerTimeoutMs / 1_000) * 1_000;
  const reason = reasonOf(line, contact, groups, now, named);
  return agents.map((agent) => ({
    type: 'offer-made',
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
    state.openings.delete(opening.line);
  }
}

/** The contact that is answered first, with all groups that take it before all others. */
function mostUrgent(state: ContactCentreState, now: number): readonly Match[] {
  const { available, unsettled } = state;
  const { lines, groups } = unsettled;
  unsettled.at(now);
  for (const line of lines)
    inBoth(line.groups, available, (group) => {
      // Of who had nothing to do before, only what is new needs to be looked at.
      if (unsettled.has(group)) return unsettled.changed(group);
      const match = matchIn(state, group, line, now);
      if (match) unsettled.found(match, state.rankOf(match.contact));
    });
  if (lines.size > 0) lines.clear();
  for (const group of groups) {
    const match = firstMatch(state, group, now);
    if (match && groups.size === 1 && unsettled.known === 0) return [match];
    if (match) unsettled.found(match, state.rankOf(match.contact));
    else unsettled.done(group);
  }
  return unsettled.mostUrgent();
}

/** The best agent, or as many as the queue rings at once. */
function chosen(matches: readonly Match[], line: WaitingLine, now: number): readonly AgentRecord[] {
  const strategy = strategyOf(line);
  const before = (a: AgentRecord, b: AgentRecord) => isChosenBefore(line, strategy, a, b, now);
  if (strategy !== 'ring-several')
    return [matches.map(({ agent }) => agent).reduce((best, agent) => (before(agent, best) ? agent : best))];
  return matches
    .flatMap(({ group }) => [...agentsFor(group, line, strategy, now, () => {})])
    .sort((a, b) => (before(a, b) ? -1 : 1))
    .slice(0, line.queue.definition?.ringAtOnce);
}
