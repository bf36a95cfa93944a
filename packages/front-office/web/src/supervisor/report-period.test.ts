import { describe, expect, it } from 'vitest';
import { isoDay, lastWeek } from './report-period.js';

describe('isoDay', () => {
  it('is the day on the wall, also just after midnight', () => {
    expect(isoDay(new Date(2026, 0, 5, 0, 1))).toBe('2026-01-05');
  });
});

describe('lastWeek', () => {
  it('is seven days with today, over the end of a month', () => {
    expect(lastWeek(new Date(2026, 2, 3))).toEqual({ from: '2026-02-25', to: '2026-03-03' });
  });

  it('does not lose a day at the change of the clocks', () => {
    expect(lastWeek(new Date(2026, 2, 30, 0, 30)).from).toBe('2026-03-24');
  });
});
