import { describe, expect, it } from 'vitest';
import { mariadbCodecs } from '../codec/mariadb-codecs.js';
import { postgresCodecs } from '../codec/postgres-codecs.js';
import { sqliteCodecs } from '../codec/sqlite-codecs.js';
import { zoneOf } from '../codec/zone.js';
import { StorageErrors } from '../errors.js';
import { indexName } from './definition.js';
import { InsertPlan } from './insert-plan.js';
import { mariadbDialect } from './mariadb-dialect.js';
import { postgresDialect } from './postgres-dialect.js';
import { writeSelect } from './select.js';
import { sqliteDialect } from './sqlite-dialect.js';

const utc = zoneOf('UTC');
const sqlite = sqliteDialect(sqliteCodecs);
const postgres = postgresDialect(postgresCodecs(true, utc));
const legacyMariadb = mariadbDialect(mariadbCodecs(false, utc));
const id = { name: 'id', type: 'long' } as const;
const name = { name: 'na"me', type: 'string' } as const;

describe('SQL', () => {
  it('quotes names and hands values over as parameters', () => {
    const where = {
      all: [{ column: name, op: 'eq', value: "x' OR 1=1" } as const, { column: id, op: 'gt', value: '7' } as const],
    };
    expect(
      writeSelect('s', postgres, { table: 'grid.mtr', columns: [id], where, order: [{ column: name }], limit: 5 }),
    ).toEqual({
      sql: `SELECT "id" FROM "grid"."mtr" WHERE ("na""me" = $1 AND "id" > $2::int8) ORDER BY "na""me" NULLS LAST LIMIT 5`,
      parameters: ["x' OR 1=1", '7'],
    });
    expect(writeSelect('s', sqlite, { table: 't', columns: [id], where }).parameters).toEqual(["x' OR 1=1", 7n]);
  });

  it('compares text exactly where the collation of others does not, and still by their index', () => {
    const where = { column: name, op: 'eq', value: 'a' } as const;
    expect(writeSelect('s', legacyMariadb, { table: 't', columns: [id], where })).toEqual({
      sql: 'SELECT `id` FROM `t` WHERE (`na"me` = ? AND CONVERT(`na"me` USING utf8mb4) COLLATE utf8mb4_nopad_bin = ?)',
      parameters: ['a', 'a'],
    });
  });

  it('writes rows of one shape as one insert', () => {
    const row = (value: string) => ({ table: 't', cells: [{ column: id, value }] });
    const plan = new InsertPlan('s', postgres, 't', [id]);
    expect(plan.statement([row('1'), row('2')])).toEqual({
      sql: 'INSERT INTO "t" ("id") VALUES ($1), ($2)',
      parameters: ['1', '2'],
    });
    expect(plan.fits({ table: 't', cells: [{ column: name, value: 'x' }] })).toBe(false);
  });

  it('refuses operators that the type does not have', () => {
    const json = { name: 'doc', type: 'json' } as const;
    const select = (where: Parameters<typeof writeSelect>[2]['where']) =>
      writeSelect('s', sqlite, { table: 't', columns: [id], where });
    expect(() => select({ column: json, op: 'eq', value: {} })).toThrow(StorageErrors.OperatorDoesNotFit);
    expect(() => select({ column: id, op: 'contains', value: '1' })).toThrow(StorageErrors.OperatorDoesNotFit);
  });

  it('gives indexes names that are short enough and differ', () => {
    const long = Array.from({ length: 10 }, (_, index) => `a_rather_long_column_${index}`);
    expect(indexName('t', long, true).length).toBeLessThan(63);
    expect(indexName('t', long, true)).not.toBe(indexName('t', [...long].reverse(), true));
  });
});
