import { wilsonInterval } from '@caruso/core';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { bestHours, type FirstAttempt } from './best-hours.js';
import { campaignRates } from './campaign-rates.js';
import { holm } from './holm.js';
import { decidePilot } from './pilot-decision.js';
import { rateOf } from './rate.js';
import { attemptsToTellApart, sampleSize } from './sample-size.js';

describe('sampleSize', () => {
  it.each([
    [1_000, 278],
    [10_000, 370],
    [undefined, 385],
  ])('of a base of %s at 95 %% ± 5 %% is %d', (base, size) => {
    expect(sampleSize({ margin: 0.05 }, base)).toBe(size);
  });

  it('never exceeds the base, and grows with what is asked', () => {
    const margin = fc.double({ min: 0.005, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), margin, (base, half) => {
        const size = sampleSize({ margin: half }, base);
        expect(size).toBeLessThanOrEqual(base);
        expect(size).toBeLessThanOrEqual(sampleSize({ margin: half, confidence: 0.99 }, base));
        expect(size).toBeGreaterThanOrEqual(sampleSize({ margin: half, share: 0.2 }, base));
      }),
    );
  });
});

describe('attemptsToTellApart', () => {
  it.each([
    [0.3, 0.4, 356],
    [0.3, 0.35, 1_377],
    [0.1, 0.15, 686],
    [0.2, 0.25, 1_094],
  ])('%d from %d needs %d in each slot', (one, other, attempts) => {
    expect(attemptsToTellApart(one, other)).toBe(attempts);
  });
});

const counts = fc
  .tuple(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), fc.nat(1_000))
  .map((numbers) => numbers.sort((a, b) => b - a))
  .map(([base = 0, worked = 0, reached = 0, direct = 0, successes = 0]) => ({
    ...{ base, valid: base, worked, attempts: worked * 2, live: reached, reached, direct, successes },
  }));

describe('campaignRates', () => {
  it('names what each rate is a share of', () => {
    const rates = campaignRates({
      base: 500,
      valid: 480,
      worked: 400,
      attempts: 900,
      live: 200,
      reached: 180,
      direct: 120,
      successes: 30,
    });
    expect(rates.contactability).toMatchObject({ name: 'reached of worked', share: 0.45 });
    expect(rates.contactabilityOfBase.share).toBe(0.36);
    expect(rates.directContactability.share).toBe(0.3);
    expect(rates.effectiveness).toMatchObject({ name: 'successes of direct', share: 0.25 });
    expect(rates.effectivenessOfBase.share).toBe(0.06);
    expect([rates.attemptsPerContact, rates.penetration.share, rates.saturation]).toEqual([5, 0.8, 1.8]);
  });

  it('has an effectiveness of the base that is the product of direct contactability, effectiveness and penetration', () => {
    fc.assert(
      fc.property(counts, (list) => {
        fc.pre(list.direct > 0);
        const { directContactability, effectiveness, effectivenessOfBase, penetration } = campaignRates(list);
        const product = (directContactability.share ?? 0) * (effectiveness.share ?? 0) * (penetration.share ?? 0);
        expect(effectivenessOfBase.share).toBeCloseTo(product, 12);
      }),
    );
  });

  it('has no share of nothing, and says when there are few', () => {
    const rates = campaignRates({
      base: 0,
      valid: 0,
      worked: 0,
      attempts: 0,
      live: 0,
      reached: 0,
      direct: 0,
      successes: 0,
    });
    expect(rates.contactability).toMatchObject({ share: undefined, interval: { low: 0, high: 1 }, few: true });
    expect([rates.attemptsPerContact, rates.saturation]).toEqual([undefined, undefined]);
    expect([rateOf('', 1, 29).few, rateOf('', 1, 30).few]).toEqual([true, false]);
  });
});

describe('decidePilot', () => {
  const rate = rateOf('direct of worked', 231, 385);

  it('goes, stops or enlarges by the limits of the interval', () => {
    expect(decidePilot(rate, 0.55)).toEqual({ decision: 'go' });
    expect(decidePilot(rate, 0.65)).toEqual({ decision: 'stop' });
    expect(decidePilot(rate, 0.58)).toMatchObject({ decision: 'enlarge' });
  });

  it('says which sample would tell, if the share stayed what it is', () => {
    const decision = decidePilot(rate, 0.58);
    const to = decision.decision === 'enlarge' ? (decision.to ?? 0) : 0;
    expect(to).toBeGreaterThan(385);
    expect(wilsonInterval(0.6 * to, to).low).toBeGreaterThanOrEqual(0.58);
    expect(wilsonInterval(0.6 * (to - 1), to - 1).low).toBeLessThan(0.58);
  });

  it('knows no such sample for a share that is the accepted one, or before anything was tried', () => {
    expect(decidePilot(rate, 0.6)).toEqual({ decision: 'enlarge', to: undefined });
    expect(decidePilot(rateOf('', 0, 0), 0.1)).toEqual({ decision: 'enlarge', to: undefined });
    expect(decidePilot(rateOf('', 0, 0), 0)).toEqual({ decision: 'enlarge', to: undefined });
  });
});

describe('holm', () => {
  it('corrects the smallest value most, and keeps the order', () => {
    const corrected = holm([0.04, 0.01, 0.03]);
    [0.06, 0.03, 0.06].forEach((value, index) => {
      expect(corrected[index]).toBeCloseTo(value, 12);
    });
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});

describe('bestHours', () => {
  const slot = (text: string, zone: string, live: number, of: number): FirstAttempt[] => {
    const at = DateTime.fromISO(text, { zone }).toMillis();
    return Array.from({ length: of }, (_, index) => ({ at, zone, live: index < live }));
  };

  it('puts hours by the clock of the called, whatever the zone', () => {
    const hours = bestHours([
      ...slot('2026-06-04T18:10', 'Europe/Berlin', 20, 50),
      ...slot('2026-06-11T18:50', 'America/New_York', 10, 50),
    ]);
    expect(hours).toMatchObject([{ weekday: 'thursday', hour: 18, rate: { count: 30, of: 100 } }]);
  });

  it('prefers what is sure to what looks better by a few calls', () => {
    const hours = bestHours([...slot('2026-06-04T09:00', 'UTC', 3, 4), ...slot('2026-06-04T18:00', 'UTC', 600, 1_000)]);
    expect(hours.map(({ hour }) => hour)).toEqual([18, 9]);
  });

  it('tells slots apart that differ by more than chance, and no others', () => {
    const hours = bestHours([
      ...slot('2026-06-04T09:00', 'UTC', 300, 1_000),
      ...slot('2026-06-04T12:00', 'UTC', 340, 1_000),
      ...slot('2026-06-04T18:00', 'UTC', 400, 1_000),
    ]);
    expect(hours.map(({ hour, comparedToOthers }) => [hour, comparedToOthers])).toEqual([
      [18, 'better'],
      [12, 'not-told-apart'],
      [9, 'worse'],
    ]);
  });

  it('tells nothing from one slot', () => {
    expect(bestHours(slot('2026-06-04T09:00', 'UTC', 3, 40))).toMatchObject([
      { pValue: 1, comparedToOthers: 'not-told-apart' },
    ]);
    expect(bestHours([])).toEqual([]);
  });
});
