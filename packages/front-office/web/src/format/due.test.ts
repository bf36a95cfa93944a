import { describe, expect, it } from 'vitest';
import { formatDue } from './due.js';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 5, day, hour, minute).getTime();

describe('formatDue', () => {
  it('says the time, and the day unless it is today', () => {
    expect(formatDue(at(8, 9, 30), at(8, 8))).toBe('09:30');
    expect(formatDue(at(8, 9, 30), at(5, 16, 30))).toBe('Mon 8 Jun, 09:30');
  });
});
