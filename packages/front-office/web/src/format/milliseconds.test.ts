import { describe, expect, it } from 'vitest';
import { formatMilliseconds } from './milliseconds.js';

describe('formatMilliseconds', () => {
  it('chooses the unit by the size', () => {
    expect([0, 0.42, 9.96, 12.4, 999, 1_240, 60_000, 300_000].map(formatMilliseconds)).toEqual([
      '0 ms',
      '0.4 ms',
      '10 ms',
      '12 ms',
      '999 ms',
      '1.2 s',
      '1 min',
      '5 min',
    ]);
  });

  it('shows that nothing has been measured', () => {
    expect(formatMilliseconds(undefined)).toBe('–');
  });
});
