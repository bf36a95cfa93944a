import type { Distribution } from '../../../src/simulation/distribution.js';
import type { QueueFigure } from '../../../src/simulation/figures.js';
import type { SimulatedCentre, Team } from '../../../src/simulation/simulated-centre.js';
import { fixed, queueOf, streamOf } from '../stationary.js';

type Exact = Partial<Record<QueueFigure, number>>;

/** How many contacts are simulated. */
interface Size {
  /** For a short look, in one run, and how many of them fill the system before. */
  readonly contacts: number;
  readonly warmUp: number;
  /** For intervals half of which is below 3 % of the value, in 20 runs. */
  readonly narrow: number;
}

/** A contact centre whose figures are known exactly. */
export interface GroundTruth extends SimulatedCentre, Size {
  readonly name: string;
  readonly exact: Readonly<Record<string, Exact>>;
  readonly occupancy?: Readonly<Record<string, number>>;
}

export function size(contacts: number, warmUp: number, narrow: number): Size {
  return { contacts, warmUp, narrow };
}

export const oneTeam = (agents: number): readonly Team[] => [{ id: 't', agents, queues: ['q'] }];

/** Lines without a place to wait: who is not answered at once is gone. */
export function lossSystem(
  lines: number,
  load: number,
  blocking: number,
  law: Distribution['law'],
  contacts: Size,
): GroundTruth {
  const talks = {
    exponential: 180,
    fixed: fixed(180),
    lognormal: { law: 'lognormal', mean: 180, deviation: 120 },
  } as const;
  return {
    name: `Erlang B: ${lines} lines, ${load} Erlang, ${law} talks`,
    queues: [queueOf('q', { maxWait: 0 })],
    teams: oneTeam(lines),
    demand: [streamOf('q', (load * 3_600) / 180, talks[law])],
    ...contacts,
    exact: { q: { flowOut: blocking, refusal: 0 } },
  };
}

/** @param exact share of those who wait, their mean wait (of all), answered within 20 s */
export function delaySystem(
  [agents, callsPerHour, handling]: readonly [number, number, number],
  [waitShare, wait, serviceLevel]: readonly [number, number, number],
  contacts: Size,
): GroundTruth {
  return {
    name: `Erlang C: ${agents} agents, ${callsPerHour} calls an hour of ${handling} s`,
    queues: [queueOf('q')],
    teams: oneTeam(agents),
    demand: [streamOf('q', callsPerHour, handling)],
    ...contacts,
    exact: { q: { waitShare, wait, speedOfAnswer: wait, serviceLevel, abandonment: 0 } },
    occupancy: { t: (callsPerHour * handling) / 3_600 / agents },
  };
}

/** @param exact see {@link delaySystem}; what is left out is not compared */
export function impatientSystem(
  [agents, callsPerHour, handling, patience]: readonly [number, number, number, number],
  exact: Exact,
  contacts: Size,
): GroundTruth {
  return {
    name: `Erlang A: ${agents} agents, ${callsPerHour} calls an hour of ${handling} s, patience ${patience} s`,
    queues: [queueOf('q')],
    teams: oneTeam(agents),
    demand: [streamOf('q', callsPerHour, handling, { patience })],
    ...contacts,
    exact: { q: exact },
  };
}

/** @param waits mean waits of the urgent and of the others, in seconds */
export function prioritySystem(
  agents: number,
  [urgent, other, handling]: readonly [number, number, number],
  waits: readonly [number, number],
  contacts: Size,
): GroundTruth {
  return {
    name: `two priorities: ${agents} agents, ${urgent} urgent and ${other} other calls an hour of ${handling} s`,
    queues: [queueOf('urgent', { priority: 1 }), queueOf('other')],
    teams: [{ id: 't', agents, queues: ['urgent', 'other'] }],
    demand: [streamOf('urgent', urgent, handling), streamOf('other', other, handling)],
    ...contacts,
    exact: { urgent: { wait: waits[0] }, other: { wait: waits[1] } },
    occupancy: { t: ((urgent + other) * handling) / 3_600 / agents },
  };
}

/** One agent with a wrap-up of a fixed time behind each talk. */
export function wrapUpSystem(
  [callsPerHour, talk, wrapUp]: readonly [number, number | Distribution, number],
  wait: number,
  contacts: Size,
): GroundTruth {
  const mean = typeof talk === 'number' ? talk : talk.mean;
  return {
    name: `wrap-up: 1 agent, ${callsPerHour} calls an hour of ${mean} s and ${wrapUp} s after each`,
    queues: [queueOf('q')],
    teams: oneTeam(1),
    demand: [streamOf('q', callsPerHour, talk, { wrapUp: fixed(wrapUp) })],
    ...contacts,
    exact: { q: { wait } },
    occupancy: { t: (callsPerHour * (mean + wrapUp)) / 3_600 },
  };
}
