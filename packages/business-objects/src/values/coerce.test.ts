import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coerce } from './coerce.js';
import { formatProblem } from './formats.js';

describe('coerce', () => {
  it.each([
    ['integer', '42', 42],
    ['integer', 4.2, undefined],
    ['integer', '9007199254740993', undefined],
    ['integer', '', undefined],
    ['long', '9223372036854775807', '9223372036854775807'],
    ['long', '9223372036854775808', undefined],
    ['long', '007', '7'],
    ['decimal', 7, '7'],
    ['decimal', '-00.50', '-0.50'],
    ['decimal', '-0', '0'],
    ['decimal', '1e3', undefined],
    ['double', '0.5', 0.5],
    ['double', Number.NaN, undefined],
    ['boolean', 'true', undefined],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2023-02-29', undefined],
    ['date', '0000-01-01', undefined],
    ['time', '14:30', '14:30:00'],
    ['time', '24:00', undefined],
    ['localDateTime', '2024-03-10 02:30', '2024-03-10T02:30:00'],
    ['instant', '2024-03-10T02:30:00+02:00', '2024-03-10T00:30:00.000Z'],
    ['instant', '2024-03-10T02:30:00.123456Z', '2024-03-10T02:30:00.123456Z'],
    ['instant', '2024-03-10T02:30:00', undefined],
    ['uuid', '3F2504E0-4F89-11D3-9A0C-0305E82C3301', '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
    ['binary', 'text', undefined],
    ['string', 5, undefined],
  ] as const)('%s: %j is %j', (type, value, expected) => {
    expect(coerce(type, value)).toEqual(expected);
  });

  it('changes nothing that it has made itself', () => {
    const types = ['integer', 'long', 'decimal', 'double', 'date', 'time', 'instant', 'localDateTime', 'uuid'] as const;
    const texts = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.integer().map(String),
      fc.uuid(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), texts, (type, text) => {
        const once = coerce(type, text);
        if (once !== undefined) expect(coerce(type, once)).toEqual(once);
      }),
    );
  });
});

describe('formats', () => {
  it.each([
    ['email', 'ann@example.org', true],
    ['email', 'frantisek.wichterlova@jetbrains.com', true],
    ['email', 'łucja@żółw.example', true],
    ['email', 'ann@', false],
    ['email', 'a b@example.org', false],
    ['email', 'a..b@example.org', false],
    ['phone', '+55 (12) 3923-5555', true],
    ['phone', '12', false],
    ['phone', 'call me', false],
    ['url', 'https://example.org/x?y=1', true],
    ['url', 'javascript:alert(1)', false],
    ['url', 'example', false],
  ] as const)('%s %s: %s', (type, value, fits) => {
    expect(formatProblem(type, value) === undefined).toBe(fits);
  });
});
