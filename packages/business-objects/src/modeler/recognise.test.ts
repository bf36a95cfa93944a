import type { CatalogueTable, Value } from '@caruso/storage-manager/contract';
import { describe, expect, it } from 'vitest';
import { checkedCodes, codeConversion, codeNames, looksLikeCodes } from './code-list.js';
import { booleanCodes } from './recognise-booleans.js';
import { dateFormat, timeFormat } from './recognise-dates.js';
import type { ColumnSample } from './sample.js';
import { wordsOf } from './words.js';

function column(values: readonly Value[], type: ColumnSample['type'] = 'string'): ColumnSample {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { type, counts, filled: values.length, nulls: 0 };
}

describe('yes and no', () => {
  it.each([
    [['J', 'N', 'N'], 'code(J=true,N=false)'],
    [['y', 'n'], 'code(y=true,n=false)'],
    [['X', ' '], "code(X=true,' '=false)"],
    [['ja', 'Nein'], 'code(ja=true,Nein=false)'],
    [['-1', '0'], 'code(-1=true,0=false)'],
  ])('are seen in %j', (values, expected) => {
    const codes = booleanCodes(column(values), ['WERT'], false);
    expect(codes && codeConversion(codes)).toBe(expected);
  });

  it('are not seen in what counts, nor in one value alone, unless the name asks', () => {
    expect(booleanCodes(column(['1', '1', '1']), ['ANZ'], false)).toBeUndefined();
    expect(booleanCodes(column(['J', 'N', 'V']), ['KZ'], false)).toBeUndefined();
    const codes = booleanCodes(column(['F', 'F']), ['is', 'deleted'], false);
    expect(codes && codeConversion(codes)).toBe('code(F=false,T=true)');
  });
});

describe('dates in other types', () => {
  it.each([
    [['20240229', '19991231'], { format: 'yyyyMMdd', nothing: [] }],
    [['29.02.2024', '31.12.1999', ''], { format: 'dd.MM.yyyy', nothing: [''] }],
    [['02/29/2024', '12/31/1999'], { format: 'MM/dd/yyyy', nothing: [] }],
    [['2024-02-29', '1999-12-31', '0000-00-00'], { format: 'yyyy-MM-dd', nothing: ['0000-00-00'] }],
    [['20240229', '19991231', '', '00000000'], { format: 'yyyyMMdd', nothing: ['', '00000000'] }],
  ])('%j are %j', (values, expected) => {
    expect(dateFormat(column(values))).toEqual(expected);
  });

  it('are found in numbers, with 0 for none', () => {
    expect(dateFormat(column([20240229, 19991231, 0], 'integer'))).toEqual({ format: 'yyyyMMdd', nothing: [0] });
  });

  it.each([[['20230229', '20240101']], [['12345678', '87654321']], [['20240101']]])('%j are none', (values) => {
    expect(dateFormat(column(values))).toBeUndefined();
  });
});

describe('dates with times in texts', () => {
  it.each([
    [['2024-02-29T12:00:00Z', '1999-12-31T23:59:59Z'], 'instant', 'yyyy-MM-ddTHH:mm:ssZ'],
    [['2024-02-29T12:00:00.120Z', '1999-12-31T23:59:59.000Z'], 'instant', 'yyyy-MM-ddTHH:mm:ss.SSSZ'],
    [['2024-02-29 12:00:00', '1999-12-31 23:59:59'], 'localDateTime', 'yyyy-MM-dd HH:mm:ss'],
  ] as const)('%j are of the type %s, written as %s', (values, type, format) => {
    expect(timeFormat(column(values))).toEqual({ type, format, nothing: [] });
  });

  it('may be absent where the empty text stands', () => {
    expect(timeFormat(column(['', '2024-02-29T12:00:00Z', '1999-12-31T23:59:59Z']))?.nothing).toEqual(['']);
  });

  it.each([
    [['2024-02-30T12:00:00Z', '1999-12-31T23:59:59Z']],
    [['2024-02-29T12:00:00Z', '1999-12-31T23:59:59.5Z']],
    [['2024-02-29T12:00:00Z']],
    [['2024-02-29', '1999-12-31']],
  ])('%j are none', (values) => {
    expect(timeFormat(column(values))).toBeUndefined();
  });
});

describe('code lists', () => {
  const many = (...values: readonly string[]) =>
    column(Array.from({ length: 30 }, (_, index) => values[index % values.length] ?? ''));

  it('are few values that stand often in a column that is called a type, or are short', () => {
    expect(looksLikeCodes(many('Gas', 'Water'), wordsOf('MeterType'))).toBe(true);
    expect(looksLikeCodes(many('GAS', 'STR'), wordsOf('SPARTE'))).toBe(true);
    expect(looksLikeCodes(many('Karachi', 'Lahore'), wordsOf('City'))).toBe(false);
    expect(looksLikeCodes(many('AT', 'DE'), wordsOf('Country'))).toBe(false);
    expect(looksLikeCodes(many('a long remark', 'another one'), wordsOf('Remark'))).toBe(false);
  });

  it('have names that differ, and keep codes that can be names', () => {
    expect([...codeNames(['A', 'in progress', 'In-Progress', 'Ä', ' ']).values()]).toEqual([
      'A',
      'inProgress',
      'In-Progress',
      'ae',
      'blank',
    ]);
  });

  it('are read from checks, as each engine writes them', () => {
    const table = (expression: string) =>
      ({ checks: [{ expression }], columns: [{ name: 'state' }] }) as unknown as CatalogueTable;
    expect(checkedCodes(table("state IN ('a','it''s')"), 'state')).toEqual(['a', "it's"]);
    expect(
      checkedCodes(
        table("((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"),
        'state',
      ),
    ).toEqual(['a', 'b']);
    expect(checkedCodes(table("`state` in ('a','b')"), 'state')).toEqual(['a', 'b']);
    expect(checkedCodes(table("state IN ('a') OR other = 1"), 'state')).toBeUndefined();
  });
});
