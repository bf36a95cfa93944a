import { afterEach, describe, expect, it } from 'vitest';
import type { Column } from '../src/contract.js';
import { openStore } from '../src/index.js';
import { engines, titleOf } from './engines.js';

const id = { name: 'id', type: 'integer' } as const;
const columns = (['date', 'time', 'instant', 'localDateTime'] as const).map(
  (type): Column => ({ name: `a_${type}`, type }),
);
const moments = [
  ['2024-03-10', '02:30:00', '2024-03-10T07:30:00.000Z', '2024-03-10T02:30:00'],
  ['0001-01-01', '00:00:00', '0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00'],
  ['9999-12-31', '23:59:59.999999', '9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999'],
  ['1883-11-18', '12:03:57', '1883-11-18T17:03:57.123456Z', '1883-11-18T12:03:57'],
];
const own = process.env.TZ;

describe.each(engines)('dates and times', (engine) => {
  afterEach(() => {
    if (own === undefined) Reflect.deleteProperty(process.env, 'TZ');
    else process.env.TZ = own;
  });

  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    it('are the same for a process in New York and one in Tokyo', async () => {
      const database = await engine.create();
      process.env.TZ = 'America/New_York';
      expect(new Date('2024-07-01T00:00:00Z').getHours()).toBe(20);
      const store = await openStore('test', { url: database.url, schema: 'managed' });
      await store.define([{ name: 'moment', columns: [id, ...columns], key: ['id'] }]);
      await store.write(
        moments.map((values, index) => ({
          insert: {
            table: 'moment',
            cells: [
              { column: id, value: index },
              ...columns.map((column, at) => ({ column, value: values[at] ?? null })),
            ],
          },
        })),
      );
      process.env.TZ = 'Asia/Tokyo';
      const other = await openStore('test', { url: database.url, schema: 'managed' });
      for (const reader of [store, other]) {
        const rows = await reader.select({ table: 'moment', columns, order: [{ column: id }] });
        expect(rows.map((row) => columns.map(({ name }) => row[name]))).toEqual(moments);
      }
      for (const [at, column] of columns.entries()) {
        const value = moments[0]?.[at] ?? null;
        const found = await other.select({ table: 'moment', columns: [id], where: { column, op: 'eq', value } });
        expect(found).toEqual([{ id: 0 }]);
      }
      await store.close();
      await other.close();
      await database.drop();
    });
  });
});
