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
  /** When the contact arrived, which may have been in another queue. */
  readonly arrivedAt: number;
  /** Within how many milliseconds it was to be answered: the service level of its queue at that time. */
  readonly thresholdMs: number;
  /** How long it would wait, as was estimated when it was enqueued; null where nothing was known. */
  readonly estimateMs: number | null;
  outcome: Outcome;
  agent: string | null;
  answeredAt: number | null;
  /** When the conversation ended, or the customer left the queue. */
  leftAt: number | null;
  wrappedAt: number | null;
  /** Of a customer who is to be answered in writing: the business time until the first answer of a person, in milliseconds. */
  replyMs: number | null;
  /** Whether that was, or is, longer than the queue allows. */
  overdue: boolean;
  /** Of such a customer: the business time from the arrival until an agent had settled it, in milliseconds. */
  resolutionMs: number | null;
}

/** How long the customer has waited, ringing included; `now` counts for those who still wait. */
export function waitOf({ queuedAt, answeredAt, leftAt }: Segment, now: number): number {
  return (answeredAt ?? leftAt ?? now) - queuedAt;
}

/** Whether it was neither settled nor gone at a moment. */
export function isPending({ queuedAt, leftAt }: Segment, at: number): boolean {
  return queuedAt < at && (leftAt === null || leftAt >= at);
}

/** Whether it was answered within the threshold; exactly at it is within. */
export function isInTime(segment: Segment): boolean {
  return segment.answeredAt !== null && segment.answeredAt - segment.queuedAt <= segment.thresholdMs;
}
