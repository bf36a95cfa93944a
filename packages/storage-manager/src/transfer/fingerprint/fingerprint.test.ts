import { array, assert, constantFrom, oneof, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../values/cell.js';
import { Fingerprint } from './fingerprint.js';

const cell = oneof(string(), uint8Array(), constantFrom(null, '', '0', '-0'));
const rows = array(array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 20 });

function of(table: readonly (readonly Cell[])[], floats?: ReadonlySet<number>): string {
  const fingerprint = new Fingerprint(floats);
  for (const row of table) fingerprint.add(row);
  return `${fingerprint.rows} ${fingerprint}`;
}

describe('a fingerprint', () => {
  it('forgets the order of rows', () => {
    assert(property(rows, (table) => of(table) === of(table.toReversed())));
  });

  it('is another one when a row is there once more', () => {
    assert(property(rows, (table) => of(table) !== of([...table, table[0] ?? []])));
  });

  it('tells apart what only seems equal', () => {
    const alike: readonly (readonly Cell[])[] = [
      [null, ''],
      ['', null],
      ['', ''],
      ['ab', 'c'],
      ['a', 'bc'],
      [new Uint8Array([97]), 'b'],
      ['a', 'b'],
      ['0', 'x'],
      ['-0', 'x'],
    ];
    expect(new Set(alike.map((row) => of([row]))).size).toBe(alike.length);
    expect(
      of([
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).not.toBe(
      of([
        ['a', 'd'],
        ['c', 'b'],
      ]),
    );
  });

  it('takes the negative zero for zero in columns of floating point numbers', () => {
    expect(of([['-0', '-0']], new Set([0]))).toBe(of([['0', '-0']]));
  });
});
