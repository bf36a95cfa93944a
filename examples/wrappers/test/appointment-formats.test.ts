import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLegacyAmount, fromLegacyTime, toLegacyDay, toLegacyKey } from '../src/soap/legacy-formats.js';

describe('the formats of the appointment system', () => {
  it('give every amount its point and lose none of its digits', () => {
    const cents = fc.integer({ min: 0, max: 99_999_999 });
    const german = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2 });
    fc.assert(fc.property(cents, (n) => fromLegacyAmount(german.format(n / 100)) === (n / 100).toFixed(2)));
  });

  it.each(['', '49', '49,9', '49.90', '4.9,90', '-1,00', '1,00 EUR'])('refuse the amount "%s"', (amount) => {
    expect(() => fromLegacyAmount(amount)).toThrow('is not an amount');
  });

  it('read back every day that is written, at the same time on the clocks of the zone', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (at) => {
        const date = at.toISOString().slice(0, 10);
        return fromLegacyTime(toLegacyDay(date), '08:30', 'Europe/Berlin').startsWith(`${date}T08:30:00+0`);
      }),
    );
  });

  it('take the first of the two hours at the end of summer time', () => {
    expect(fromLegacyTime('25.10.2026', '02:30', 'Europe/Berlin')).toBe('2026-10-25T02:30:00+02:00');
  });

  it('refuse an hour that the beginning of summer time skips', () => {
    expect(() => fromLegacyTime('29.03.2026', '02:30', 'Europe/Berlin')).toThrow('is skipped by the clocks');
  });

  it('tell keys apart that begin alike, in twenty characters', () => {
    const keys = ['a', 'b'].map((end) => toLegacyKey(`dialog-0123456789-0123456789/${end}`));
    expect(new Set(keys).size).toBe(2);
    expect(keys.every((key) => /^[0-9A-F]{20}$/.test(key))).toBe(true);
  });
});
