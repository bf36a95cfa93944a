import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, LogicalType, Value } from '../src/contract.js';
import { openStore, type Store } from '../src/index.js';
import { engines, type TestDatabase, titleOf } from './engines.js';

const digits = (most: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{0,${most - 1}}$`));
const moment = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));

/** Any value of each type, in its canonical form. */
const values: Readonly<Record<LogicalType, fc.Arbitrary<Value>>> = {
  string: text,
  text: fc.oneof(text, fc.constantFrom('', ' ', 'e\u0301', 'é', '%_\\', "'; --", '👩‍💻', '007')),
  uuid: fc.uuid(),
  integer: fc.maxSafeInteger().map((value) => value || 0),
  long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  decimal: fc
    .tuple(fc.boolean(), fc.oneof(fc.constant('0'), digits(16)), fc.stringMatching(/^[0-9]{4}$/))
    .map(([negative, whole, fraction]) => {
      const value = `${whole}.${fraction}`;
      return negative && value !== '0.0000' ? `-${value}` : value;
    }),
  double: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  boolean: fc.boolean(),
  date: moment.map((value) => value.toISOString().slice(0, 10)),
  time: fc.oneof(
    moment.map((value) => value.toISOString().slice(11, 19)),
    fc.constantFrom('00:00:00', '23:59:59.999999', '12:00:00.500'),
  ),
  instant: fc.oneof(
    moment.map((value) => value.toISOString()),
    fc.constantFrom('2024-03-10T07:30:00.123456Z', '1883-11-18T17:00:00.000Z'),
  ),
  localDateTime: fc.oneof(
    moment.map((value) => value.toISOString().slice(0, 19)),
    fc.constantFrom('2024-03-10T02:30:00', '2024-10-27T02:30:00.123456'),
  ),
  binary: fc.uint8Array({ maxLength: 300 }).map((value) => new Uint8Array(value)),
  json: fc
    .jsonValue({ maxDepth: 3 })
    .filter((value) => value !== null)
    // JSON has no negative zero.
    .map((value) => JSON.parse(JSON.stringify(value)) as Value),
};

const types = Object.keys(values) as LogicalType[];
const key = { name: 'id', type: 'integer' } as const;
const columnOf = (type: LogicalType): Column => ({
  name: `a_${type}`,
  type,
  ...(type === 'decimal' ? { scale: 4 } : {}),
});
const sortable = types.filter((type) => type !== 'json' && type !== 'binary');

describe.each(engines)('values', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    let database: TestDatabase;
    let store: Store;

    beforeAll(async () => {
      database = await engine.create();
      store = await openStore('test', { url: database.url, schema: 'managed' });
      const columns = types.map((type) => ({ ...columnOf(type), ...(type === 'decimal' ? { precision: 20 } : {}) }));
      await store.define([{ name: 'sample', columns: [key, ...columns], key: ['id'] }]);
    });
    afterAll(async () => {
      await store?.close();
      await database?.drop();
    });

    const stored = async (column: Column, samples: readonly Value[]) => {
      await store.write([
        { delete: { table: 'sample', where: { all: [] } } },
        ...samples.map((value, index) => ({
          insert: {
            table: 'sample',
            cells: [
              { column: key, value: index },
              { column, value },
            ],
          },
        })),
      ]);
    };

    it.each(types)('keep any %s as it is', async (type) => {
      const column = columnOf(type);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.option(values[type]), { minLength: 1, maxLength: 20 }), async (samples) => {
          await stored(column, samples);
          const rows = await store.select({ table: 'sample', columns: [column], order: [{ column: key }] });
          expect(rows.map((row) => row[column.name])).toEqual(samples);
        }),
        { numRuns: 25 },
      );
    });

    it.each(types.filter((type) => type !== 'json'))('find any %s by itself', async (type) => {
      const column = columnOf(type);
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(values[type], { minLength: 2, maxLength: 8, selector: String }),
          async (samples) => {
            await stored(column, samples);
            for (const [index, value] of samples.entries()) {
              const found = await store.select({ table: 'sample', columns: [key], where: { column, op: 'eq', value } });
              expect(found).toEqual([{ id: index }]);
            }
          },
        ),
        { numRuns: 10 },
      );
    });

    it.each(sortable)('sort every %s as on the other engines', async (type) => {
      const column = columnOf(type);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.option(values[type]), { minLength: 2, maxLength: 20 }), async (samples) => {
          await stored(column, samples);
          const rows = await store.select({ table: 'sample', columns: [column], order: [{ column }] });
          const expected = [...samples].sort((a, b) => compare(type, a, b));
          expect(rows.map((row) => row[column.name])).toEqual(expected);
        }),
        { numRuns: 15 },
      );
    });

    it('keep decimals of fifty digits, and zeros at their end as far as the scale goes', async () => {
      const column: Column = { name: 'wide', type: 'decimal', scale: 30 };
      await store.define([{ name: 'wide', columns: [key, { ...column, precision: 60 }], key: ['id'] }]);
      const value = '12345678901234567890.123456789012345678901234567890';
      await store.write([
        {
          insert: {
            table: 'wide',
            cells: [
              { column: key, value: 1 },
              { column, value },
            ],
          },
        },
      ]);
      expect(await store.select({ table: 'wide', columns: [column] })).toEqual([{ wide: value }]);
    });
  });
});

/** The order that the contract promises, worked out without any database. */
function compare(type: LogicalType, a: Value, b: Value): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (type === 'long')
    return Number(BigInt(String(a)) - BigInt(String(b)) > 0n) - Number(BigInt(String(a)) < BigInt(String(b)));
  if (type === 'decimal') return compare('long', String(a).replace('.', ''), String(b).replace('.', ''));
  if (type === 'instant') return compare('string', String(a).replace('Z', ''), String(b).replace('Z', ''));
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)));
  return Number(a) - Number(b);
}
