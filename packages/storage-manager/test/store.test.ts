import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cell, Column, Condition, LogicalType, Value } from '../src/contract.js';
import { openStore, StorageErrors, type Store } from '../src/index.js';
import { engines, type TestDatabase, titleOf } from './engines.js';

const id = { name: 'id', type: 'integer' } as const;
const version = { name: 'version', type: 'integer' } as const;
const name = { name: 'name', type: 'string' } as const;
const price = { name: 'price', type: 'decimal', scale: 2 } as const;
const at = { name: 'at', type: 'instant' } as const;
const owner = { name: 'owner', type: 'integer' } as const;

const cells = (values: Readonly<Record<string, Value>>): Cell[] =>
  Object.entries(values).map(([column, value]) => ({ column: columnOf(column), value }));
const columnOf = (column: string): Column =>
  [id, version, name, price, at, owner].find((known) => known.name === column) ?? { name: column, type: 'string' };
const insert = (values: Readonly<Record<string, Value>>) => ({ insert: { table: 'item', cells: cells(values) } });
const is = (column: Column, value: Value): Condition => ({ column, op: 'eq', value });

describe.each(engines)('a store', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    let database: TestDatabase;
    let store: Store;
    const select = async (where?: Condition, columns: Column[] = [id]) =>
      store.select({ table: 'item', columns, where, order: [{ column: id }] });
    const ids = async (where?: Condition) => (await select(where)).map((row) => row.id);

    beforeAll(async () => {
      database = await engine.create();
      store = await openStore('test', { url: database.url, schema: 'managed' });
      await store.define([
        {
          name: 'item',
          columns: [
            { ...id, generated: true },
            { ...version },
            { ...name, size: 20, required: true },
            { ...price, precision: 12 },
            at,
            owner,
          ],
          key: ['id'],
          unique: [['name']],
          indexes: [['price', 'at']],
        },
      ]);
    });
    afterAll(async () => {
      await store?.close();
      await database?.drop();
    });
    beforeEach(async () => {
      await store.write([{ delete: { table: 'item', where: { all: [] } } }]);
    });

    it('writes rows and reads them back', async () => {
      const [result] = await store.write([
        insert({ id: 7, name: 'Meter', price: '9.5', at: '2024-03-01T12:00:00+02:00' }),
      ]);
      expect(result).toEqual({ affected: 1 });
      expect(await select(undefined, [id, name, price, at, owner])).toEqual([
        { id: 7, name: 'Meter', price: '9.50', at: '2024-03-01T10:00:00.000Z', owner: null },
      ]);
    });

    it('gives back the key that the database makes', async () => {
      const statement = { insert: { table: 'item', cells: cells({ name: 'a' }), generated: id } };
      const [first] = await store.write([statement]);
      const [second] = await store.write([{ insert: { ...statement.insert, cells: cells({ name: 'b' }) } }]);
      expect(Number(second?.generated)).toBeGreaterThan(Number(first?.generated));
      expect(await ids(is(name, 'b'))).toEqual([second?.generated]);
    });

    it('hands on what the database made to a later insert of the same write', async () => {
      const made = { insert: { table: 'item', cells: cells({ name: 'made' }), generated: id } };
      const taking = (from: number) => ({
        insert: { table: 'item', cells: cells({ owner: 1 }), takes: { column: name, from } },
      });
      const [first] = await store.write([made, taking(0)]);
      expect(await ids(is(name, String(first?.generated)))).toHaveLength(1);
      const thrown = await store.write([taking(0)]).catch((reason: unknown) => reason);
      expect(StorageErrors.MissingValue.is(thrown) && thrown.message).toContain('statement 0');
    });

    it('writes many rows at once, more than a statement has parameters', async () => {
      const many = Array.from({ length: 30_000 }, (_, index) =>
        insert({ id: index + 1, name: `n${index}`, price: `${index}.25`, version: 1 }),
      );
      const results = await store.write(many);
      expect(results).toHaveLength(30_000);
      expect((await select()).length).toBe(30_000);
      const wanted = many.map((_, index) => index + 1).filter((key) => key % 2 === 0);
      const longList: Condition = {
        column: id,
        op: 'in',
        values: [...wanted, ...many.map((_, index) => 100_000 + index)],
      };
      expect(await store.select({ table: 'item', columns: [id], where: longList })).toHaveLength(wanted.length);
    });

    it('undoes the whole write when a statement affects another number of rows than expected', async () => {
      await store.write([insert({ id: 1, name: 'a', version: 3 })]);
      const stale = store.write([
        insert({ id: 2, name: 'b' }),
        {
          update: { table: 'item', set: cells({ version: 3 }), where: { all: [is(id, 1), is(version, 2)] }, expect: 1 },
        },
      ]);
      await expect(stale).rejects.toSatisfy(StorageErrors.Conflict.is);
      await expect(stale).rejects.toMatchObject({ data: { statement: 1, expected: 1, affected: 0, table: 'item' } });
      expect(await ids()).toEqual([1]);
    });

    it('counts a row that an update meets, also when nothing in it changes', async () => {
      await store.write([insert({ id: 1, name: 'a', version: 3 })]);
      const same = { update: { table: 'item', set: cells({ version: 3 }), where: is(id, 1), expect: 1 } };
      expect(await store.write([same])).toEqual([{ affected: 1 }]);
      expect(await store.write([{ delete: { table: 'item', where: is(id, 1), expect: 1 } }])).toEqual([
        { affected: 1 },
      ]);
    });

    it.each<[string, Condition, number[]]>([
      ['equal text', is(name, 'Abc'), [1]],
      ['equal text with a blank at its end', is(name, 'Abc '), [4]],
      ['unequal text', { column: name, op: 'ne', value: 'Abc' }, [2, 3, 4, 5]],
      ['text in any case', { column: name, op: 'eqIgnoreCase', value: 'ABC' }, [1, 2]],
      ['the start of a text', { column: name, op: 'startsWith', value: 'A' }, [1, 4]],
      ['the start of a text in any case', { column: name, op: 'startsWithIgnoreCase', value: 'ä%' }, [3]],
      ['a part of a text, with signs that patterns use', { column: name, op: 'contains', value: '%_' }, [3]],
      ['a part of a text in any case', { column: name, op: 'containsIgnoreCase', value: 'BC' }, [1, 2, 4]],
      ['a smaller text, by code points', { column: name, op: 'lt', value: 'abc' }, [1, 4]],
      ['one of some texts', { column: name, op: 'in', values: ['abc', 'nobody', 'Abc '] }, [2, 4]],
      ['one of no texts', { column: name, op: 'in', values: [] }, []],
      ['a greater decimal', { column: price, op: 'gt', value: '9.9' }, [2, 3]],
      ['an equal decimal in another spelling', is(price, '10'), [2]],
      ['a negative decimal', { column: price, op: 'lt', value: '-0.5' }, [4]],
      ['one of some decimals or none', { column: price, op: 'in', values: ['9.90', null] }, [1, 5]],
      ['a value', { column: price, op: 'notNull' }, [1, 2, 3, 4]],
      ['no value', { column: price, op: 'isNull' }, [5]],
      ['equal to no value', is(price, null), [5]],
      ['not equal, where no value is not equal to any', { column: price, op: 'ne', value: '10' }, [1, 3, 4, 5]],
      ['not greater, where no value is not greater', { not: { column: price, op: 'gt', value: '9.9' } }, [1, 4, 5]],
      ['a later instant', { column: at, op: 'gte', value: '2024-01-01T00:00:00.123Z' }, [2]],
      ['some and others', { any: [is(id, 1), { all: [is(id, 2), is(name, 'abc')] }, { any: [] }] }, [1, 2]],
    ])('finds rows with %s', async (_title, where, expected) => {
      await store.write([
        insert({ id: 1, name: 'Abc', price: '9.90', at: '2024-01-01T00:00:00Z' }),
        insert({ id: 2, name: 'abc', price: '10', at: '2024-01-01T00:00:00.123456Z' }),
        insert({ id: 3, name: 'Ä%_', price: '1234567890.12' }),
        insert({ id: 4, name: 'Abc ', price: '-100' }),
        insert({ id: 5, name: 'é\\\'"?' }),
      ]);
      expect(await ids(where)).toEqual(expected);
    });

    it('sorts alike on every engine, with absent values where they are asked for', async () => {
      await store.write(
        ['b', 'B', 'Ä', 'a', 'ä', 'ß', 'z', '_'].map((text, index) =>
          insert({ id: index + 1, name: text, price: index % 3 ? `${index * 7}.5` : null }),
        ),
      );
      const page = async (nulls: 'first' | 'last', descending: boolean) =>
        (
          await store.select({
            table: 'item',
            columns: [name],
            order: [{ column: price, descending, nulls }, { column: name }],
            limit: 5,
          })
        )
          .map((row) => row.name)
          .join('');
      expect(await page('last', false)).toBe('BÄäß_');
      expect(await page('first', true)).toBe('abz_ß');
    });

    it('tells which constraint a write violates', async () => {
      await store.write([insert({ id: 1, name: 'a' })]);
      await expect(store.write([insert({ id: 2, name: 'a' })])).rejects.toSatisfy(StorageErrors.NotUnique.is);
      await expect(store.write([insert({ id: 1, name: 'b' })])).rejects.toSatisfy(StorageErrors.NotUnique.is);
      await expect(store.write([insert({ id: 3 })])).rejects.toSatisfy(StorageErrors.MissingValue.is);
      await expect(store.write([insert({ id: 3, name: null })])).rejects.toSatisfy(StorageErrors.MissingValue.is);
    });

    it('refuses a reference to a row that is not there', async () => {
      await database.run('CREATE TABLE owner (id INTEGER PRIMARY KEY)');
      await database.run(
        'CREATE TABLE pet (id INTEGER PRIMARY KEY, owner INTEGER, FOREIGN KEY (owner) REFERENCES owner (id))',
      );
      const orphan = store.write([{ insert: { table: 'pet', cells: cells({ id: 1, owner: 5 }) } }]);
      await expect(orphan).rejects.toSatisfy(StorageErrors.BrokenReference.is);
    });

    it('refuses values that do not fit, instead of changing them', async () => {
      const refused: Readonly<Record<string, Value>>[] = [
        { name: 'x'.repeat(21) },
        { name: 'x', price: '1.005' },
        { name: 'x', price: '12345678901.00' },
        { name: 'x', price: 'many' },
        { name: 'x', at: '2024-02-30T00:00:00Z' },
        { name: 'x', at: '2024-02-29 noon' },
        { name: 'x', version: 1.5 },
        { name: 17 },
      ];
      for (const values of refused) {
        await expect(store.write([insert(values)])).rejects.toSatisfy(StorageErrors.ValueDoesNotFit.is);
      }
      const unscaled: Column = { name: 'price', type: 'decimal' };
      const rounded = {
        insert: { table: 'item', cells: [...cells({ name: 'x' }), { column: unscaled, value: '1.005' }] },
      };
      await expect(store.write([rounded])).rejects.toSatisfy(StorageErrors.ValueDoesNotFit.is);
      expect(await ids()).toEqual([]);
    });

    it('names tables and columns that it does not have', async () => {
      await expect(store.select({ table: 'nothing', columns: [id] })).rejects.toMatchObject({
        code: StorageErrors.UnknownTable.code,
        data: { table: 'nothing', store: 'test' },
      });
      await expect(store.select({ table: 'item', columns: [{ ...id, name: 'colour' }] })).rejects.toMatchObject({
        code: StorageErrors.UnknownColumn.code,
        data: { column: 'colour', table: 'item' },
      });
      await expect(
        store.write([{ insert: { table: 'item', cells: [{ column: { ...id, name: 'colour' }, value: 1 }] } }]),
      ).rejects.toSatisfy(StorageErrors.UnknownColumn.is);
    });

    it('undoes a transaction whose work throws, and keeps one within another apart', async () => {
      const failure = new Error('changed my mind');
      const undone = store.transaction(async () => {
        await store.write([insert({ id: 1, name: 'a' })]);
        expect(await ids()).toEqual([1]);
        throw failure;
      });
      await expect(undone).rejects.toBe(failure);
      await store.transaction(async () => {
        await store.write([insert({ id: 2, name: 'b' })]);
        await expect(store.write([insert({ id: 2, name: 'c' })])).rejects.toSatisfy(StorageErrors.NotUnique.is);
        await store.transaction(() => store.write([insert({ id: 3, name: 'd' })]));
      });
      expect(await ids()).toEqual([2, 3]);
    });

    it('shows others nothing of a transaction before it is over', async () => {
      let written = () => {};
      const inserted = new Promise<void>((resolve) => {
        written = resolve;
      });
      const failing = store.transaction(async () => {
        await store.write([insert({ id: 1, name: 'a' })]);
        written();
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('undone');
      });
      const expectation = expect(failing).rejects.toThrow('undone');
      await inserted;
      expect(await ids()).toEqual([]);
      await expectation;
    });

    it('carries out a hundred transactions at the same time without losing one', async () => {
      await store.write([insert({ id: 1, name: 'counter', version: 0 })]);
      const increment = async (): Promise<void> => {
        const [row] = await select(is(id, 1), [version]);
        const before = Number(row?.version);
        const where = { all: [is(id, 1), is(version, before)] };
        try {
          await store.write([{ update: { table: 'item', set: cells({ version: before + 1 }), where, expect: 1 } }]);
        } catch (thrown) {
          if (!StorageErrors.Conflict.is(thrown) && !StorageErrors.Busy.is(thrown)) throw thrown;
          await increment();
        }
      };
      await Promise.all(Array.from({ length: 100 }, increment));
      expect(await select(is(id, 1), [version])).toEqual([{ version: 100 }]);
    });

    it('adds what is absent of a definition, as often as it is asked to and by several at once', async () => {
      const other = await openStore('other', { url: database.url, schema: 'managed' });
      const table = { name: 'grown', columns: [{ ...name, size: 10 }], key: ['name'] };
      const grown = { ...table, columns: [...table.columns, { ...price, required: true }], indexes: [['price']] };
      await Promise.all([store.define([table]), other.define([table])]);
      await store.write([{ insert: { table: 'grown', cells: cells({ name: 'a' }) } }]);
      await Promise.all([store.define([grown]), other.define([grown]), store.define([grown])]);
      await other.close();
      expect(await store.select({ table: 'grown', columns: [name, price] })).toEqual([{ name: 'a', price: null }]);
      const found = (await store.catalogue()).find((candidate) => candidate.name === 'grown');
      expect(found).toMatchObject({ kind: 'table', key: ['name'] });
      expect(found?.columns.map((column) => [column.name, column.nullable])).toEqual([
        ['name', false],
        ['price', true],
      ]);
    });

    it('takes names with blanks, quotes and signs of every kind', async () => {
      const odd: Column = { name: 'is "paid`?\'', type: 'boolean' };
      await store.define([{ name: 'Order Details', columns: [{ ...odd, required: false }, id], key: ['id'] }]);
      await store.write([
        {
          insert: {
            table: 'Order Details',
            cells: [
              { column: id, value: 1 },
              { column: odd, value: true },
            ],
          },
        },
      ]);
      expect(await store.select({ table: 'Order Details', columns: [odd], where: is(odd, true) })).toEqual([
        { [odd.name]: true },
      ]);
    });

    it('defines a column of every type', async () => {
      const types: LogicalType[] = ['string', 'text', 'uuid', 'integer', 'long', 'decimal', 'double', 'boolean'];
      const more: LogicalType[] = ['date', 'time', 'instant', 'localDateTime', 'binary', 'json'];
      const columns = [...types, ...more].map((type) => ({ name: `a_${type}`, type }));
      await store.define([{ name: 'every', columns, key: ['a_uuid'] }]);
      expect((await store.catalogue()).find((table) => table.name === 'every')?.columns).toHaveLength(14);
    });

    it('defines nothing in a store that belongs to others', async () => {
      const foreign = await openStore('foreign', database.url);
      await expect(foreign.define([])).rejects.toSatisfy(StorageErrors.SchemaIsReadonly.is);
      await foreign.close();
      await expect(foreign.check()).rejects.toSatisfy(StorageErrors.Closed.is);
    });
  });
});
