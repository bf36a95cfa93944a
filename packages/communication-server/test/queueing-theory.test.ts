import { describe, expect, it } from 'vitest';
import { estimateOccupancy, estimateQueue, type QueueFigure } from '../src/simulation/figures.js';
import { simulate } from '../src/simulation/simulate.js';
import type { SimulatedCentre, Team } from '../src/simulation/simulated-centre.js';
import { fixed, queueOf, streamOf } from './support/stationary.js';

/** `CARUSO_FULL=1` takes as many contacts as make the intervals narrow. */
const FULL = process.env.CARUSO_FULL === '1';
const BATCHES = 20;
const CONFIDENCE = 0.999;

type Exact = Partial<Record<QueueFigure, number>>;

interface System extends SimulatedCentre {
  readonly name: string;
  /** Contacts of all batches, and how many of a run fill the system before. */
  readonly contacts: number;
  readonly warmUp: number;
  readonly exact: Readonly<Record<string, Exact>>;
  readonly occupancy?: Readonly<Record<string, number>>;
}

const one = (agents: number): readonly Team[] => [{ id: 't', agents, queues: ['q'] }];

/** Lines without a place to wait: who is not answered at once is gone. */
function lossSystem(lines: number, load: number, blocking: number, law: 'exponential' | 'fixed'): System {
  return {
    name: `Erlang B: ${lines} lines, ${load} Erlang, ${law} talks block ${blocking}`,
    queues: [queueOf('q', { maxWait: 0 })],
    teams: one(lines),
    demand: [streamOf('q', (load * 3_600) / 180, law === 'fixed' ? fixed(180) : 180)],
    contacts: 10_000,
    warmUp: 2_000,
    exact: { q: { flowOut: blocking, refusal: 0 } },
  };
}

function delaySystem(
  [agents, callsPerHour, handling]: readonly [number, number, number],
  [waitShare, wait, serviceLevel]: readonly [number, number, number],
  size: { readonly contacts: number; readonly warmUp: number },
): System {
  return {
    name: `Erlang C: ${agents} agents, ${callsPerHour} calls an hour of ${handling} s`,
    queues: [queueOf('q')],
    teams: one(agents),
    demand: [streamOf('q', callsPerHour, handling)],
    ...size,
    exact: { q: { waitShare, wait, speedOfAnswer: wait, serviceLevel, abandonment: 0 } },
    occupancy: { t: (callsPerHour * handling) / 3_600 / agents },
  };
}

function impatientSystem(
  [agents, callsPerHour, handling, patience]: readonly [number, number, number, number],
  exact: readonly [number, number, number, number, number, number, number, number],
  contacts = 10_000,
): System {
  const [waitShare, abandonment, wait, speedOfAnswer, serviceLevel, levelB, levelC, gone] = exact;
  return {
    name: `Erlang A: ${agents} agents, ${callsPerHour} calls an hour of ${handling} s, patience ${patience} s`,
    queues: [queueOf('q')],
    teams: one(agents),
    demand: [streamOf('q', callsPerHour, handling, { patience })],
    contacts,
    warmUp: 2_000,
    exact: {
      q: {
        waitShare,
        abandonment,
        wait,
        speedOfAnswer,
        serviceLevel,
        serviceLevelWithoutShortAbandons: levelB,
        serviceLevelOfAnswered: levelC,
        gone,
      },
    },
  };
}

const systems: readonly System[] = [
  ...(['exponential', 'fixed'] as const).flatMap((law) => [
    lossSystem(1, 1, 0.5, law),
    lossSystem(10, 5, 0.018385, law),
    lossSystem(30, 25, 0.052603, law),
    lossSystem(180, 170, 0.028158, law),
  ]),
  delaySystem([4, 40, 180], [0.173913, 15.652174, 0.860741], { contacts: 20_000, warmUp: 2_000 }),
  delaySystem([10, 100, 240], [0.174582, 12.569899, 0.86776], { contacts: 20_000, warmUp: 2_000 }),
  delaySystem([30, 540, 180], [0.471408, 28.284502, 0.662221], { contacts: 30_000, warmUp: 5_000 }),
  delaySystem([180, 3_400, 180], [0.342764, 6.169746, 0.887165], { contacts: 40_000, warmUp: 10_000 }),
  impatientSystem([4, 80, 180, 180], [0.56653, 0.195367, 35.166027, 30.378183, 0.515014, 0.545054, 0.640061, 0.570128]),
  impatientSystem(
    [10, 240, 180, 120],
    [0.699536, 0.224884, 26.986118, 25.52574, 0.443759, 0.490881, 0.572507, 0.539754],
  ),
  impatientSystem(
    [50, 2_880, 60, 120],
    [0.467774, 0.030912, 3.70947, 3.6159, 0.943019, 0.97203, 0.9731, 0.972864],
    20_000,
  ),
  impatientSystem(
    [180, 3_600, 180, 180],
    [0.509912, 0.029722, 5.349895, 5.256359, 0.905321, 0.930864, 0.933053, 0.932761],
    20_000,
  ),
  {
    name: 'two priorities: 10 agents, 60 urgent and 100 other calls an hour of 180 s',
    queues: [queueOf('urgent', { priority: 1 }), queueOf('other')],
    teams: [{ id: 't', agents: 10, queues: ['urgent', 'other'] }],
    demand: [streamOf('urgent', 60, 180), streamOf('other', 100, 180)],
    contacts: 20_000,
    warmUp: 2_000,
    exact: { urgent: { wait: 10.521775 }, other: { wait: 52.608877 } },
    occupancy: { t: 0.8 },
  },
  {
    name: 'skills: 3 agents for the first class, 3 for the second before the first',
    queues: [queueOf('first', { strategy: 'ranked' }), queueOf('second')],
    teams: [
      { id: 'one', agents: 3, queues: ['first'] },
      {
        id: 'both',
        agents: 3,
        queues: [
          { queue: 'second', priority: 1 },
          { queue: 'first', priority: 2, penalty: 1 },
        ],
      },
    ],
    demand: [streamOf('first', 60, 180, { patience: 120 }), streamOf('second', 40, 180, { patience: 120 })],
    contacts: 20_000,
    warmUp: 2_000,
    exact: {
      first: { waitShare: 0.282082, abandonment: 0.092028, wait: 11.043358 },
      second: { waitShare: 0.515262, abandonment: 0.21282, wait: 25.538416 },
    },
    occupancy: { one: 0.695814, both: 0.736945 },
  },
  {
    name: 'wrap-up: 1 agent, 12 calls an hour of 150 s and 60 s after each',
    queues: [queueOf('q')],
    teams: one(1),
    demand: [streamOf('q', 12, 150, { wrapUp: fixed(60) })],
    contacts: 20_000,
    warmUp: 2_000,
    exact: { q: { wait: 370 } },
    occupancy: { t: 0.7 },
  },
];

/** One run of 20 batches; with `CARUSO_FULL=1` 20 runs, each long enough to be a batch by itself. */
function observe({ name, contacts, warmUp, ...centre }: System) {
  if (!FULL) return simulate(centre, { seed: name, batches: { warmUp, batches: BATCHES, size: contacts / BATCHES } });
  const batches = { warmUp, batches: 1, size: 50_000 };
  return Array.from({ length: BATCHES }, (_, run) => simulate(centre, { seed: `${name}/${run}`, batches })).flat();
}

describe('distribution agrees with queueing theory', () => {
  it.each(systems)('$name', { timeout: 1_800_000 }, (system) => {
    const observed = observe(system);
    const found = [
      ...Object.entries(system.exact).flatMap(([queue, figures]) =>
        Object.entries(figures).map(([figure, exact]) => {
          const name = figure as QueueFigure;
          return { what: `${queue} ${figure}`, exact, estimate: estimateQueue(observed, queue, name, CONFIDENCE) };
        }),
      ),
      ...Object.entries(system.occupancy ?? {}).map(([team, exact]) => ({
        what: `occupancy of ${team}`,
        exact,
        estimate: estimateOccupancy(observed, team, CONFIDENCE),
      })),
    ];
    for (const { what, exact, estimate } of found) {
      const { low, high, value } = estimate ?? { low: Number.NaN, high: Number.NaN, value: Number.NaN };
      const words = `${what}: ${value.toFixed(6)}, ${low.toFixed(6)} to ${high.toFixed(6)}; exactly ${exact}`;
      expect(exact, words).toBeGreaterThanOrEqual(low);
      expect(exact, words).toBeLessThanOrEqual(high);
      // The waits of 180 agents at 94 % spread most; nearly all other intervals are far narrower.
      if (exact > 0) expect((high - low) / 2 / exact, words).toBeLessThan(FULL ? 0.5 : 1.25);
    }
  });
});
