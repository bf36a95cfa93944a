import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abandonmentOf } from './abandonment.js';
import { learnAnswer, sharesOf, supposeAnswers } from './answer-estimate.js';
import { countOf } from './count-distribution.js';
import { learnDuration, supposeDuration, survivalOf } from './duration-estimate.js';
import { expectedExcess } from './expected-excess.js';
import { regimes } from './regime.js';

describe('abandonmentOf', () => {
  it('is the share of calls that persons answered', () => {
    const counts = { connected: 970, dropped: 30, machines: 100 };
    expect(abandonmentOf(counts, regimes['us-tsr'])).toEqual({ abandoned: 30, of: 1_000 });
  });

  it('takes off the drops that would have been machines where the regime lets it', () => {
    const counts = { connected: 900, dropped: 40, machines: 100 };
    expect(abandonmentOf(counts, regimes['uk-legacy'])).toEqual({ abandoned: 36, of: 936 });
    expect(abandonmentOf({ connected: 0, dropped: 2, machines: 0 }, regimes['uk-legacy'])).toEqual({
      abandoned: 2,
      of: 2,
    });
  });
});

describe('the share of answers', () => {
  it('follows the calls, and forgets old ones', () => {
    let estimate = supposeAnswers(0.9);
    for (let call = 0; call < 6_000; call++) estimate = learnAnswer(estimate, call % 5 === 0);
    expect(estimate.answered / (estimate.answered + estimate.unanswered)).toBeCloseTo(0.2, 2);
  });

  it('is represented by shares with its mean and variance', () => {
    const [low, middle, high] = sharesOf({ answered: 30, unanswered: 70 });
    const mean = [low, middle, high].reduce((sum, point) => sum + (point ? point.weight * point.share : 0), 0);
    const square = [low, middle, high].reduce((sum, point) => sum + (point ? point.weight * point.share ** 2 : 0), 0);
    expect(mean).toBeCloseTo(0.3, 12);
    expect(square - mean ** 2).toBeCloseTo((0.3 * 0.7) / 101, 12);
    expect(sharesOf({ answered: 3e8, unanswered: 7e8 })).toEqual([{ share: 0.3, weight: 1 }]);
  });
});

describe('survivalOf', () => {
  it('is what is supposed before anything has ended', () => {
    const survival = survivalOf(supposeDuration(100_000));
    expect(survival(100_000)).toBeCloseTo(Math.exp(-1), 6);
    expect(survival(1_000_000)).toBeCloseTo(Math.exp(-10), 6);
  });

  it('comes to the true law', () => {
    let estimate = supposeDuration(100_000);
    for (let index = 0; index < 2_000; index++) estimate = learnDuration(estimate, 50_000 + (index % 100) * 1_000);
    const survival = survivalOf(estimate);
    expect(survival(45_000)).toBeGreaterThan(0.95);
    expect(survival(100_000)).toBeCloseTo(0.5, 1);
    expect(survival(160_000)).toBeLessThan(0.01);
  });

  it('is not misled by the first ends, which are short, while the others run', () => {
    let estimate = supposeDuration(100_000);
    for (let index = 0; index < 10; index++) estimate = learnDuration(estimate, 20_000);
    const running = new Array<number>(90).fill(60_000);
    expect(survivalOf(estimate, running)(40_000)).toBeGreaterThan(0.85);
    expect(survivalOf(estimate)(40_000)).toBeLessThan(0.3);
  });

  it('never rises, and is a probability', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2_000_000), { maxLength: 30 }), fc.nat(3_000_000), fc.nat(3_000_000), (all, a, b) => {
        const survival = survivalOf(all.reduce(learnDuration, supposeDuration(180_000)), all);
        expect(survival(Math.max(a, b))).toBeLessThanOrEqual(survival(Math.min(a, b)));
        expect(survival(a)).toBeGreaterThanOrEqual(0);
        expect(survival(a)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('expectedExcess', () => {
  it('agrees with the double sum over both distributions', () => {
    const probabilities = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(probabilities, probabilities, fc.nat(6), (answering, freeing, free) => {
        const [answers, freed] = [countOf(answering), countOf(freeing)];
        let exact = 0;
        answers.forEach((x, count) => {
          freed.forEach((y, agents) => {
            exact += x * y * Math.max(0, count - free - agents);
          });
        });
        let sum = 0;
        const cumulated = freed.map((probability) => {
          sum += probability;
          return sum;
        });
        expect(expectedExcess(answers, free, cumulated)).toBeCloseTo(exact, 8);
      }),
    );
  });
});
