import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, dayWith, weekOf } from './local-day.js';

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

describe('weekOf', () => {
  const zone = 'Europe/Berlin';

  it.each([
    ['2026-03-29T21:59:59.999Z', '2026-W13', 167],
    ['2026-03-29T22:00:00Z', '2026-W14', 168],
    ['2026-10-25T12:00:00Z', '2026-W43', 169],
    ['2027-01-03T22:59:59.999Z', '2026-W53', 168],
    ['2027-01-03T23:00:00Z', '2027-W01', 168],
  ])('%s is in %s, which has %d hours', (time, week, hours) => {
    const found = weekOf(Date.parse(time), zone);
    expect([found.week, (found.end - found.start) / HOUR]).toEqual([week, hours]);
    expect(weekOf(found.end - 1, zone)).toEqual(found);
    expect(weekOf(found.end, zone).start).toBe(found.end);
  });
});
