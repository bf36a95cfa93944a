import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAssignments } from './assignments.js';
import type { Conversion } from './conversion.js';
import { parseConversion } from './parse-conversion.js';
import { moveDigits } from './scale-conversion.js';

type Attribute = Parameters<typeof parseConversion>[1];

function conversion(text: string, attribute: Attribute, columnType?: 'string' | 'integer'): Conversion {
  const parsed = parseConversion(text, attribute, columnType);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.conversion;
}

const moments = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const dates = moments.map((moment) => moment.slice(0, 10));
const amounts = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.constant(2))
  .map(([cents]) => moveDigits(cents.toString(), -2, 2) ?? '');

describe('every conversion gives back what it was given', () => {
  it.each([
    [
      'code(J=optIn,N=optOut)',
      { type: 'enum', values: ['optIn', 'optOut'] } as const,
      fc.constantFrom('optIn', 'optOut'),
    ],
    ["code(' '=true,'it''s'=false)", { type: 'boolean' } as const, fc.boolean()],
    ['scale(-2)', { type: 'decimal', scale: 2 } as const, amounts],
    ['scale(3)', { type: 'decimal', scale: 2 } as const, amounts],
    ['date(yyyyMMdd)', { type: 'date' } as const, dates],
    ['date(dd.MM.yyyy)', { type: 'date' } as const, dates],
    ['iso(yyyy-MM-ddTHH:mm:ss.SSSZ)', { type: 'instant' } as const, moments],
    ['iso(yyyy-MM-dd HH:mm:ss)', { type: 'localDateTime' } as const, moments.map((moment) => moment.slice(0, 19))],
    ['zeropad(10)', { type: 'string' } as const, fc.stringMatching(/^[1-9A-Z][0-9A-Z]{0,9}$/)],
    ['zeropad(10)', { type: 'integer' } as const, fc.nat()],
    ['digits', { type: 'phone' } as const, fc.stringMatching(/^[1-9]\d{0,17}$/)],
    ['charset(cp850)', { type: 'string' } as const, fc.stringMatching(/^[ -~äöüßéèñ½»ÄÖÜ]{0,20}$/)],
    ['charset(utf-8 as iso-8859-1)', { type: 'string' } as const, fc.string({ unit: 'grapheme' })],
    ['trim', { type: 'string' } as const, fc.string().map((text) => text.replace(/ +$/, ''))],
  ])('%s', (text, attribute, values: fc.Arbitrary<string | number | boolean>) => {
    const { read, write } = conversion(text, attribute);
    fc.assert(
      fc.property(values, (value) => {
        const stored = write(value);
        expect(stored).toBeDefined();
        expect(read(stored ?? '')).toBe(value);
      }),
    );
  });

  it('a date in a number', () => {
    const { read, write } = conversion('date(yyyyMMdd)', { type: 'date' }, 'integer');
    fc.assert(
      fc.property(dates, (date) => {
        expect(read(write(date) ?? 0)).toBe(date);
      }),
    );
  });

  it('and refuses what the column cannot express, instead of guessing', () => {
    const money = conversion('scale(-2)', { type: 'decimal', scale: 2 });
    expect([money.write('1.234'), money.read('x')]).toEqual([undefined, undefined]);
    const day = conversion('date(yyyyMMdd)', { type: 'date' });
    expect([day.read('20230229'), day.read('2023'), day.write('2023-02-29')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const moment = conversion('iso(yyyy-MM-ddTHH:mm:ssZ)', { type: 'instant' });
    expect([moment.write('2024-02-29T12:00:00.500Z'), moment.read('2024-02-29T12:00:00.5Z')]).toEqual([
      undefined,
      undefined,
    ]);
    const number = conversion('zeropad(3)', { type: 'string' });
    expect([number.write('007'), number.write('1234'), number.write('')]).toEqual([undefined, undefined, undefined]);
    expect(conversion('zeropad(3)', { type: 'string' }).read('000')).toBe('0');
    const digits = conversion('digits', { type: 'phone' });
    expect([digits.write('+431'), digits.write('01'), digits.read('-1')]).toEqual([undefined, undefined, undefined]);
    const code = conversion('code(J=true,N=false)', { type: 'boolean' });
    expect(code.read('X')).toBeUndefined();
  });

  it('reads any other code as the value after the star, and does not write it', () => {
    const code = conversion('code(J=optIn,*=unknown)', { type: 'enum', values: ['optIn', 'unknown'] });
    expect([code.read('J'), code.read('?'), code.write('unknown')]).toEqual(['optIn', 'unknown', undefined]);
  });
});

describe('readAssignments', () => {
  it('reads words and quoted texts', () => {
    const term = (text: string, quoted = false) => ({ text, quoted });
    expect(readAssignments("A=1, ' '='x, y' ,B='it''s'")).toEqual([
      [term('A'), term('1')],
      [term(' ', true), term('x, y', true)],
      [term('B'), term("it's", true)],
    ]);
  });

  it.each(['', 'A', 'A=', '=B', 'A=1,', "A='x", 'A=1 B=2, C', 'A==1'])('refuses %j', (text) => {
    expect(readAssignments(text)).toBeUndefined();
  });
});
