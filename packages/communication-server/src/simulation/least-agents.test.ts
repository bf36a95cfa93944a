import { describe, expect, it } from 'vitest';
import { queueOf, streamOf } from '../../test/support/stationary.js';
import { ContactCentreErrors } from '../errors.js';
import { estimateQueue } from './figures.js';
import { leastAgents } from './least-agents.js';
import { replicate } from './replicate.js';
import type { SimulatedCentre, Team } from './simulated-centre.js';

const HOUR = 3_600;

function centreOf(agents: number, works = { from: 0, until: 4 * HOUR }): SimulatedCentre & { readonly team: Team } {
  const team: Team = { id: 't', agents, queues: ['q'], shift: [works] };
  const demand = {
    ...streamOf('q', 100, 240, { patience: 300 }),
    arrivals: [{ from: 0, until: 4 * HOUR, perHour: 100 }],
  };
  return { queues: [queueOf('q')], teams: [team], demand: [demand], team };
}

describe('leastAgents', () => {
  it.each([1, 9, 40])(
    'finds the same number from %d agents on: the target is reached with it, and not with one fewer',
    (from) => {
      const { team, ...centre } = centreOf(from);
      const found = leastAgents(centre, { team, seed: '1', runs: 10 });
      expect(found.agents).toBe(10);
      const low = (agents: number) => {
        const batches = replicate({ ...centre, teams: [{ ...team, agents }] }, { seed: '1', runs: 10 });
        return estimateQueue(batches, 'q', 'serviceLevel')?.low ?? 0;
      };
      expect(low(10)).toBeGreaterThanOrEqual(0.8);
      expect(low(9)).toBeLessThan(0.8);
      expect(found.batches).toHaveLength(10);
    },
  );

  it('says so when no number is enough, because nobody works while contacts are expected', () => {
    const { team, ...centre } = centreOf(5, { from: 2 * HOUR, until: 4 * HOUR });
    expect(() => leastAgents(centre, { team, seed: '1', runs: 4 })).toThrow(ContactCentreErrors.TargetOutOfReach);
  });

  it('needs nobody when nothing is expected', () => {
    const { team, ...centre } = centreOf(5);
    const [demand] = centre.demand;
    const quiet = { ...centre, demand: demand ? [{ ...demand, arrivals: [] }] : [] };
    expect(leastAgents(quiet, { team, seed: '1', runs: 4 }).agents).toBe(0);
  });
});
