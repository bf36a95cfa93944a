import { describe, expect, it } from 'vitest';
import { compare, timePerCall } from './harness.js';

/** Gives the figures one after the other: the first is the warm-up's. */
function series(...figures: readonly number[]) {
  const rest = [...figures];
  return () => rest.shift() ?? Number.NaN;
}

const definition = { case: 'add', unit: 'µs/call', better: 'lower', bar: 0.5, rounds: 3 } as const;

describe('compare', () => {
  it('leaves the warm-up out, and takes medians and their ratio', async () => {
    const [row] = await compare({ ...definition, ours: series(900, 1, 2, 6), peers: { slow: series(900, 8, 40, 10) } });
    expect(row).toEqual({
      ...{ case: 'add', unit: 'µs/call', bar: 0.5, peerName: 'slow' },
      ...{ ours: 2, peer: 10, ratio: 0.2, ok: true, oursSpread: 2.5, peerSpread: 3.2 },
    });
  });

  it('misses the bar on the wrong side of it, whichever side that is', async () => {
    const figures = () => ({ ours: series(0, 6, 6, 6), peers: { peer: series(0, 10, 10, 10) } });
    expect((await compare({ ...definition, ...figures() }))[0]?.ok).toBe(false);
    expect((await compare({ ...definition, ...figures(), better: 'higher' }))[0]?.ok).toBe(true);
  });

  it('gives each peer a row, and lets one stand beside us without a promise', async () => {
    const rows = await compare({
      ...definition,
      ours: series(0, 4, 4, 4),
      peers: { rival: series(0, 2, 2, 2), direct: { measure: series(0, 1, 1, 1), bar: null } },
    });
    expect(rows.map(({ peerName, ratio, bar, ok }) => [peerName, ratio, bar, ok])).toEqual([
      ['rival', 2, 0.5, false],
      ['direct', 4, null, true],
    ]);
  });

  it('changes the order from round to round', async () => {
    const order: string[] = [];
    const noting = (name: string) => () => order.push(name);
    const random = series(0, 1, 1, 0, 0, 1);
    await compare({ ...definition, rounds: 2, random, ours: noting('ours'), peers: { peer: noting('peer') } });
    expect(order).toEqual(['ours', 'peer', 'peer', 'ours', 'ours', 'peer']);
  });
});

describe('timePerCall', () => {
  it('makes as many calls as it is told, each after the one before', async () => {
    let running = 0;
    let made = 0;
    const perCall = await timePerCall(10, async () => {
      expect(running).toBe(0);
      running += 1;
      await Promise.resolve();
      running -= 1;
      made += 1;
    });
    expect(made).toBe(10);
    expect(perCall).toBeGreaterThan(0);
  });
});
