import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, guardFormula, unguardFormula } from './csv-cell.js';

describe('a cell of a CSV file', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['a;b', 'a;b'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['', ''],
  ])('writes %j as %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });

  it('quotes whatever may be taken for a separator', () => {
    expect([csvField('a;b', ';'), csvField('a,b', ';'), csvField('a\tb', ',;\t')]).toEqual(['"a;b"', 'a,b', '"a\tb"']);
  });

  it.each(['=1+1', '+4930', '-5', '@SUM', '\tx', "'=1", "''+1"])('keeps %j from being a formula', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
  });

  it('gives back any text that was guarded', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^'{0,3}[=+\-@]?a?$/)), (text) => {
        const guarded = guardFormula(text);
        expect(guarded).not.toMatch(/^[=+\-@\t\r]/);
        expect(unguardFormula(guarded)).toBe(text);
      }),
    );
  });
});
