import { openStore, type Store } from '@caruso/storage-manager';
import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRows, compileModel } from '../src/index.js';

const MODEL = `<caruso model="m" version="1.0.0"><objects>
<object name="Job" key="id" title="{id}"><attr name="id" type="integer"/><attr name="state" type="enum" values="open closed"/>
 <attr name="due" type="date"/><attr name="note" type="string"/></object>
</objects><mapping company="c"><store name="old"/><map object="Job" store="old" table="job"><col attr="id" column="id"/>
 <col attr="state" column="state" convert="code(O=open,C=closed)"/>
 <col attr="due" column="due" convert="date(yyyyMMdd)"/><col attr="note" column="note"/></map></mapping></caruso>`;
const model = compileModel([{ file: 'm.xml', text: MODEL }]);

for (const engine of engines) {
  describe.skipIf(engine.missing)(`rows that a mapping does not read, on ${titleOf(engine)}`, () => {
    let database: TestDatabase;
    let store: Store;
    beforeAll(async () => {
      database = await engine.create();
      const row = (id: number) => {
        const state = id % 10 === 3 ? 'X' : 'O';
        return `(${id}, '${state}', ${id % 4 === 1 ? "'00000000'" : "'20240101'"}, 'n')`;
      };
      const rows = Array.from({ length: 700 }, (_, index) => row(index + 1));
      await database.run(`CREATE TABLE job (id INTEGER NOT NULL PRIMARY KEY, state VARCHAR(1), due VARCHAR(8), note VARCHAR(9));
        INSERT INTO job VALUES ${rows.join(', ')}`);
      store = await openStore('old', database.url);
    }, 60_000);
    afterAll(async () => {
      await store?.close();
      await database?.drop();
    });
    const check = (most: number) =>
      checkRows(model, { select: async (selection) => [...(await store.select(selection))] }, most);

    it('are counted for each attribute, with where some of them lie and what cures them', async () => {
      const { diagnostics, rows, objects } = await check(Number.POSITIVE_INFINITY);
      expect([rows, objects]).toEqual([700, 1]);
      expect(diagnostics.map(({ line, code, message, hint }) => ({ line, code, message, hint }))).toEqual([
        {
          line: 5,
          code: 'unreadable-value',
          message: `Job.state cannot be read in 70 of 700 rows: the column 'state' of 'job' in 'old' holds "X" (Job 3, 13, 23 and 67 more)`,
          hint: 'give each value a code in its <col>, or all others one meaning: convert="code(X=…,*=…)"',
        },
        {
          line: 6,
          code: 'unreadable-value',
          message: `Job.due cannot be read in 175 of 700 rows: the column 'due' of 'job' in 'old' holds "00000000" (Job 1, 5, 9 and 172 more)`,
          hint: `if that means nothing, say so in its <col>: null="'00000000'"`,
        },
      ]);
    });

    it('are looked for in as many rows as were asked for', async () => {
      const { diagnostics, rows } = await check(4);
      expect(rows).toBe(4);
      expect(diagnostics.map(({ message }) => message.split(':')[0])).toEqual([
        'Job.state cannot be read in 1 of 4 rows',
        'Job.due cannot be read in 1 of 4 rows',
      ]);
      expect(await check(0)).toEqual({ diagnostics: [], rows: 0, objects: 1 });
    });
  });
}

it('finds the rows of values that the engine itself cannot give as the type, among many', async () => {
  const [sqlite] = engines;
  const database = await sqlite?.create();
  if (database === undefined) throw new Error('SQLite is always there');
  const typed = MODEL.replace(' convert="date(yyyyMMdd)"', '');
  const rows = Array.from({ length: 600 }, (_, id) => `(${id}, 'O', '${id % 200 === 7 ? 'soon' : '2024-01-01'}', 'n')`);
  await database.run(
    `CREATE TABLE job (id INTEGER PRIMARY KEY, state TEXT, due DATE, note TEXT); INSERT INTO job VALUES ${rows.join()};`,
  );
  const store = await openStore('old', database.url);
  const storage = { select: async (selection: Parameters<Store['select']>[0]) => [...(await store.select(selection))] };
  const { diagnostics } = await checkRows(compileModel([{ file: 'm.xml', text: typed }]), storage, 1_000);
  await store.close();
  await database.drop();
  expect(diagnostics.map(({ message }) => message)).toEqual([
    `Job.due cannot be read in 3 of 600 rows: the column 'due' of 'job' in 'old' holds "soon" (Job 7, 207, 407)`,
  ]);
});
