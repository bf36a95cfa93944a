import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Latency } from './latency.js';

describe('Latency', () => {
  it('knows nothing before the first call', () => {
    expect(new Latency().quantile(0.5)).toBeUndefined();
  });

  it('gives quantiles that are right to ten percent', () => {
    const durations = fc.array(fc.double({ min: 0.002, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 500 });
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const latency = new Latency();
        for (const ms of all) latency.add(ms);
        const exact = all.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * all.length) - 1)] ?? 0;
        const found = latency.quantile(share) ?? 0;
        expect(found).toBeGreaterThanOrEqual(exact * 0.999);
        expect(found).toBeLessThanOrEqual(exact * 1.1);
      }),
    );
  });
});
