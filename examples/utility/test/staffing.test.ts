import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readStaffing, simulate } from '@caruso/communication-server';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../staffing', import.meta.url));
const monday = readFileSync(`${folder}/monday.xml`, 'utf8');

/** What becomes of the Monday with so many agents, by queue. */
function mondayWith(agents: number) {
  const { centre } = readStaffing(monday.replace('agents="5"', `agents="${agents}"`), 'monday.xml', folder);
  const [day] = simulate(centre, { seed: '1' });
  const of = (queue: string) => {
    const tally = day?.queues.get(queue);
    if (!tally) throw new Error(`There is no queue ${queue}.`);
    return tally;
  };
  return { service: of('service'), moving: of('moving') };
}

/** How many gave up in a queue on that Monday. */
const gaveUp = (queue: string) =>
  readFileSync(`${folder}/monday.csv`, 'utf8')
    .split('\n')
    .filter((line) => line.includes(`,${queue},`) && /,\d[\d.]*,,,\r?$/.test(line)).length;

describe('the recorded Monday of the utility', () => {
  it('comes again with the agents there were, but for who gave up while it rang', () => {
    const { service, moving } = mondayWith(5);
    expect([service.offered, moving.offered]).toEqual([66, 27]);
    expect([gaveUp('service'), gaveUp('moving')]).toEqual([6, 2]);
    // Two of the service gave up within the two seconds that agents let it ring.
    expect([service.abandoned, moving.abandoned]).toEqual([4, 2]);
  });

  it('is worse with one agent less', () => {
    const [asItWas, less] = [mondayWith(5), mondayWith(4)];
    for (const queue of ['service', 'moving'] as const) {
      expect(less[queue].offered).toBe(asItWas[queue].offered);
      expect(less[queue].answeredInTime).toBeLessThan(asItWas[queue].answeredInTime);
      expect(less[queue].abandoned).toBeGreaterThan(asItWas[queue].abandoned);
    }
  });
});
