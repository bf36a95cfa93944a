import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAttribute, formatDecimal, words } from './attribute-value.js';

describe('formatAttribute', () => {
  const format = (value: unknown, type: Parameters<typeof formatAttribute>[1]) => formatAttribute(value, type, 'en-GB');

  it('shows a dash where there is nothing', () => {
    expect(format(null, 'decimal')).toBe('–');
    expect(format(undefined, 'string')).toBe('–');
    expect(format('', 'email')).toBe('–');
  });

  it('keeps zero and no apart from nothing', () => {
    expect(format(0, 'integer')).toBe('0');
    expect(format(false, 'boolean')).toBe('No');
  });

  it('keeps all digits of numbers that JavaScript could not hold', () => {
    expect(format('1234567890123456.7891', 'decimal')).toBe('1,234,567,890,123,456.7891');
    expect(format('1.10', 'decimal')).toBe('1.10');
  });

  it('does not group whole numbers, which may be years or codes', () => {
    expect(format(2025, 'integer')).toBe('2025');
    expect(format(-1001, 'integer')).toBe('-1001');
    expect(format('9007199254740993', 'long')).toBe('9007199254740993');
  });

  it('shows a date as the calendar day it is, in every time zone', () => {
    expect(format('2026-03-29', 'date')).toBe('29 Mar 2026');
    expect(formatAttribute('2026-03-29', 'date', 'de')).toBe('29.03.2026');
  });

  it('does not move a local date-time', () => {
    expect(format('2024-03-10T02:30:00', 'localDateTime')).toBe('10 Mar 2024, 02:30');
  });

  it('shows what it cannot read as it is', () => {
    expect(format('unknown', 'date')).toBe('unknown');
    expect(format('n/a', 'decimal')).toBe('n/a');
  });

  it('spells codes as words', () => {
    expect(format('optIn', 'enum')).toBe('Opt in');
  });
});

describe('formatDecimal', () => {
  it('changes no digit, whatever the number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^\d{1,20}$/), (whole, fraction) => {
        expect(formatDecimal(`${whole}.${fraction}`, 'en-GB').replaceAll(',', '')).toBe(`${whole}.${fraction}`);
      }),
    );
  });
});

describe('words', () => {
  it('parts a code at capitals, hyphens and underscores', () => {
    expect(words('notReady')).toBe('Not ready');
    expect(words('wrap-up')).toBe('Wrap up');
    expect(words('call_back')).toBe('Call back');
  });

  it('leaves an abbreviation alone', () => {
    expect(words('EAN')).toBe('EAN');
  });
});
