/**
 * How the stay of a contact in a queue ended: `open` while it waits, `lost` when the gateway lost it, `diverted` when it left
 * unanswered for another queue, for self-service or because of a time limit.
 */
export type Outcome = 'open' | 'answered' | 'abandoned' | 'lost' | 'diverted';

/** One stay of a contact in one queue: the unit that reports count. Times in milliseconds since 1970 UTC. */
export interface Segment {
  /** Number of the event that began it. */
  readonly segment: number;
  readonly contact: string;
  readonly queue: string;
  readonly queuedAt: number;
  /** Within how many milliseconds it was to be answered: the service level of its queue at that time. */
  readonly thresholdMs: number;
  outcome: Outcome;
  agent: string | null;
  answeredAt: number | null;
  /** When the conversation ended, or the customer left the queue. */
  leftAt: number | null;
  wrappedAt: number | null;
}

/** How long the customer has waited, ringing included; `now` counts for those who still wait. */
export function waitOf({ queuedAt, answeredAt, leftAt }: Segment, now: number): number {
  return (answeredAt ?? leftAt ?? now) - queuedAt;
}

/** Whether it was answered within the threshold; exactly at it is within. */
export function isInTime(segment: Segment): boolean {
  return segment.answeredAt !== null && segment.answeredAt - segment.queuedAt <= segment.thresholdMs;
}
