/** How many calls a component takes at once. */
export interface Concurrency {
  readonly atOnce: number;
  /** How many more may wait, in their order; the next is refused. */
  readonly waiting: number;
}

/** When calls to a failing component are refused without trying. */
export interface BreakerPolicy {
  /** Share of failed calls that opens it, between 0 and 1. Default 0.5. */
  readonly share?: number;
  /** Calls there must have been in the window. Default 20. */
  readonly minimumCalls?: number;
  /** Length of the window. Default 60,000 ms. */
  readonly windowMs?: number;
  /** After this time one call is let through to try. Default 10,000 ms. */
  readonly halfOpenMs?: number;
}

/** How the health of a component is watched. */
export interface HealthPolicy {
  /** How often `check()` is asked; 0 never. Default 10,000 ms. */
  readonly everyMs?: number;
  /** A check that takes longer has failed. Default 5,000 ms. */
  readonly timeoutMs?: number;
  /** Failures in a row that make it unhealthy. Default 3. */
  readonly failures?: number;
  /** Successes in a row that make it healthy again. Default 2. */
  readonly successes?: number;
  /** It must say by itself that it is well (`Registration.beat`) within this time, else it is unhealthy. */
  readonly ttlMs?: number;
  /** Unhealthy for so long after a missed `ttlMs`, it is taken out of the registry. */
  readonly deregisterAfterMs?: number;
}

/** How calls in flight are let out when a component is replaced or stopped. */
export interface DrainPolicy {
  /** How long they may go on undisturbed. Default 30,000 ms. */
  readonly deadlineMs?: number;
  /** How long after the deadline, when their signal has been aborted, they may take to end. Default 1,000 ms. */
  readonly graceMs?: number;
}

/** How a component is run; each part has a default. */
export interface RunPolicy {
  /** Starts with the first call instead of with the assembly. */
  readonly lazy?: boolean;
  /** A start that takes longer has failed. Default 60,000 ms. */
  readonly startMs?: number;
  readonly concurrency?: Concurrency;
  readonly breaker?: BreakerPolicy;
  readonly health?: HealthPolicy;
  readonly drain?: DrainPolicy;
  /**
   * It holds what only one can have, as a port, or the pen of a log: when it is replaced, the old version stops before the new one starts,
   * and calls wait meanwhile, as long as they wait for any provider. Streams end. There is no probation.
   */
  readonly exclusive?: boolean;
}
