import { afterEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../src/index.js';
import { engines, type TestDatabase, titleOf } from './engines.js';

const id = { name: 'id', type: 'integer' } as const;
const name = { name: 'name', type: 'string' } as const;
const state = { name: 'state', type: 'string' } as const;

const insert = (key: number) => ({
  insert: {
    table: 'job',
    cells: [
      { column: id, value: key },
      { column: name, value: 'Meter' },
    ],
    returning: [id, name, state],
  },
});
const TABLE = `CREATE TABLE job (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20), state VARCHAR(20) DEFAULT 'open')`;

describe.each(engines)('an insert that is asked to return its row', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    let database: TestDatabase | undefined;
    let store: Store | undefined;
    afterEach(async () => {
      await store?.close();
      await database?.drop();
    });

    async function open(sql: string): Promise<Store> {
      database = await engine.create();
      await database.run(sql);
      store = await openStore('legacy', database.url);
      return store;
    }

    const tells = engine.name !== 'mariadb';

    it('tells what the database has filled in', async () => {
      const legacy = await open(TABLE);
      const [result] = await legacy.write([insert(7)]);
      expect(result).toEqual({ affected: 1, ...(tells ? { row: { id: 7, name: 'Meter', state: 'open' } } : {}) });
    });

    it('tells it of each one of several', async () => {
      const legacy = await open(TABLE);
      const results = await legacy.write([insert(1), insert(2)]);
      expect(results.map(({ row }) => row?.id)).toEqual(tells ? [1, 2] : [undefined, undefined]);
      expect(await legacy.select({ table: 'job', columns: [id], order: [{ column: id }] })).toEqual([
        { id: 1 },
        { id: 2 },
      ]);
    });

    it.skipIf(engine.name === 'mariadb')('tells nothing of a row that a trigger changes afterwards', async () => {
      const trigger =
        engine.name === 'sqlite'
          ? `CREATE TRIGGER later AFTER INSERT ON job BEGIN UPDATE job SET state = 'seen' WHERE id = NEW.id; END`
          : `CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS
               'BEGIN UPDATE job SET state = ''seen'' WHERE id = NEW.id; RETURN NULL; END';
             CREATE TRIGGER later AFTER INSERT ON job FOR EACH ROW EXECUTE FUNCTION later()`;
      const legacy = await open(`${TABLE}; ${trigger}`);
      expect(await legacy.write([insert(7)])).toEqual([{ affected: 1 }]);
      expect(await legacy.select({ table: 'job', columns: [state] })).toEqual([{ state: 'seen' }]);
    });
  });
});
