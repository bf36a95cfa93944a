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
import type { Selection } from './select.js';
import { SelectPlan } from './select-plan.js';
import { shapeOf } from './selection-shape.js';
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
      new SelectPlan('s', postgres, { table: 'grid.mtr', columns: [id], where, order: [{ column: name }], limit: 5 })
        .first,
    ).toEqual({
      sql: `SELECT "id" FROM "grid"."mtr" WHERE ("na""me" = $1 AND "id" > $2::int8) ORDER BY "na""me" NULLS LAST LIMIT 5`,
      parameters: ["x' OR 1=1", '7'],
    });
    expect(new SelectPlan('s', sqlite, { table: 't', columns: [id], where }).first.parameters).toEqual([
      "x' OR 1=1",
      7n,
    ]);
  });

  it('compares text exactly where the collation of others does not, and still by their index', () => {
    const where = { column: name, op: 'eq', value: 'a' } as const;
    expect(new SelectPlan('s', legacyMariadb, { table: 't', columns: [id], where }).first).toEqual({
      sql: 'SELECT `id` FROM `t` WHERE (`na"me` = ? AND CONVERT(`na"me` USING utf8mb4) COLLATE utf8mb4_nopad_bin = ?)',
      parameters: ['a', 'a'],
    });
  });

  describe('of a selection that was made before with other values', () => {
    const selection = (where: Selection['where'], more?: Partial<Selection>) => ({
      table: 't',
      columns: [id, name],
      where,
      ...more,
    });
    const keyed = (value: string) => selection({ column: id, op: 'eq', value });

    it('is the same, and only the parameters differ', () => {
      const between = (text: string, from: string, to: string) =>
        selection({
          any: [
            { column: name, op: 'eq', value: text },
            {
              all: [{ column: id, op: 'gt', value: from }, { not: { column: id, op: 'gte', value: to } }],
            },
          ],
        });
      for (const dialect of [sqlite, postgres, legacyMariadb]) {
        const plan = new SelectPlan('s', dialect, between('a', '1', '9'));
        const other = between('b', '2', '8');
        expect(shapeOf(other)?.key).toBe(shapeOf(between('a', '1', '9'))?.key);
        expect(plan.with(shapeOf(other)?.values ?? [])).toEqual({
          ...new SelectPlan('s', dialect, other).first,
          reused: true,
        });
      }
    });

    it('is another one where the value decides how it is written', () => {
      const plan = new SelectPlan('s', postgres, keyed('1'));
      expect(plan.with(['2'])).toBeDefined();
      expect(plan.with(['18446744073709551615'])).toBeUndefined();
      expect(shapeOf(selection({ column: name, op: 'eq', value: null }))).toBeUndefined();
      expect(shapeOf(selection({ column: id, op: 'in', values: ['1', '2'] }))).toBeUndefined();
      expect(shapeOf(selection({ column: name, op: 'contains', value: 'x' }))).toBeUndefined();
    });

    it('has another shape with other columns, tables, joins, orders or limits', () => {
      const join = { as: 'j', table: 'u', on: [{ column: id, equals: id }], required: true };
      const keys = [
        keyed('1'),
        selection(undefined),
        selection({ column: id, op: 'gt', value: '1' }),
        selection({ column: { ...id, name: 'id2' }, op: 'eq', value: '1' }),
        selection({ column: { ...id, type: 'integer' }, op: 'eq', value: 1 }),
        { ...keyed('1'), table: 't2' },
        { ...keyed('1'), columns: [id] },
        { ...keyed('1'), columns: [id, { ...name, also: [''] }] },
        { ...keyed('1'), limit: 1 },
        { ...keyed('1'), limit: 12 },
        { ...keyed('1'), distinct: true },
        { ...keyed('1'), joins: [join] },
        { ...keyed('1'), joins: [{ ...join, required: false }] },
        { ...keyed('1'), joins: [{ ...join, where: { column: id, op: 'isNull' } as const }] },
        { ...keyed('1'), order: [{ column: id }] },
        { ...keyed('1'), order: [{ column: id, descending: true }] },
        { ...keyed('1'), order: [{ column: id, nulls: 'first' as const }] },
      ].map((each) => shapeOf(each)?.key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).not.toContain(undefined);
    });

    it('refuses what does not fit, as the first one does', () => {
      const plan = new SelectPlan('s', sqlite, keyed('1'));
      expect(() => plan.with(['one'])).toThrow(StorageErrors.ValueDoesNotFit);
    });
  });

  it('writes rows of one shape as one insert', () => {
    const row = (value: string) => ({ table: 't', cells: [{ column: id, value }] });
    const plan = new InsertPlan('s', postgres, 't', [id]);
    expect(plan.statement([row('1'), row('2')])).toEqual({
      sql: 'INSERT INTO "t" ("id") VALUES ($1), ($2)',
      parameters: ['1', '2'],
      reused: false,
    });
    expect(plan.fits({ table: 't', cells: [{ column: name, value: 'x' }] }, [])).toBe(false);
  });

  it('refuses operators that the type does not have', () => {
    const json = { name: 'doc', type: 'json' } as const;
    const select = (where: Selection['where']) =>
      new SelectPlan('s', sqlite, { table: 't', columns: [id], where }).first;
    expect(() => select({ column: json, op: 'eq', value: {} })).toThrow(StorageErrors.OperatorDoesNotFit);
    expect(() => select({ column: id, op: 'contains', value: '1' })).toThrow(StorageErrors.OperatorDoesNotFit);
  });

  it('gives indexes names that are short enough and differ', () => {
    const long = Array.from({ length: 10 }, (_, index) => `a_rather_long_column_${index}`);
    expect(indexName('t', long, true).length).toBeLessThan(63);
    expect(indexName('t', long, true)).not.toBe(indexName('t', [...long].reverse(), true));
  });
});
