import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DurationSketch } from './duration-sketch.js';

describe('DurationSketch', () => {
  it('gives quantiles that are right to a fiftieth, also of sketches that were merged', () => {
    const durations = fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, durations, fc.constantFrom(0.1, 0.5, 0.9, 1), (some, others, share) => {
        const [sketch, other] = [new DurationSketch(), new DurationSketch()];
        for (const duration of some) sketch.add(duration);
        for (const duration of others) other.add(duration);
        sketch.merge(other);
        const all = [...some, ...others].sort((a, b) => a - b);
        const exact = all[Math.ceil(share * all.length) - 1] ?? 0;
        expect(Math.abs((sketch.quantile(share) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.02 + 1e-6);
      }),
    );
  });

  it('has no quantile of nothing', () => {
    expect(new DurationSketch().quantile(0.5)).toBeUndefined();
  });
});
