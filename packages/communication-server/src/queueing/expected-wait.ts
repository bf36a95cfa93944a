/** What a queue is like at the moment; times in seconds. */
export interface QueuePace {
  /** Agents who serve the queue, busy or not. */
  readonly agents: number;
  /** Mean handling time. */
  readonly handling: number;
  /** Mean patience of those who wait; without it nobody hangs up. */
  readonly patience?: number;
}

/**
 * How long a caller waits who stays, with so many callers ahead and all agents busy: each step forward comes when an
 * agent becomes free or somebody ahead hangs up, E[W | k ahead] = sum of 1 / (n μ + j θ) for j = 0 to k.
 *
 * @returns seconds; infinite when nobody serves the queue, because the last step is an agent's
 * @example
 * ```ts
 * expectedWait({ agents: 10, handling: 180, patience: 120 }, 4); // 71.2
 * ```
 */
export function expectedWait({ agents, handling, patience }: QueuePace, ahead: number): number {
  const freed = agents / handling;
  const leaving = patience === undefined ? 0 : 1 / patience;
  let wait = 0;
  for (let others = 0; others <= ahead; others++) wait += 1 / (freed + others * leaving);
  return wait;
}
