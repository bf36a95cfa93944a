import { erlangA, erlangB, erlangC } from '@caruso/communication-server';
import {
  delaySystem,
  type GroundTruth,
  impatientSystem,
  lossSystem,
  prioritySystem,
  size,
  wrapUpSystem,
} from './ground-truth.js';

const SECONDS = 20;

function loss(lines: number, load: number, law: Parameters<typeof lossSystem>[3], narrow: number): GroundTruth {
  return lossSystem(lines, load, erlangB(lines, load), law, size(20_000, 2_000, narrow));
}

function delay(agents: number, callsPerHour: number, handling: number, narrow: number): GroundTruth {
  const { waitProbability, meanWait, answeredWithin } = erlangC({ agents, callsPerHour, handling });
  return delaySystem(
    [agents, callsPerHour, handling],
    [waitProbability, meanWait, answeredWithin(SECONDS)],
    size(20_000, 5_000, narrow),
  );
}

function impatient(
  agents: number,
  callsPerHour: number,
  handling: number,
  patience: number,
  narrow: number,
): GroundTruth {
  const queue = erlangA({ agents, callsPerHour, handling, patience });
  const { answered, abandoned } = queue.within(SECONDS);
  return impatientSystem(
    [agents, callsPerHour, handling, patience],
    {
      waitShare: queue.waitProbability,
      abandonment: queue.abandonProbability,
      wait: queue.meanWait,
      speedOfAnswer: queue.meanWaitOfServed,
      serviceLevel: answered,
      serviceLevelWithoutShortAbandons: answered / (1 - abandoned),
      serviceLevelOfAnswered: answered / (1 - queue.abandonProbability),
      gone: answered + abandoned,
    },
    size(20_000, 2_000, narrow),
  );
}

/** A. Cobham, Operations Research 2 (1954): who waits is delayed by those of the same and of higher priority only. */
function priorities(agents: number, urgent: number, other: number, handling: number, narrow: number): GroundTruth {
  const { waitProbability } = erlangC({ agents, callsPerHour: urgent + other, handling });
  const load = (perHour: number) => (perHour * handling) / 3_600 / agents;
  const [first, all] = [1 - load(urgent), 1 - load(urgent + other)];
  const served = (waitProbability * handling) / agents;
  const waits = [served / first, served / (first * all)] as const;
  return prioritySystem(agents, [urgent, other, handling], waits, size(20_000, 5_000, narrow));
}

/** F. Pollaczek (1930) and A. Y. Khinchine (1932). */
function wrappingUp(
  callsPerHour: number,
  mean: number,
  deviation: number,
  wrapUp: number,
  narrow: number,
): GroundTruth {
  const rate = callsPerHour / 3_600;
  const work = mean + wrapUp;
  const wait = (rate * (work ** 2 + deviation ** 2)) / (2 * (1 - rate * work));
  const talk = { law: 'lognormal', mean, deviation } as const;
  return wrapUpSystem([callsPerHour, talk, wrapUp], wait, size(20_000, 2_000, narrow));
}

/**
 * More systems with other numbers. Figures of two of them are published: those of 14 agents in the guide of pyworkforce, those
 * of 50 in A. Mandelbaum and S. Zeltyn, The Palm/Erlang-A Queue (2005).
 */
export const moreRows: readonly GroundTruth[] = [
  loss(3, 4, 'exponential', 400_000),
  loss(5, 2, 'lognormal', 400_000),
  loss(60, 50, 'lognormal', 1_200_000),
  delay(2, 30, 180, 400_000),
  delay(14, 200, 180, 1_400_000),
  delay(50, 2_880, 60, 2_400_000),
  delay(60, 1_100, 180, 4_000_000),
  impatient(2, 40, 180, 60, 400_000),
  impatient(13, 200, 180, 300, 900_000),
  impatient(25, 600, 180, 240, 1_200_000),
  impatient(100, 2_000, 180, 90, 1_000_000),
  priorities(4, 30, 30, 180, 600_000),
  priorities(30, 200, 340, 180, 3_500_000),
  wrappingUp(10, 200, 150, 40, 1_000_000),
];
