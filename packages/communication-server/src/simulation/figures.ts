import { type Estimate, estimate, type Ratio } from './estimate.js';
import type { Batch, QueueTally, TeamTally } from './tally.js';

/** The figures of a queue: what is counted, and in how many. Times in seconds. */
export const queueFigures = {
  /** Answered in time, of all offered; who still waits counts as not answered. */
  serviceLevel: (queue) => ({ of: queue.answeredInTime, in: queue.offered }),
  /** The same without who gave up in time. */
  serviceLevelWithoutShortAbandons: (queue) => ({
    of: queue.answeredInTime,
    in: queue.offered - queue.abandonedInTime,
  }),
  /** The same, of those who were answered at all. */
  serviceLevelOfAnswered: (queue) => ({ of: queue.answeredInTime, in: queue.answered }),
  /** Ceased to wait in time, answered or not. */
  gone: (queue) => ({ of: queue.answeredInTime + queue.abandonedInTime, in: queue.offered }),
  abandonment: (queue) => ({ of: queue.abandoned, in: queue.offered }),
  flowOut: (queue) => ({ of: queue.flowedOut, in: queue.offered }),
  /** Not let in, of all who came. */
  refusal: (queue) => ({ of: queue.refused, in: queue.refused + queue.offered }),
  /** Who had to wait at all. */
  waitShare: (queue) => ({ of: queue.waited, in: queue.offered - queue.open }),
  /** Mean wait of all, and of those who were answered (ASA). */
  wait: (queue) => ({ of: queue.waitSeconds, in: queue.offered - queue.open }),
  speedOfAnswer: (queue) => ({ of: queue.answeredWaitSeconds, in: queue.answered }),
} as const satisfies Readonly<Record<string, (queue: QueueTally) => Ratio>>;

export type QueueFigure = keyof typeof queueFigures;

/** A figure of a queue over batches; undefined when there is nothing to count. */
export function estimateQueue(
  batches: readonly Batch[],
  queue: string,
  figure: QueueFigure,
  confidence?: number,
): Estimate | undefined {
  const tallies = batches.flatMap(({ queues }) => queues.get(queue) ?? []);
  return estimate(tallies.map(queueFigures[figure]), confidence);
}

/** The share of handling in the time in which the agents of a team handled contacts or were ready to. */
export function estimateOccupancy(batches: readonly Batch[], team: string, confidence?: number): Estimate | undefined {
  const tallies = batches.flatMap(({ teams }) => teams.get(team) ?? []);
  const occupancy = ({ handling, ready }: TeamTally) => ({ of: handling, in: handling + ready });
  return estimate(tallies.map(occupancy), confidence);
}
