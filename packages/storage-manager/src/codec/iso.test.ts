import { describe, expect, it } from 'vitest';
import { canonicalDate, canonicalInstant, canonicalLocalDateTime, canonicalTime } from './iso.js';
import { Misfit } from './misfit.js';
import { zoneOf } from './zone.js';

describe('dates and times', () => {
  it.each([
    ['2024-03-01T12:00:00Z', '2024-03-01T12:00:00.000Z'],
    ['2024-03-01T12:00+02:00', '2024-03-01T10:00:00.000Z'],
    ['2024-03-01 12:00:00.5-0530', '2024-03-01T17:30:00.500Z'],
    ['2024-03-01 12:00:00.123456+00', '2024-03-01T12:00:00.123456Z'],
  ])('the instant %s is %s', (text, expected) => {
    expect(canonicalInstant(text)).toBe(expected);
  });

  it.each(['2024-02-30T00:00:00.000Z', '2023-02-29T00:00:00.000Z', '2024-01-01T24:00:00.000Z', '2024-01-01T00:00:00'])(
    '%s is no instant',
    (text) => {
      expect(() => canonicalInstant(text)).toThrow(Misfit);
    },
  );

  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a date', (text) => {
    expect(canonicalDate(text)).toBe(text);
  });

  it.each(['1900-02-29', '0000-00-00', '2024-13-01', '29/02/2024', '2024-04-31', 'infinity'])(
    '%s is no date',
    (text) => {
      expect(() => canonicalDate(text)).toThrow(Misfit);
    },
  );

  it('fractions are kept to the microsecond, and refused beyond', () => {
    expect(canonicalTime('14:30')).toBe('14:30:00');
    expect(canonicalTime('14:30:00.1234')).toBe('14:30:00.123400');
    expect(canonicalLocalDateTime('2024-03-10 02:30:00.500000')).toBe('2024-03-10T02:30:00.500');
    expect(() => canonicalTime('14:30:00.1234567')).toThrow(/finer/);
    expect(() => canonicalTime('838:59:59')).toThrow(Misfit);
  });

  it('follow a zone into summer time and back; an hour that comes twice is the first', () => {
    const berlin = zoneOf('Europe/Berlin');
    expect(berlin.toInstant('2024-01-01T12:00:00')).toBe('2024-01-01T11:00:00.000Z');
    expect(berlin.toInstant('2024-07-01T12:00:00.123')).toBe('2024-07-01T10:00:00.123Z');
    expect(berlin.toInstant('2024-10-27T02:30:00')).toBe('2024-10-27T00:30:00.000Z');
    expect(berlin.toLocal('2024-07-01T10:00:00.123Z')).toBe('2024-07-01T12:00:00.123');
    expect(() => zoneOf('Europe/Berlinn')).toThrow(Misfit);
  });
});
