import { describe, expect, it } from 'vitest';
import { arrivalTimes } from './arrival-times.js';
import { type Distribution, draw, drawBeyond } from './distribution.js';
import { randomNumbers } from './random-numbers.js';

const DRAWS = 200_000;

function momentsOf(distribution: Distribution): { readonly mean: number; readonly deviation: number } {
  const random = randomNumbers(distribution.law);
  const values = Array.from({ length: DRAWS }, () => draw(distribution, random));
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS) };
}

describe('draw', () => {
  it.each([
    [{ law: 'fixed', mean: 60 }, 0],
    [{ law: 'exponential', mean: 180 }, 180],
    [{ law: 'lognormal', mean: 180, deviation: 120 }, 120],
  ] as const)('has the mean and the deviation of %o', (distribution, deviation) => {
    const moments = momentsOf(distribution);
    expect(Math.abs(moments.mean / distribution.mean - 1)).toBeLessThan(0.01);
    expect(Math.abs(moments.deviation - deviation)).toBeLessThan(0.03 * distribution.mean);
  });
});

describe('drawBeyond', () => {
  it.each([
    [{ law: 'exponential', mean: 90 }, 60],
    [{ law: 'lognormal', mean: 180, deviation: 120 }, 60],
    [{ law: 'lognormal', mean: 180, deviation: 120 }, 400],
  ] as const)('draws of %o those that are longer than %d', (distribution, least) => {
    const [all, beyond] = [randomNumbers('all'), randomNumbers('beyond')];
    const longer = Array.from({ length: 5 * DRAWS }, () => draw(distribution, all)).filter((value) => value >= least);
    const drawn = Array.from({ length: DRAWS }, () => drawBeyond(distribution, least, beyond));
    expect(Math.min(...drawn.slice(0, 10_000))).toBeGreaterThanOrEqual(least);
    // The same share of both is below each of some values.
    for (const factor of [1.1, 1.5, 2, 3]) {
      const below = (values: readonly number[]) =>
        values.filter((value) => value < factor * least).length / values.length;
      const spread = Math.sqrt(0.25 / longer.length + 0.25 / drawn.length);
      expect(Math.abs(below(drawn) - below(longer))).toBeLessThan(3.3 * spread);
    }
  });

  it('knows none that is so long when all are equally long, and are not', () => {
    const random = randomNumbers('fixed');
    expect(drawBeyond({ law: 'fixed', mean: 60 }, 59, random)).toBe(60);
    expect(drawBeyond({ law: 'fixed', mean: 60 }, 60, random)).toBe(Number.POSITIVE_INFINITY);
    expect(drawBeyond({ law: 'lognormal', mean: 60, deviation: 0 }, 10, random)).toBe(60);
    expect(drawBeyond({ law: 'fixed', mean: 60 }, 0, random)).toBe(60);
  });

  it('finds a rare one, too', () => {
    const value = drawBeyond({ law: 'lognormal', mean: 60, deviation: 30 }, 10_000, randomNumbers('rare'));
    expect(value).toBeGreaterThan(10_000);
    expect(value).toBeLessThan(20_000);
  });
});

describe('randomNumbers', () => {
  it('are the same for the same name, and others for another', () => {
    const firsts = (name: string) => Array.from({ length: 5 }, randomNumbers(name));
    expect(firsts('a')).toEqual(firsts('a'));
    expect(firsts('a').filter((number) => firsts('b').includes(number))).toEqual([]);
  });

  it('fall into all parts of the range alike, and do not follow each other', () => {
    const cells = new Array<number>(100).fill(0);
    const random = randomNumbers('pairs');
    for (let pair = 0; pair < DRAWS; pair++) {
      const cell = Math.floor(random() * 10) * 10 + Math.floor(random() * 10);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const expected = DRAWS / 100;
    const deviation = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // The 99.9 % quantile of chi-square with 99 degrees of freedom.
    expect(deviation).toBeLessThan(148.23);
  });
});

describe('arrivalTimes', () => {
  it('bring as many as the rates say in each interval, and none where the rate is 0', () => {
    const rates = [
      { from: 0, until: 1_000_000, perHour: 36 },
      { from: 1_000_000, until: 2_000_000, perHour: 0 },
      { from: 3_000_000, until: 4_000_000, perHour: 72 },
    ];
    const times = [...arrivalTimes(rates, randomNumbers('arrivals'))];
    const within = (from: number, until: number) => times.filter((at) => at >= from && at < until).length;
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.abs(within(0, 1_000_000) - 10_000)).toBeLessThan(3.3 * Math.sqrt(10_000));
    expect(within(1_000_000, 3_000_000)).toBe(0);
    expect(Math.abs(within(3_000_000, 4_000_000) - 20_000)).toBeLessThan(3.3 * Math.sqrt(20_000));
    expect(times.length).toBe(within(0, 1_000_000) + within(3_000_000, 4_000_000));
  });
});
