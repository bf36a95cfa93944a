import { describe, expect, it } from 'vitest';
import { weekUpTo } from './report-period.js';

describe('weekUpTo', () => {
  it.each([
    ['2026-03-03', '2026-02-25', 'the end of a month'],
    ['2026-03-30', '2026-03-24', 'a change of the clocks'],
    ['2027-01-02', '2026-12-27', 'the end of a year'],
  ])('is seven days to %s, over %s', (day, first) => {
    expect(weekUpTo(day)).toEqual({ from: first, to: day });
  });
});
