import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeType } from '../contract.js';
import { readCell, writeCell } from './cell.js';
import { type CsvFormat, csvRecords, detectSeparator } from './csv-records.js';

async function* chunks(bytes: Uint8Array, size = 3) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = async (bytes: Uint8Array, format?: CsvFormat) => {
  const records: [number, ...string[]][] = [];
  for await (const { line, fields } of csvRecords(chunks(bytes), format)) records.push([line, ...fields]);
  return records;
};
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('the records of a CSV file', () => {
  it('are read with their lines, also when a field has several', async () => {
    expect(await read(utf8('a;b\r\n1;"x\ny"\r\n\r\n2;""""\r\n'))).toEqual([
      [1, 'a', 'b'],
      [3, '1', 'x\ny'],
      [5, '2', '"'],
    ]);
  });

  it.each([
    ['a,b;c,d', ','],
    ['"a,b,c";d\n1,2,3,4', ';'],
    ['a\tb', '\t'],
    ['a|b', '|'],
    ['single', ','],
    ['\n\na;b\n', ';'],
  ])('of %j are separated as the first one is', (text, separator) => {
    expect(detectSeparator(text)).toBe(separator);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFname\nJürgen'), undefined],
    ['UTF-16', Buffer.from('\uFEFFname\nJürgen', 'utf16le'), undefined],
    ['latin1', Buffer.from('name\nJürgen', 'latin1'), 'latin1'],
  ])('are read in %s', async (_, bytes, encoding) => {
    expect(await read(bytes, { encoding })).toEqual([
      [1, 'name'],
      [2, 'Jürgen'],
    ]);
  });

  it.each([
    ['another encoding', Buffer.from('name\nJürgen', 'latin1'), {}, 'it is not written in utf-8; say in which it is'],
    ['no such encoding', utf8('a'), { encoding: 'klingon' }, 'there is no encoding "klingon"'],
    ['a quotation mark that does not end', utf8('a\n"b\nc'), {}, 'line 3'],
    ['a record without end', utf8(`a\n"${'x'.repeat(1_100_000)}"`), {}, 'Max Record Size'],
  ])(
    'say what is wrong: %s',
    async (_, bytes, format, message) => {
      await expect(read(bytes, format)).rejects.toThrow(message);
    },
    20_000,
  );
});

describe('a cell', () => {
  it('holds every value so that it is read again, and never a formula', () => {
    const values: [AttributeType, fc.Arbitrary<unknown>][] = [
      ['string', fc.string({ minLength: 1 })],
      ['string', fc.tuple(fc.stringMatching(/^['=+@\t-]{1,3}$/), fc.string()).map((parts) => parts.join(''))],
      ['integer', fc.integer()],
      ['long', fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String)],
      ['boolean', fc.boolean()],
      ['json', fc.jsonValue().filter((value) => value !== null)],
      ['binary', fc.uint8Array({ minLength: 1 })],
    ];
    for (const [type, value] of values) {
      fc.assert(
        fc.property(value, (given) => {
          const cell = writeCell(type, given);
          expect(JSON.stringify(readCell(type, cell))).toBe(JSON.stringify(given));
          if (!['integer', 'long'].includes(type)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        }),
      );
    }
  });

  it.each([
    ['decimal', '1.234.567,50', { decimal: ',' }, '1234567.50'],
    ['decimal', '1.23,50', { decimal: ',' }, undefined],
    ['decimal', '-12,5', { decimal: ',' }, '-12.5'],
    ['integer', ' 12 ', {}, 12],
    ['date', '1.3.2026', { dates: 'dd.MM.yyyy' }, '2026-03-01'],
    ['date', '31.02.2026', { dates: 'dd.MM.yyyy' }, undefined],
    ['date', '12/31/2026', { dates: 'MM/dd/yyyy' }, '2026-12-31'],
    ['date', '01.03.2026', {}, undefined],
    ['boolean', 'Ja', {}, true],
    ['boolean', 'maybe', {}, undefined],
    ['json', '{', {}, undefined],
    ['binary', 'ä', {}, undefined],
    ['string', '', {}, null],
  ] as const)('of %s reads %j with %j', (type, cell, format, value) => {
    expect(readCell(type, cell, format)).toEqual(value);
  });
});
