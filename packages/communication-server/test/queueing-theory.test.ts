import { describe, expect, it } from 'vitest';
import { type Observation, type System, simulate } from './support/queueing.js';

const RUNS = 20;
/** Contacts of a run; CARUSO_FULL=1 takes as many as make the intervals narrow. */
const FULL = process.env.CARUSO_FULL === '1';
const CONTACTS = FULL ? 100_000 : 3_000;
/** Two-sided 99.9 % quantile of Student's t with 19 degrees of freedom. */
const T = 3.883;

const measures = {
  'P(wait)': (all: readonly Observation[]) => all.filter(({ wait }) => wait > 0).length / all.length,
  'P(abandon)': (all: readonly Observation[]) => all.filter(({ answered }) => !answered).length / all.length,
  'mean wait': (all: readonly Observation[]) => mean(all.map(({ wait }) => wait)),
  'mean wait of the served': (all: readonly Observation[]) =>
    mean(all.filter(({ answered }) => answered).map(({ wait }) => wait)),
  'answered in 20 s': (all: readonly Observation[]) =>
    all.filter(({ answered, wait }) => answered && wait <= 20).length / all.length,
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Exact values: Erlang C; Erlang A by its birth-death equations; Pollaczek-Khinchine for one agent with wrap-up. */
const systems: readonly (System & {
  readonly name: string;
  readonly exact: Partial<Record<keyof typeof measures, number>>;
})[] = [
  {
    name: 'Erlang C: 4 agents, 40 calls an hour of 180 s',
    agents: 4,
    callsPerHour: 40,
    talk: 180,
    exact: { 'P(wait)': 0.173913, 'mean wait': 15.652174, 'answered in 20 s': 0.860741 },
  },
  {
    name: 'Erlang C: 10 agents, 100 calls an hour of 240 s',
    agents: 10,
    callsPerHour: 100,
    talk: 240,
    exact: { 'P(wait)': 0.174582, 'mean wait': 12.569899, 'answered in 20 s': 0.86776 },
  },
  {
    name: 'Erlang A: 4 agents, 80 calls an hour of 180 s, patience 180 s',
    agents: 4,
    callsPerHour: 80,
    talk: 180,
    patience: 180,
    exact: {
      'P(wait)': 0.56653,
      'P(abandon)': 0.195367,
      'mean wait': 35.166027,
      'mean wait of the served': 30.378183,
      'answered in 20 s': 0.515014,
    },
  },
  {
    name: 'Erlang A: 50 agents, 2,880 calls an hour of 60 s, patience 120 s',
    agents: 50,
    callsPerHour: 2_880,
    talk: 60,
    patience: 120,
    exact: {
      'P(wait)': 0.467774,
      'P(abandon)': 0.030912,
      'mean wait': 3.70947,
      'mean wait of the served': 3.6159,
      'answered in 20 s': 0.943019,
    },
  },
  {
    name: 'wrap-up: 1 agent, 12 calls an hour of 150 s and 60 s after each',
    agents: 1,
    callsPerHour: 12,
    talk: 150,
    wrapUp: 60,
    exact: { 'mean wait': 370 },
  },
];

describe('distribution agrees with queueing theory', () => {
  it.each(systems)('$name', { timeout: 300_000 }, ({ exact, ...system }) => {
    const runs = Array.from({ length: RUNS }, (_, run) => simulate(system, CONTACTS, 20_260_100 + run));
    for (const [measure, value] of Object.entries(exact)) {
      const values = runs.map(measures[measure as keyof typeof measures]);
      const centre = mean(values);
      const variance = values.reduce((sum, one) => sum + (one - centre) ** 2, 0) / (RUNS - 1);
      const half = T * Math.sqrt(variance / RUNS);
      const found = `${measure}: ${centre.toFixed(6)} ± ${half.toFixed(6)}, exactly ${value}`;
      expect(Math.abs(centre - value), found).toBeLessThanOrEqual(half);
      expect(half / value, found).toBeLessThan(FULL ? 0.06 : 0.35);
    }
  });
});
