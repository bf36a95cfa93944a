import type { AgentRecord } from '../state/records.js';

/** Why an agent who has room gets nothing of a queue for now, and until when. */
export interface HeldBack {
  readonly because: string;
  /** Milliseconds since 1970 UTC; infinite when time alone does not end it. */
  readonly until: number;
}

/** What keeps an agent from contacts of a queue besides being busy or away: pauses, rests, the rate agreed upon. */
export function heldBack(agent: AgentRecord, queue: string, now: number): HeldBack | undefined {
  const assignment = agent.assignments.get(queue);
  if (assignment?.paused !== undefined)
    return { because: `paused in the queue (${assignment.paused})`, until: Number.POSITIVE_INFINITY };
  const until = Math.max(agent.restsUntil, assignment?.restsUntil ?? 0);
  if (until > now) return { because: 'rests', until };
  const rate = agent.definition?.rate;
  const oldest = agent.recent[0];
  if (rate && oldest !== undefined && agent.recent.length >= rate.contacts) {
    const free = oldest + rate.seconds * 1_000;
    if (free > now) return { because: `had ${rate.contacts} contacts within ${rate.seconds} s`, until: free };
  }
  return undefined;
}
