import { erlangB } from './erlang-b.js';
import { loadOf, type OfferedWork } from './offered-work.js';

/** What callers experience who all wait until they are answered; times in seconds. */
export interface PatientQueue {
  readonly waitProbability: number;
  /** Over all calls, also those that do not wait; infinite when more work arrives than the agents can do. */
  readonly meanWait: number;
  /** The share of calls that are answered within a time. */
  answeredWithin(seconds: number): number;
}

/** Erlang C: Poisson arrivals, exponential handling, nobody leaves. */
export function erlangC(work: OfferedWork): PatientQueue {
  const { agents, handling } = work;
  const load = loadOf(work);
  const spare = (agents - load) / handling;
  if (spare <= 0) return { waitProbability: 1, meanWait: Number.POSITIVE_INFINITY, answeredWithin: () => 0 };
  const blocking = erlangB(agents, load);
  const waitProbability = (agents * blocking) / (agents - load * (1 - blocking));
  return {
    waitProbability,
    meanWait: waitProbability / spare,
    answeredWithin: (seconds) => 1 - waitProbability * Math.exp(-spare * seconds),
  };
}
