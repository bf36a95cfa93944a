import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alterStore } from '../src/alter/alter-store.js';
import { compareStore } from '../src/alter/compare-store.js';
import type { WantedTable } from '../src/contract.js';
import { openStore, StorageErrors, type Store } from '../src/index.js';
import { engines, type TestDatabase, titleOf } from './engines.js';

type Column = WantedTable['columns'][number];

const id = { name: 'id', type: 'string', size: 10, required: true } as const;
const name = { name: 'Full Name', type: 'string', size: 20, required: true } as const;
const city = { name: 'ort', type: 'string', size: 10 } as const;
const price = { name: 'price', type: 'decimal', precision: 6, scale: 2 } as const;
const since = { name: 'since', type: 'date' } as const;
const customer = (...columns: readonly Column[]): WantedTable => ({
  name: 'customer',
  columns: [...columns],
  key: ['id'],
});
const BEFORE: WantedTable = { ...customer(id, name, city, price, since), unique: [['Full Name']], indexes: [['ort']] };

describe.each(engines.map((engine) => [titleOf(engine), engine] as const))('altering tables on %s', (_, engine) => {
  let database: TestDatabase;
  let store: Store;
  const rows = [
    { id: '1', 'Full Name': 'Ann', ort: 'Graz', price: '12.50', since: '2024-01-02' },
    { id: '2', 'Full Name': 'Bartholomew Jonathan', ort: 'Wien', price: '9999.99', since: null },
    { id: '3', 'Full Name': "O'Brien", ort: null, price: null, since: '2020-02-29' },
  ] as const;
  beforeEach(async () => {
    if (engine.missing) return;
    database = await engine.create();
    store = await openStore('test', { url: database.url, schema: 'managed' });
    await store.define([BEFORE]);
    for (const row of rows) {
      const cells = BEFORE.columns.map((column) => ({ column, value: row[column.name as keyof typeof row] }));
      await store.write([{ insert: { table: 'customer', cells } }]);
    }
  });
  afterEach(async () => {
    if (engine.missing) return;
    await store.close();
    await database.drop();
  });

  const said = async (table: WantedTable, gone: readonly string[] = []) =>
    (await compareStore(store, [table], gone)).map(({ phase, alteration, convert, refused, column, loses }) =>
      [phase, refused ? 'refused' : (alteration?.do ?? (convert && 'convert')), column, loses || '', refused ?? '']
        .filter((part) => part !== '' && part !== undefined)
        .join(' '),
    );
  /** Makes everything even, and allows what is lost. */
  const alter = async (table: WantedTable, gone: readonly string[] = []) => {
    for (const { alteration, loses } of await compareStore(store, [table], gone)) {
      if (alteration) await alterStore(store, 'loses' in alteration ? { ...alteration, loses } : alteration);
    }
  };
  const read = (...columns: readonly Column[]) =>
    store.select({
      table: 'customer',
      columns: [...columns],
      order: [{ column: { name: columns[0]?.name ?? '', type: 'string' } }],
    });

  it.skipIf(engine.missing)('finds no difference where there is none', async () => {
    expect(await said(BEFORE)).toEqual([]);
  });

  it.skipIf(engine.missing)('adds columns: optional ones, and required ones with what rows get', async () => {
    const tier: Column = { name: 'tier', type: 'string', size: 8, required: true, fill: "it's" };
    const paid: Column = { name: 'paid', type: 'boolean', required: true, fill: false };
    const sum: Column = { name: 'sum', type: 'decimal', precision: 8, scale: 3, required: true, fill: '1.5' };
    const at: Column = { name: 'at', type: 'instant', required: true, fill: '2024-05-06T07:08:09.000Z' };
    const fax: Column = { name: 'fax', type: 'string', size: 5 };
    const wanted = { ...BEFORE, columns: [...BEFORE.columns, tier, paid, sum, at, fax] };
    expect(await said(wanted)).toEqual(['tier', 'paid', 'sum', 'at', 'fax'].map((each) => `expand addColumn ${each}`));
    await alter(wanted);
    expect(await said(wanted)).toEqual([]);
    expect((await read(id, tier, paid, sum, at, fax))[0]).toEqual({
      id: '1',
      tier: "it's",
      paid: false,
      sum: '1.500',
      at: '2024-05-06T07:08:09.000Z',
      fax: null,
    });
    // A program that does not know the columns yet goes on writing.
    const cells = [id, name].map((column, index) => ({ column, value: ['4', 'Dora'][index] ?? '' }));
    await store.write([{ insert: { table: 'customer', cells } }]);
    expect((await read(id, tier))[3]).toEqual({ id: '4', tier: "it's" });
    const long = [{ column: fax, value: '123456' }];
    await expect(
      store.write([{ update: { table: 'customer', set: long, where: { column: id, op: 'eq', value: '1' } } }]),
    ).rejects.toSatisfy(StorageErrors.ValueDoesNotFit.is);
  });

  it.skipIf(engine.missing)(
    'widens columns and frees them of the duty to have a value, and keeps every value',
    async () => {
      const wanted = {
        ...BEFORE,
        columns: [
          id,
          { ...name, size: 40, required: false },
          { ...city, size: 200 },
          { ...price, precision: 9, scale: 3 },
          since,
        ],
      };
      expect(await said(wanted)).toEqual(['Full Name', 'ort', 'price'].map((each) => `expand widen ${each}`));
      const before = await read(...BEFORE.columns);
      await alter(wanted);
      expect(await said(wanted)).toEqual([]);
      expect(await read(...BEFORE.columns)).toEqual(before);
      const set = [
        { column: name, value: null },
        { column: city, value: 'x'.repeat(200) },
        { column: { ...price, scale: 3 }, value: '123456.789' },
      ];
      await store.write([
        { update: { table: 'customer', set, where: { column: id, op: 'eq', value: '1' }, expect: 1 } },
      ]);
      const [table] = (await store.catalogue()).filter((each) => each.name === 'customer');
      expect(table?.key).toEqual(['id']);
      expect([...(table?.unique ?? []), ...(table?.indexes ?? [])]).toHaveLength(2);
    },
  );

  it.skipIf(engine.missing)('widens before it narrows where a decimal does both', async () => {
    const wanted = { ...BEFORE, columns: [id, name, city, { ...price, scale: 3 }, since] };
    expect(await said(wanted)).toEqual(['expand widen price', 'contract narrow price 1']);
    const [widen] = await compareStore(store, [wanted]);
    expect(widen?.alteration).toMatchObject({ column: { precision: 7, scale: 3 } });
    await alter(wanted);
    expect(await said(wanted)).toEqual([]);
    expect((await read(id, { ...price, scale: 3 })).map((row) => row.price)).toEqual(['12.500', null, null]);
  });

  it.skipIf(engine.missing)('renames tables and columns with their indexes, and only then', async () => {
    const wanted: WantedTable = {
      name: 'client',
      was: 'customer',
      columns: [
        id,
        { ...name, name: 'name', was: 'Full Name' },
        { ...city, name: 'Town', was: 'ort', size: 30 },
        price,
        since,
      ],
      key: ['id'],
      unique: [['name']],
      indexes: [['Town']],
    };
    expect(await said(wanted)).toEqual([
      'expand widen ort',
      'switch renameTable',
      'switch renameColumn Full Name',
      'switch renameColumn ort',
    ]);
    await alter(wanted);
    expect(await said(wanted)).toEqual([]);
    await store.define([wanted]);
    const [table] = (await store.catalogue()).filter((each) => each.name === 'client');
    expect([...(table?.unique ?? []), ...(table?.indexes ?? [])].map((index) => index.name).sort()).toEqual([
      'ix_client_Town',
      'uq_client_name',
    ]);
    const found = await store.select({ table: 'client', columns: [id, { ...name, name: 'name' }] });
    expect(found).toContainEqual({ id: '3', name: "O'Brien" });
    // What was there keeps its limits under the new name, and a new column can take the old one.
    const again: WantedTable = { ...wanted, columns: [...wanted.columns, { ...city, size: 4 }] };
    await alter(again);
    expect(await said(again)).toEqual([]);
  });

  it.skipIf(engine.missing)('drops and narrows only what is allowed, and counts before it does', async () => {
    const wanted: WantedTable = {
      ...customer(id, { ...name, size: 5, required: false }, price),
      unique: [['Full Name']],
    };
    expect(await said(wanted)).toEqual([
      'expand widen Full Name',
      'contract narrow Full Name 2',
      'contract dropIndex ort',
      'contract dropColumn ort 2',
      'contract dropColumn since 2',
    ]);
    const differences = await compareStore(store, [wanted]);
    for (const { alteration } of differences) {
      if (!alteration || !('loses' in alteration)) continue;
      const refused = alterStore(store, { ...alteration, loses: 1 });
      await expect(refused).rejects.toSatisfy(StorageErrors.WouldLose.is);
      await expect(refused).rejects.toThrow('2 values or rows would be lost, and 1 may be');
    }
    expect(await read(...BEFORE.columns)).toHaveLength(3);
    expect(differences.find(({ alteration }) => alteration?.do === 'narrow')?.examples).toEqual(['2', '3']);
    await alter(wanted);
    expect(await said(wanted)).toEqual([]);
    expect(await read(id, name)).toEqual([
      { id: '1', 'Full Name': 'Ann' },
      { id: '2', 'Full Name': null },
      { id: '3', 'Full Name': null },
    ]);
    const [table] = (await store.catalogue()).filter((each) => each.name === 'customer');
    expect(table?.columns.map((column) => column.name)).toEqual(['id', 'Full Name', 'price']);
  });

  it.skipIf(engine.missing)('frees a column to which nothing is mapped, so that rows can join without it', async () => {
    const wanted: WantedTable = { ...customer(id, city, price, since), indexes: [['ort']] };
    expect(await said(wanted)).toEqual([
      'expand relax Full Name',
      'contract dropIndex Full Name',
      'contract dropColumn Full Name 3',
    ]);
    const [relax] = await compareStore(store, [wanted]);
    if (relax?.alteration) await alterStore(store, relax.alteration);
    await store.write([{ insert: { table: 'customer', cells: [{ column: id, value: '9' }] } }]);
    expect(await read(id, name)).toHaveLength(4);
  });

  it.skipIf(engine.missing)('gives rows without a value one, and asks for it where there is none to give', async () => {
    const filled = { ...BEFORE, columns: [id, name, { ...city, required: true, fill: 'Linz' }, price, since] };
    const open = { ...BEFORE, columns: [id, name, { ...city, required: true }, price, since] };
    const refused = 'refused ort 1 of 3 rows would have no value, and there is none to give them';
    expect(await said(open)).toEqual(
      [
        'contract refused ort 1 of 3 rows would have no value, and there is none to give them',
        'contract fill ort 1',
      ].map((each) => (each.includes('refused') ? `contract ${refused}` : each)),
    );
    const [narrow] = await compareStore(store, [open]);
    if (narrow?.alteration)
      await expect(alterStore(store, narrow.alteration)).rejects.toSatisfy(StorageErrors.CannotAlter.is);
    await alter(filled);
    expect(await said(filled)).toEqual([]);
    expect((await read(id, city)).map((row) => row.ort)).toEqual(['Graz', 'Wien', 'Linz']);
    await expect(
      store.write([
        {
          update: {
            table: 'customer',
            set: [{ column: city, value: null }],
            where: { column: id, op: 'eq', value: '1' },
          },
        },
      ]),
    ).rejects.toSatisfy(StorageErrors.MissingValue.is);
  });

  it.skipIf(engine.missing)('makes columns unique unless rows are alike, and says which', async () => {
    const wanted = { ...BEFORE, unique: [['Full Name'], ['since']] };
    await alter(wanted);
    expect(await said(wanted)).toEqual([]);
    const twice = [
      {
        insert: {
          table: 'customer',
          cells: [
            { column: id, value: '5' },
            { column: name, value: 'E' },
            { column: city, value: 'Wien' },
          ],
        },
      },
    ];
    await store.write(twice);
    const alike = { ...wanted, unique: [...wanted.unique, ['ort']] };
    const [difference] = await compareStore(store, [alike]);
    expect(difference).toMatchObject({
      loses: 1,
      examples: ['Wien'],
      refused: expect.stringContaining('1 value stands in several rows'),
    });
  });

  it.skipIf(engine.missing)('gives the name of a column to another that was filled from it', async () => {
    const number: Column = { name: 'ort', type: 'integer' };
    const wanted = { ...BEFORE, columns: [id, name, number, price, since] };
    expect(await said(wanted)).toEqual(['switch convert ort 2', 'contract addIndex ort']);
    const column = { ...number, name: 'caruso_new_ort', required: false, generated: false, indexed: false };
    await alterStore(store, { do: 'addColumn', table: 'customer', column });
    const replace = {
      do: 'replaceColumn',
      table: 'customer',
      column: { ...column, name: 'ort' },
      by: column.name,
    } as const;
    await expect(alterStore(store, { ...replace, loses: 0 })).rejects.toSatisfy(StorageErrors.WouldLose.is);
    await store.write([
      { update: { table: 'customer', set: [{ column, value: 7 }], where: { column: id, op: 'eq', value: '1' } } },
    ]);
    expect(await alterStore(store, { ...replace, loses: 1 })).toMatchObject({ done: true });
    expect(await alterStore(store, { ...replace, loses: 1 })).toEqual({ done: false, sql: [] });
    await alter(wanted);
    expect(await said(wanted)).toEqual([]);
    expect((await read(id, number)).map((row) => row.ort)).toEqual([7, null, null]);
  });

  it.skipIf(engine.missing)('refuses another key, and drops a table that is gone', async () => {
    expect(await said({ ...BEFORE, key: ['Full Name'] })).toContain(
      'switch refused its key is id, and the key of a table that exists cannot change',
    );
    expect(await said(BEFORE, ['customer'])).toEqual(['contract dropTable 3']);
    await alter(BEFORE, ['customer']);
    expect(await store.catalogue()).toEqual([]);
  });

  it.skipIf(engine.missing)('does nothing twice, whoever comes second', async () => {
    const wanted = {
      ...BEFORE,
      columns: [...BEFORE.columns, { name: 'a', type: 'integer' } as const],
      unique: [['Full Name'], ['price']],
    };
    const differences = await compareStore(store, [wanted]);
    const other = await openStore('test', { url: database.url, schema: 'managed' });
    for (const { alteration } of differences) {
      if (!alteration) continue;
      const done = await Promise.all([store, other].map((each) => alterStore(each, alteration)));
      expect(done.filter((each) => each.done)).toHaveLength(1);
    }
    await other.close();
    expect(await said(wanted)).toEqual([]);
  });

  it.skipIf(engine.missing)('tells the owner of a foreign database what to do, and does nothing there', async () => {
    const foreign = await openStore('legacy', { url: database.url, schema: 'readonly' });
    const wanted = { ...customer(id, { ...name, size: 3 }, { name: 'fax', type: 'string', size: 5 }) };
    const differences = await compareStore(foreign, [wanted]);
    expect(differences.map(({ alteration }) => alteration?.do)).toEqual(['addColumn']);
    const [sql = ''] = differences[0]?.sql ?? [];
    expect(sql).toMatch(/^ALTER TABLE .customer. ADD COLUMN .fax. /);
    const [difference] = differences;
    if (difference?.alteration === undefined) throw new Error('the column is absent');
    const refused = alterStore(foreign, difference.alteration);
    await expect(refused).rejects.toSatisfy(StorageErrors.SchemaIsReadonly.is);
    await expect(refused).rejects.toThrow(`Otherwise its owner would have to carry out: ${sql};`);
    await foreign.close();
    await database.run(sql);
    expect(await said({ ...BEFORE, columns: [...BEFORE.columns, { name: 'fax', type: 'string', size: 5 }] })).toEqual(
      [],
    );
  });
});

it('a table of SQLite that is made anew keeps what leads to it, what belongs to it, and how far it has counted', async () => {
  const [sqlite] = engines;
  if (sqlite === undefined) throw new RangeError('SQLite is always there');
  const database = await sqlite.create();
  const store = await openStore('test', { url: database.url, schema: 'managed' });
  const number = { name: 'id', type: 'integer', generated: true } as const;
  const text = { name: 'text', type: 'string', size: 5 } as const;
  const table: WantedTable = { name: 'note', columns: [number, text], key: ['id'] };
  await store.define([table]);
  const insert = { insert: { table: 'note', cells: [{ column: text, value: 'one' }], generated: number } };
  for (let row = 0; row < 3; row += 1) await store.write([insert]);
  await store.write([{ delete: { table: 'note', where: { column: number, op: 'eq', value: 3 } } }]);
  await database.run(`CREATE TABLE mark (note INTEGER REFERENCES note (id) ON DELETE CASCADE);
    INSERT INTO mark VALUES (1), (2);
    CREATE VIEW shown AS SELECT id, text FROM note;
    CREATE TRIGGER counted AFTER INSERT ON note BEGIN INSERT INTO mark VALUES (new.id); END;`);
  const wanted = { ...table, columns: [number, { ...text, size: 50 }] };
  for (const { alteration } of await compareStore(store, [wanted])) if (alteration) await alterStore(store, alteration);
  expect(await compareStore(store, [wanted])).toEqual([]);
  const id = { name: 'id', type: 'integer' } as const;
  const note = { name: 'note', type: 'integer' } as const;
  expect(await store.write([insert])).toEqual([{ affected: 1, generated: 4 }]);
  expect(await store.select({ table: 'shown', columns: [id] })).toHaveLength(3);
  expect(await store.select({ table: 'mark', columns: [note] })).toEqual([{ note: 1 }, { note: 2 }, { note: 4 }]);
  await store.write([{ delete: { table: 'note', where: { column: number, op: 'eq', value: 1 } } }]);
  expect(await store.select({ table: 'mark', columns: [note] })).toHaveLength(2);
  await store.close();
  await database.drop();
});
