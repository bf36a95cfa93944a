import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, dayWith } from './local-day.js';

const HOUR = 3_600_000;

describe('dayOf', () => {
  it.each([
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    ['2026-10-24', 'Europe/Berlin', 24],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
    ['2026-09-06', 'America/Santiago', 23],
  ])('%s in %s has %d hours', (date, zone, hours) => {
    const { start, end } = dayWith(date, zone);
    expect((end - start) / HOUR).toBe(hours);
    expect(dayOf(start, zone)).toEqual(dayOf(end - 1, zone));
  });

  it('divides time without gaps and overlaps, whatever the zone', () => {
    const time = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) });
    const zone = fc.constantFrom('Europe/Berlin', 'America/Santiago', 'Asia/Kolkata', 'Pacific/Apia', 'UTC');
    fc.assert(
      fc.property(time, zone, (at, name) => {
        const day = dayOf(at, name);
        expect(at).toBeGreaterThanOrEqual(day.start);
        expect(at).toBeLessThan(day.end);
        expect(dayOf(day.end, name).start).toBe(day.end);
        expect(dayOf(day.start - 1, name).end).toBe(day.start);
        expect(dayWith(day.date, name)).toEqual(day);
      }),
    );
  });
});
