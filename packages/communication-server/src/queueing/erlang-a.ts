import { betaCdf } from '@caruso/core';
import { erlangB } from './erlang-b.js';
import { loadOf, type OfferedWork } from './offered-work.js';

/** What callers experience some of whom hang up before they are answered; times in seconds, shares of all calls. */
export interface ImpatientQueue {
  readonly waitProbability: number;
  readonly abandonProbability: number;
  readonly meanWait: number;
  readonly meanWaitOfServed: number;
  /** Answered within a time, and given up within it. */
  within(seconds: number): { readonly answered: number; readonly abandoned: number };
}

/** Probabilities of longer queues that together do not matter. */
const NEGLIGIBLE = 1e-15;

/**
 * Erlang A (M/M/n+M): Poisson arrivals, exponential handling and exponential patience, by the birth-death equations in
 * which `agents` are busy and j wait, who leave at the rate n μ + j θ.
 *
 * Who finds k waiting is at the head after V, for which e^(-θV) is Beta(n μ / θ, k + 1) distributed; so are the moments
 * within a time.
 *
 * @param patience its mean, in seconds
 */
export function erlangA(work: OfferedWork & { readonly patience: number }): ImpatientQueue {
  const { agents, callsPerHour, handling, patience } = work;
  const arrivals = callsPerHour / 3_600;
  const busyRate = agents / handling;
  const waiting = waitingProbabilities(arrivals, busyRate, 1 / patience, erlangB(agents, loadOf(work)));
  const waitProbability = sum(waiting);
  const meanQueue = sum(waiting.map((probability, ahead) => probability * ahead));
  const abandonProbability = meanQueue / patience / arrivals;
  // In units of the mean patience: agents who become free while one caller would give up.
  const pace = busyRate * patience;
  const answeredWithin = (seconds: number) => {
    const rest = Math.exp(-seconds / patience);
    const served = waiting.map(
      (probability, ahead) => probability * (pace / (pace + ahead + 1)) * (1 - betaCdf(rest, pace + 1, ahead + 1)),
    );
    return 1 - waitProbability + sum(served);
  };
  const waitOfServed = waiting.map((probability, ahead) => probability * servedAfter(pace, ahead) * patience);
  return {
    waitProbability,
    abandonProbability,
    meanWait: meanQueue / arrivals,
    meanWaitOfServed: sum(waitOfServed) / (1 - abandonProbability),
    within(seconds) {
      const rest = Math.exp(-seconds / patience);
      const still = waiting.map((probability, ahead) => probability * rest * betaCdf(rest, pace, ahead + 1));
      const answered = answeredWithin(seconds);
      return { answered, abandoned: 1 - answered - sum(still) };
    },
  };
}

/** P(an arriving call finds all agents busy and j calls waiting). */
function waitingProbabilities(arrivals: number, busyRate: number, leaving: number, blocking: number): number[] {
  // Relative to the state in which all are busy and none waits; all states with fewer busy weigh 1 / B - 1 then.
  const weights = [1];
  for (let queue = 1, weight = 1; weight > NEGLIGIBLE || queue * leaving + busyRate < arrivals; queue++) {
    weight *= arrivals / (busyRate + queue * leaving);
    weights.push(weight);
  }
  const total = 1 / blocking - 1 + sum(weights);
  return weights.map((weight) => weight / total);
}

/** E[V; patience > V] in units of the mean patience. */
function servedAfter(pace: number, ahead: number): number {
  const served = pace / (pace + ahead + 1);
  let time = 0;
  for (let passed = 0; passed <= ahead; passed++) time += 1 / (pace + 1 + passed);
  return served * time;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
