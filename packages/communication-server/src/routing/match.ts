import type { Strategy } from '../configuration/queue-definition.js';
import type { AgentGroup, AgentRecord, ContactRecord, WaitingLine } from '../state/records.js';
import { bestAgent } from './agent-order.js';

/** A contact and an agent of a group who may take it. */
export interface Match {
  readonly line: WaitingLine;
  readonly contact: ContactRecord;
  readonly group: AgentGroup;
  /** The best of the group. */
  readonly agent: AgentRecord;
}

export function strategyOf({ queue }: WaitingLine): Strategy {
  return queue.definition?.strategy ?? 'longest-idle';
}

/**
 * The contact of a line that a group would get now, with the best agent of the group.
 *
 * @param postpone - told when there may be one if there is none yet
 */
export function matchOf(
  group: AgentGroup,
  line: WaitingLine,
  now: number,
  postpone: (until: number) => void,
): Match | undefined {
  const agent = bestAgent(group, line, strategyOf(line), now, postpone);
  const contact = agent && firstOpenTo(group, line, now, postpone);
  return contact && { line, contact, group, agent };
}

/** The first contact that has waited long enough for a group. */
function firstOpenTo(
  group: AgentGroup,
  line: WaitingLine,
  now: number,
  postpone: (until: number) => void,
): ContactRecord | undefined {
  const delay = delayOf(group, line);
  if (delay === 0) return line.contacts.first;
  for (const contact of line.contacts.inOrder()) {
    const opensAt = (contact.queuedAt ?? 0) + delay;
    if (opensAt <= now) return contact;
    postpone(opensAt);
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

/** Whether an agent of the group takes the contact of `a` before that of `b`. */
export function isPreferred(group: AgentGroup, a: Match, b: Match, order: ContactOrder): boolean {
  const difference = priorityOf(group, a) - priorityOf(group, b);
  return difference < 0 || (difference === 0 && isMoreUrgent(a, b, order));
}

/** Whether the contact of `a` is answered before that of `b`, whoever answers. */
export function isMoreUrgent(a: Match, b: Match, order: ContactOrder): boolean {
  const difference = weightOf(b) - weightOf(a);
  return difference < 0 || (difference === 0 && order(a.contact, b.contact));
}

type ContactOrder = (a: ContactRecord, b: ContactRecord) => boolean;

function priorityOf({ assignments }: AgentGroup, { line }: Match): number {
  return assignments.get(line.queue.id)?.priority ?? 1;
}

function weightOf({ line }: Match): number {
  return line.queue.definition?.weight ?? 0;
}
