import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile } from './beta-distribution.js';
import { normalQuantile } from './normal-quantile.js';
import { studentQuantile } from './student-quantile.js';
import { upperLimit } from './upper-limit.js';
import { wilsonInterval } from './wilson-interval.js';

/** P(X <= k) of a binomial variable, term by term. */
function binomialCdf(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  for (let x = 1; x <= k; x++) {
    term *= ((n - x + 1) / x) * (p / (1 - p));
    sum += term;
  }
  return sum;
}

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.9995, 3.290526731491926],
    [0.8, 0.8416212335729143],
    [1e-10, -6.361340902404056],
    [1e-20, -9.262340089798409],
  ])('of %d is %d', (probability, value) => {
    expect(normalQuantile(probability)).toBeCloseTo(value, 12);
  });

  it('has no value at the ends', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

const shape = fc.double({ min: 1, max: 500, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the beta distribution', () => {
  it('agrees with the binomial distribution, term by term', () => {
    const trials = fc.integer({ min: 1, max: 300 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n - 1)));
    fc.assert(
      fc.property(trials, fc.double({ min: 0.01, max: 0.6, noNaN: true }), ([n, k], p) => {
        expect(1 - betaCdf(p, k + 1, n - k)).toBeCloseTo(binomialCdf(k, n, p), 10);
      }),
    );
  });

  it('grows with the share', () => {
    fc.assert(
      fc.property(shape, shape, share, share, (a, b, x, y) => {
        expect(betaCdf(Math.min(x, y), a, b)).toBeLessThanOrEqual(betaCdf(Math.max(x, y), a, b) + 1e-12);
      }),
    );
  });

  it('has a quantile for every probability', () => {
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, probability) => {
        expect(betaCdf(betaQuantile(probability, a, b), a, b)).toBeCloseTo(probability, 9);
      }),
    );
  });
});

describe('studentQuantile', () => {
  it.each([
    [0.975, 1, 12.706205],
    [0.975, 9, 2.262157],
    [0.9995, 19, 3.883406],
    [0.025, 9, -2.262157],
    [0.5, 4, 0],
    [0.975, 1e6, 1.959966],
  ])('of %d with %d degrees of freedom is %d', (probability, freedom, value) => {
    expect(studentQuantile(probability, freedom)).toBeCloseTo(value, 5);
  });
});

describe('wilsonInterval', () => {
  it.each([
    [231, 385, 0.550309, 0.647715],
    [0, 50, 0, 0.071348],
    [50, 50, 0.928652, 1],
    [0, 0, 0, 1],
  ])('of %d in %d is %d to %d', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 6);
    expect(interval.high).toBeCloseTo(high, 6);
  });
});

describe('upperLimit', () => {
  it('is the share at which so few successes have the remaining probability', () => {
    for (const [successes, trials] of [
      [0, 100],
      [3, 100],
      [30, 1_000],
    ] as const)
      expect(binomialCdf(successes, trials, upperLimit(successes, trials))).toBeCloseTo(0.05, 10);
  });

  it('is 1 when nothing is known', () => {
    expect([upperLimit(0, 0), upperLimit(5, 5)]).toEqual([1, 1]);
  });
});
