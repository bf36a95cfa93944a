import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alterStore } from '../src/alter/alter-store.js';
import { compareStore } from '../src/alter/compare-store.js';
import type { WantedTable } from '../src/contract.js';
import { openStore } from '../src/index.js';

type Column = WantedTable['columns'][number];

const id: Column = { name: 'id', type: 'integer', required: true };
const text = fc.record({ size: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }) });
const decimal = fc.record({ precision: fc.integer({ min: 3, max: 8 }), scale: fc.integer({ min: 0, max: 2 }) });
const columns = fc.record({ a: fc.option(text), b: fc.option(text), c: fc.option(decimal) });
type Columns = typeof columns extends fc.Arbitrary<infer Drawn> ? Drawn : never;
const row = fc.record({
  a: fc.option(fc.stringMatching(/^[a-zä ']{0,6}$/)),
  b: fc.option(fc.stringMatching(/^[a-z]{0,6}$/)),
  c: fc.option(fc.integer({ min: -99_999, max: 99_999 }).map((cents) => (cents / 100).toFixed(2))),
});

function tableOf({ a, b, c }: Columns, indexed: boolean): WantedTable {
  const string = (name: string, size: number | undefined): Column => ({
    name,
    type: 'string',
    ...(size === undefined ? {} : { size }),
  });
  const found = [
    ...(a ? [string('a', a.size)] : []),
    ...(b ? [string('b', b.size)] : []),
    ...(c ? [{ name: 'c', type: 'decimal', ...c } as const] : []),
  ];
  return { name: 't', columns: [id, ...found], key: ['id'], indexes: indexed && a ? [['a']] : [] };
}

/** Decimals may have more digits behind the point than before. */
const isSame = (one: unknown, other: unknown) =>
  one === other || (typeof one === 'string' && /\d/.test(one) && Number(one) === Number(other ?? Number.NaN));

it('any table becomes any other, step by step, and loses no more than has been counted', async () => {
  const run = async (
    before: Columns,
    after: Columns,
    rows: readonly Record<string, string | null>[],
    indexed: boolean,
  ) => {
    const store = await openStore('any', { url: 'sqlite::memory:', schema: 'managed' });
    const [from, to] = [tableOf(before, indexed), tableOf(after, !indexed)];
    await store.define([from]);
    for (const [number, values] of rows.entries()) {
      const cells = from.columns.map((column) => ({
        column,
        value: column.name === 'id' ? number : (values[column.name] ?? null),
      }));
      // Rows that the table does not take are none of this test's business.
      await store.write([{ insert: { table: 't', cells } }]).catch(() => undefined);
    }
    const read = (table: WantedTable) => store.select({ table: 't', columns: table.columns, order: [{ column: id }] });
    const old = await read(from);
    const lost = new Map<string, number>();
    for (const { alteration, loses, column = '' } of await compareStore(store, [to])) {
      if (alteration === undefined) throw new Error('everything here can be altered');
      await alterStore(store, 'loses' in alteration ? { ...alteration, loses } : alteration);
      lost.set(column, (lost.get(column) ?? 0) + loses);
    }
    expect(await compareStore(store, [to])).toEqual([]);
    const fresh = await read(to);
    expect(fresh).toHaveLength(old.length);
    for (const { name } of to.columns) {
      if (!from.columns.some((column) => column.name === name)) continue;
      const kept = fresh.filter((each, index) => isSame(each[name], old[index]?.[name]));
      expect(old.length - kept.length).toBeLessThanOrEqual(lost.get(name) ?? 0);
    }
    await store.close();
  };
  await fc.assert(fc.asyncProperty(columns, columns, fc.array(row, { maxLength: 5 }), fc.boolean(), run), {
    numRuns: 60,
  });
});
