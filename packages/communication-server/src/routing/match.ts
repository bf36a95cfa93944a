import type { Strategy } from '../configuration/queue-definition.js';
import { isTakenBefore } from '../state/agent-group.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentGroup, ContactRecord, ServedLine, WaitingLine } from '../state/records.js';
import type { Match } from '../state/unsettled.js';
import { bestAgent } from './agent-order.js';

/** A contact that a group may take. */
interface Candidate {
  readonly served: ServedLine;
  readonly contact: ContactRecord;
}

export function strategyOf({ queue }: WaitingLine): Strategy {
  return queue.definition?.strategy ?? 'longest-idle';
}

/** What a group takes first of all that waits for it, if anything and anybody. */
export function firstMatch(state: ContactCentreState, group: AgentGroup, now: number): Match | undefined {
  const first = firstCandidate(state, group, now);
  if (!first) return undefined;
  return matchOf(state, group, first, now) ?? nextMatch(state, group, now);
}

/** What a group takes of one line, if anything and anybody. */
export function matchIn(
  state: ContactCentreState,
  group: AgentGroup,
  line: WaitingLine,
  now: number,
): Match | undefined {
  const served = group.lines.find((other) => other.line === line);
  const contact = served && firstOpenTo(state, group, served, now);
  return contact && matchOf(state, group, { served, contact }, now);
}

/** The most preferred of the contacts a group may take, whether or not anybody of it may take this one. */
function firstCandidate(state: ContactCentreState, group: AgentGroup, now: number): Candidate | undefined {
  let best: ServedLine | undefined;
  let contact: ContactRecord | undefined;
  for (const served of group.lines) {
    if (served.contacts.size === 0) continue;
    if (!best) {
      contact = firstOpenTo(state, group, served, now);
      if (contact) best = served;
      continue;
    }
    // The lines are in order: those behind are less preferred, too.
    if (isTakenBefore(best, served)) break;
    if (!served.opensLater && !best.opensLater) {
      if (!served.contacts.startsBefore(best.contacts)) continue;
      best = served;
      contact = served.contacts.first;
    } else {
      const other = firstOpenTo(state, group, served, now);
      if (!other || (contact && !state.order(other, contact))) continue;
      best = served;
      contact = other;
    }
  }
  return best && contact && { served: best, contact };
}

/** For who may not take what comes first: whatever else there is, in order. */
function nextMatch(state: ContactCentreState, group: AgentGroup, now: number): Match | undefined {
  const candidates = group.lines.flatMap((served): Candidate[] => {
    const contact = firstOpenTo(state, group, served, now);
    return contact ? [{ served, contact }] : [];
  });
  candidates.sort((a, b) => {
    if (isTakenBefore(a.served, b.served)) return -1;
    return isTakenBefore(b.served, a.served) || state.order(b.contact, a.contact) ? 1 : -1;
  });
  for (const candidate of candidates) {
    const match = matchOf(state, group, candidate, now);
    if (match) return match;
  }
  return undefined;
}

function matchOf(
  state: ContactCentreState,
  group: AgentGroup,
  { served, contact }: Candidate,
  now: number,
): Match | undefined {
  const { line } = served;
  const agent = bestAgent(group, line, strategyOf(line), now, (until) => postpone(state, line, until));
  return agent && { group, served, contact, agent };
}

/** The first contact of a line that has waited long enough for a group. */
function firstOpenTo(
  state: ContactCentreState,
  group: AgentGroup,
  { line, opensLater }: ServedLine,
  now: number,
): ContactRecord | undefined {
  const delay = opensLater ? delayOf(group, line) : 0;
  if (delay === 0) return line.contacts.first;
  for (const contact of line.contacts) {
    const opensAt = (contact.queuedAt ?? 0) + delay;
    if (opensAt <= now) return contact;
    postpone(state, line, opensAt);
  }
  return undefined;
}

/** How long contacts of a line wait before a group gets them, in milliseconds. */
export function delayOf(group: AgentGroup, { queue }: WaitingLine): number {
  const { delayMs = 0, tier = 1 } = group.assignments.get(queue.id) ?? {};
  const wait = queue.definition?.tierWait ?? 0;
  if (tier === 1 || wait === 0) return delayMs;
  const before = [...queue.staffed].some(([other, agents]) => other < tier && agents > 0);
  return before ? Math.max(delayMs, wait * 1_000 * (tier - 1)) : delayMs;
}

/** Somebody may be able to take a contact of the line later, though nothing happens meanwhile. */
function postpone(state: ContactCentreState, line: WaitingLine, until: number): void {
  const known = state.openings.of(line);
  if (known === undefined || until < known) state.openings.set(line, until);
}
