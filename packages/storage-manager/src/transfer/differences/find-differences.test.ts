import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../values/cell.js';
import { type ComparedRows, findDifferences } from './find-differences.js';

const columns = [
  { name: 'id', kind: 'integer' },
  { name: 'name', kind: 'text' },
  { name: 'data', kind: 'binary' },
] as const;
type Row = readonly [id: string, name: string | null, data: Uint8Array | null];

const rowsOf = (rows: readonly (readonly Cell[])[]): ComparedRows => ({
  rows: rows.length,
  floats: new Set(),
  read: async (each) => rows.forEach(each),
});
const compare = (
  source: readonly Row[],
  target: readonly Row[],
  key: readonly string[],
  held?: number,
  examples = 100,
) =>
  findDifferences({
    columns,
    key,
    source: rowsOf(source),
    target: rowsOf(target),
    examples,
    ...(held === undefined ? {} : { held }),
  });

const rest = fc.tuple(fc.option(fc.string({ maxLength: 3 })), fc.option(fc.uint8Array({ maxLength: 2 })));
const table = fc.uniqueArray(fc.tuple(fc.nat(200).map(String), rest), { selector: ([id]) => id, maxLength: 60 });
const asRow = ([id, [name, data]]: readonly [string, readonly [string | null, Uint8Array | null]]): Row => [
  id,
  name,
  data,
];
const textOf = (row: Row | undefined) =>
  JSON.stringify(row?.map((cell) => (cell instanceof Uint8Array ? [...cell] : cell)));
/** All at once, and in as many rounds as can be. */
const rooms = fc.constantFrom(undefined, 3);

describe('the rows that two sides do not share', () => {
  it('are told by the key: only there, only here, changed, and in which columns', async () => {
    await fc.assert(
      fc.asyncProperty(table, table, rooms, async (first, second, held) => {
        const [source, target] = [first.map(asRow), second.map(asRow)];
        const [there, here] = [
          new Map(source.map((row) => [row[0], row])),
          new Map(target.map((row) => [row[0], row])),
        ];
        const found = await compare(source, target, ['id'], held);
        const names = (rows: readonly { readonly row: string }[]) => rows.map(({ row }) => row).sort();
        const expected = (rows: readonly Row[]) => rows.map(([id]) => `id = ${id}`).sort();
        const changed = source.filter((row) => here.has(row[0]) && textOf(row) !== textOf(here.get(row[0])));
        expect(names(found.examples.onlyInSource)).toEqual(expected(source.filter(([id]) => !here.has(id))));
        expect(names(found.examples.onlyInTarget)).toEqual(expected(target.filter(([id]) => !there.has(id))));
        expect(names(found.examples.changed)).toEqual(expected(changed));
        expect([found.onlyInSource, found.onlyInTarget, found.changed]).toEqual([
          found.examples.onlyInSource.length,
          found.examples.onlyInTarget.length,
          found.examples.changed.length,
        ]);
        for (const { row, columns: differing } of found.examples.changed) {
          const id = row.slice('id = '.length);
          const [one, other] = [there.get(id), here.get(id)];
          const places = [0, 1, 2].filter((at) => JSON.stringify(one?.[at]) !== JSON.stringify(other?.[at]));
          expect(differing.map(({ column }) => column)).toEqual(places.map((at) => columns[at]?.name));
        }
      }),
    );
  });

  it('are told by all they hold where there is no key, and how often', async () => {
    const few = fc.array(
      fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom('a', null), fc.constant(null)).map((row): Row => row),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(few, few, rooms, async (source, target, held) => {
        const more = new Map<string, number>();
        for (const row of source) more.set(textOf(row) ?? '', (more.get(textOf(row) ?? '') ?? 0) + 1);
        for (const row of target) more.set(textOf(row) ?? '', (more.get(textOf(row) ?? '') ?? 0) - 1);
        const counts = [...more.values()];
        const found = await compare(source, target, [], held);
        const positive = counts.filter((count) => count > 0).sort();
        const negative = counts.flatMap((count) => (count < 0 ? [-count] : [])).sort();
        expect(found.examples.onlyInSource.map(({ times }) => times).sort()).toEqual(positive);
        expect(found.examples.onlyInTarget.map(({ times }) => times).sort()).toEqual(negative);
        expect(found.onlyInSource).toBe(positive.reduce((sum, count) => sum + count, 0));
        expect(found.onlyInTarget).toBe(negative.reduce((sum, count) => sum + count, 0));
        expect(found.changed).toBe(0);
      }),
    );
  });

  it('are counted in full and shown in part', async () => {
    const source = Array.from({ length: 5_000 }, (_, id): Row => [String(id), 'old', null]);
    const target = source.map(([id]): Row => [id, 'new', null]);
    const { changed, examples } = await compare(source, target, ['id'], 700, 2);
    expect(changed).toBe(5_000);
    expect(examples.changed).toHaveLength(2);
    expect(examples.changed[0]?.columns).toEqual([{ column: 'name', source: '"old"', target: '"new"' }]);
  });

  it('show long text from where it differs, bytes by their number and hash, and what is absent', async () => {
    const long = 'x'.repeat(500);
    const source: Row = ['1', `${long}left`, Buffer.alloc(1_000)];
    const { examples } = await compare([source], [['1', `${long}right`, null]], ['id']);
    expect(examples.changed[0]?.columns).toEqual([
      {
        column: 'name',
        source: `…"${'x'.repeat(20)}left" (504 characters)`,
        target: `…"${'x'.repeat(20)}right" (505 characters)`,
      },
      { column: 'data', source: '1000 bytes, SHA-256 541b3e9daa09…', target: 'NULL' },
    ]);
    const other = await compare([source], [], []);
    expect(other.examples.onlyInSource[0]?.row).toBe(
      `id = 1, name = "${'x'.repeat(80)}"… (504 characters), data = 1000 bytes, SHA-256 541b3e9daa09…`,
    );
  });
});
