import type { Regime } from './regime.js';

/** The calls of a campaign within a regime's window. */
export interface WindowCounts {
  /** Persons who answered and were connected to an agent in time. */
  readonly connected: number;
  /** Answered and not connected in time. */
  readonly dropped: number;
  /** Answering machines that were connected to agents: the detection took them for persons. */
  readonly machines: number;
}

/** Abandoned calls and those they are a share of. */
export interface Abandonment {
  readonly abandoned: number;
  readonly of: number;
}

/**
 * What a regime counts.
 *
 * Without machines, as many of the dropped calls are taken off as agents met machines among their calls: Ofcom's reasoned
 * estimate, D = drops - drops x machines / (machines + persons), of D + persons.
 */
export function abandonmentOf({ connected, dropped, machines }: WindowCounts, { denominator }: Regime): Abandonment {
  if (denominator === 'answered-live') return { abandoned: dropped, of: connected + dropped };
  const met = machines + connected;
  const abandoned = met === 0 ? dropped : dropped - (dropped * machines) / met;
  return { abandoned, of: connected + abandoned };
}
