import { describe, expect, it } from 'vitest';
import { designRows } from './support/ground-truth/design-rows.js';
import { moreRows } from './support/ground-truth/more-rows.js';
import { inBatches, judge, observe } from './support/ground-truth/observe.js';

const [BATCHES, STRETCHES] = [20, 10];

describe('distribution agrees with queueing theory', () => {
  // A short look with a fixed seed; `npm run bench -- ground-truth` makes all intervals narrow.
  it.each([...designRows, ...moreRows])('$name', { timeout: 60_000 }, (system) => {
    const { name: seed, contacts, warmUp } = system;
    const stretches = BATCHES * STRETCHES;
    const observed = observe(system, { seed, warmUp, stretches, size: contacts / stretches });
    for (const { figure, exact, found, half, inside } of judge(system, inBatches(observed, BATCHES))) {
      const words = `${figure}: ${found.value} from ${found.low} to ${found.high}; exactly ${exact}`;
      expect(inside, words).toBe(true);
      expect(half, words).toBeLessThan(0.4);
    }
  });

  it('and the comparison tells one agent more or fewer apart', () => {
    const [four, fourteen] = ['Erlang C: 4 agents', 'Erlang C: 14 agents'].map((name) =>
      [...designRows, ...moreRows].find((row) => row.name.startsWith(name)),
    );
    for (const system of [four, fourteen].flatMap((row) => row ?? [])) {
      const [team] = system.teams;
      for (const difference of [-1, 1]) {
        const teams = team ? [{ ...team, agents: team.agents + difference }] : [];
        const stretches = BATCHES * STRETCHES;
        const run = { seed: 'other', warmUp: system.warmUp, stretches, size: system.contacts / stretches };
        const found = judge(system, inBatches(observe({ ...system, teams }, run), BATCHES));
        expect(found.filter(({ inside }) => inside).map(({ figure }) => figure)).toEqual(['abandonment of q']);
      }
    }
  });
});
