import { type Estimate, estimate, exactly, type Ratio } from './estimate.js';
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

/** How batches became what they are. */
export interface Spread {
  /** That the interval holds the true figure; 0.95 if left out. */
  readonly confidence?: number;
  /** There is one batch, and nothing of it was left to chance. */
  readonly certain?: boolean;
}

/** A figure of a queue over batches; undefined when there is nothing to count. */
export function estimateQueue(
  batches: readonly Batch[],
  queue: string,
  figure: QueueFigure,
  spread: Spread = {},
): Estimate | undefined {
  const tallies = batches.flatMap(({ queues }) => queues.get(queue) ?? []);
  return estimateOf(tallies.map(queueFigures[figure]), spread);
}

/** The share of handling in the time in which the agents of a team handled contacts or were ready to. */
export function estimateOccupancy(batches: readonly Batch[], team: string, spread: Spread = {}): Estimate | undefined {
  const tallies = batches.flatMap(({ teams }) => teams.get(team) ?? []);
  const occupancy = ({ handling, ready }: TeamTally) => ({ of: handling, in: handling + ready });
  return estimateOf(tallies.map(occupancy), spread);
}

function estimateOf(ratios: readonly Ratio[], { confidence, certain = false }: Spread): Estimate | undefined {
  const [only] = ratios;
  return certain && only ? exactly(only) : estimate(ratios, confidence);
}
