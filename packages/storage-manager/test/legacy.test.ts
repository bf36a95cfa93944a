import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, Value } from '../src/contract.js';
import { openStore, StorageErrors, type Store } from '../src/index.js';
import { engines, type TestDatabase, titleOf } from './engines.js';

const id = { name: 'id', type: 'integer' } as const;
const price = { name: 'price', type: 'decimal', scale: 2 } as const;
const at = { name: 'at', type: 'instant' } as const;
const day = { name: 'day', type: 'date' } as const;
const name = { name: 'name', type: 'string' } as const;
const active = { name: 'active', type: 'boolean' } as const;
const columns = [id, price, at, day, name, active];

/** A table as others have made it, with one row: 0.99, half past noon in Berlin in winter, a date, a text, and true. */
const legacy = {
  sqlite: `
    CREATE TABLE old (id INTEGER PRIMARY KEY, price NUMERIC(10,2), at DATETIME, day DATETIME, name NVARCHAR(20) COLLATE NOCASE, active);
    INSERT INTO old VALUES (1, 0.99, '2009-01-01 12:30:00', '2009-01-01 00:00:00', 'Abc', 't');`,
  postgres: `
    CREATE SCHEMA grid;
    CREATE TABLE old (id INT PRIMARY KEY, price NUMERIC(10,2), at TIMESTAMP, day DATE, name CHAR(20), active BOOLEAN);
    INSERT INTO old VALUES (1, 0.99, '2009-01-01 12:30:00', '2009-01-01', 'Abc', TRUE);
    CREATE TABLE grid.mtr (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, twice BIGINT GENERATED ALWAYS AS (1) STORED);
    CREATE VIEW shown AS SELECT id FROM old;`,
  mariadb: `
    CREATE TABLE old (id INT PRIMARY KEY, price DECIMAL(10,2), at DATETIME(6), day DATE, name VARCHAR(20), active TINYINT(1))
      CHARACTER SET latin1 COLLATE latin1_swedish_ci;
    INSERT INTO old VALUES (1, 0.99, '2009-01-01 12:30:00', '2009-01-01', 'Abc', 1);`,
};

describe.each(engines)('a store that belongs to others', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    let database: TestDatabase;
    let store: Store;
    const find = async (column: Column, value: Value) =>
      (await store.select({ table: 'old', columns: [id], where: { column, op: 'eq', value } })).length;

    beforeAll(async () => {
      database = await engine.create();
      await database.run(legacy[engine.name]);
      store = await openStore('legacy', { url: database.url, zone: 'Europe/Berlin' });
    });
    afterAll(async () => {
      await store?.close();
      await database?.drop();
    });

    it('is read with the scale and the time zone that were agreed', async () => {
      const [row] = await store.select({ table: 'old', columns, where: { column: id, op: 'eq', value: 1 } });
      expect({ ...row, name: String(row?.name).trimEnd() }).toEqual({
        id: 1,
        price: '0.99',
        at: '2009-01-01T11:30:00.000Z',
        day: '2009-01-01',
        name: 'Abc',
        active: true,
      });
    });

    it('is searched by values in the form in which they were read', async () => {
      const [row] = await store.select({
        table: 'old',
        columns: [price, at, name],
        where: { column: id, op: 'eq', value: 1 },
      });
      expect(await find(price, row?.price ?? null)).toBe(1);
      expect(await find(at, row?.at ?? null)).toBe(1);
      expect(await find(day, '2009-01-01')).toBe(1);
      expect(await find(name, row?.name ?? null)).toBe(1);
      expect(await find(name, 'ABC')).toBe(0);
      expect(await find(price, '0.98')).toBe(0);
    });

    it('keeps what is written in its own forms, through summer and winter time', async () => {
      const instants = ['2024-07-01T10:00:00.000Z', '2024-12-01T10:00:00.123Z', '2024-03-31T01:00:00.000Z'];
      await store.write(
        instants.map((value, index) => ({
          insert: {
            table: 'old',
            cells: [
              { column: id, value: index + 10 },
              { column: at, value },
              { column: price, value: '12.50' },
            ],
          },
        })),
      );
      const rows = await store.select({
        table: 'old',
        columns: [at, price],
        where: { column: id, op: 'gte', value: 10 },
        order: [{ column: id }],
      });
      expect(rows).toEqual(instants.map((value) => ({ at: value, price: '12.50' })));
      expect(await find(at, instants[1] ?? null)).toBe(1);
      await store.write([{ delete: { table: 'old', where: { column: id, op: 'gte', value: 10 }, expect: 3 } }]);
    });

    it('says which stored value is not what it is taken for', async () => {
      await expect(store.select({ table: 'old', columns: [{ ...name, type: 'date' }] })).rejects.toSatisfy(
        StorageErrors.UnreadableValue.is,
      );
    });

    it('lists its tables with their keys', async () => {
      const found = (await store.catalogue()).find((table) => table.name === 'old');
      expect(found).toMatchObject({ kind: 'table', key: ['id'] });
      expect(found?.columns.map((column) => column.name)).toEqual(columns.map((column) => column.name));
    });

    it.runIf(engine.name === 'postgres')(
      'lists views and tables of other schemas, and what the database makes',
      async () => {
        const catalogue = await store.catalogue();
        expect(catalogue.map((table) => `${table.kind} ${table.name}`)).toEqual([
          'table old',
          'view shown',
          'table grid.mtr',
        ]);
        expect(catalogue[2]?.columns.map((column) => column.generated)).toEqual([true, true]);
        expect(await store.select({ table: 'grid.mtr', columns: [id] })).toEqual([]);
      },
    );
  });
});

const cases = process.env.CARUSO_CASES;
const chinook = cases ? join(cases, 'databases', 'chinook', 'Chinook_Sqlite.sql') : '';

describe.skipIf(!existsSync(chinook))(
  `Chinook${existsSync(chinook) ? '' : ' (skipped: CARUSO_CASES has no Chinook)'}`,
  () => {
    it('has prices with both their digits, and can be sorted and searched by them', async () => {
      const [sqlite] = engines;
      if (!sqlite) throw new Error('SQLite is always there');
      const database = await sqlite.create();
      await database.run(readFileSync(chinook, 'utf8').replace(/^\uFEFF/, ''));
      const store = await openStore('music', database.url);
      const unitPrice = { name: 'UnitPrice', type: 'decimal', scale: 2 } as const;
      const tracks = await store.select({
        table: 'Track',
        columns: [unitPrice],
        where: { column: unitPrice, op: 'gt', value: '0.990' },
      });
      expect(new Set(tracks.map((track) => track.UnitPrice))).toEqual(new Set(['1.99']));
      await store.close();
      await database.drop();
    });
  },
);
