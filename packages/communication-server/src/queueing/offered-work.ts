/** A queue with the same agents for all calls; times in seconds. */
export interface OfferedWork {
  readonly agents: number;
  readonly callsPerHour: number;
  /** Mean handling time: talk, hold and wrap-up. */
  readonly handling: number;
}

/** The work that arrives, in agents who would be busy all the time (Erlang). */
export function loadOf({ callsPerHour, handling }: Pick<OfferedWork, 'callsPerHour' | 'handling'>): number {
  return (callsPerHour * handling) / 3_600;
}
