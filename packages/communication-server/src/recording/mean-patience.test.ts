import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../simulation/random-numbers.js';
import { meanPatience } from './mean-patience.js';
import type { RecordedContact } from './recording.js';

const contact = (waited: number, patience?: number): RecordedContact => ({
  ...{ at: 0, queue: 'q', waited, where: 'monday.csv:2:1' },
  ...(patience === undefined ? {} : { patience }),
});

describe('meanPatience', () => {
  it('finds the mean, however many were answered before they would have given up', () => {
    const random = randomNumbers('patience');
    const exponential = (mean: number) => -mean * Math.log(1 - random());
    const contacts = Array.from({ length: 40_000 }, () => {
      const [patience, answered] = [exponential(120), exponential(40)];
      return patience < answered ? contact(0, patience) : contact(answered);
    });
    // A quarter gave up: the standard error is 1 %.
    expect(Math.abs((meanPatience(contacts) ?? 0) / 120 - 1)).toBeLessThan(0.033);
  });

  it('knows nothing where nobody gave up, or nobody knows how long the others waited', () => {
    expect(meanPatience([contact(20), contact(0)])).toBeUndefined();
    expect(meanPatience([contact(0), contact(0, 30)])).toBeUndefined();
    expect(meanPatience([contact(10), contact(0, 30), contact(0, 20)])).toBe(30);
    expect(meanPatience([contact(0, 30), contact(0, 20)])).toBe(25);
  });
});
