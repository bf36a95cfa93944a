import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, transferStore, verifyStores } from '../../src/index.js';
import { engines, type TestDatabase, type TestEngine, titleOf } from '../engines.js';
import { ask } from './ask.js';

const sqlite = engines[0] as TestEngine;
const SOURCE = `CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(40), amount DECIMAL(8,2), active BOOLEAN, at DATETIME);
  INSERT INTO item VALUES (1, 'Müller', 1.25, 1, '2024-02-29 14:30:00'), (2, NULL, NULL, 0, NULL), (7, 'last', 100, 1, '2024-03-01 00:00:00.5');
  CREATE TABLE note (id INTEGER PRIMARY KEY, line TEXT); INSERT INTO note VALUES (1, 'a');`;

/** Tables that somebody has made in his own way: other types, a column more, an index. */
const OWN: Readonly<Record<TestEngine['name'], string>> = {
  sqlite: `CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, NAME TEXT, amount DECIMALTEXT, active INTEGER, at TIMESTAMP, who TEXT DEFAULT 'me');
    CREATE INDEX by_name ON item (name);`,
  postgres: `CREATE TABLE item (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT, amount NUMERIC, active SMALLINT, at TIMESTAMP, who TEXT DEFAULT 'me');
    CREATE INDEX by_name ON item (name);`,
  mariadb: `CREATE TABLE item (id BIGINT AUTO_INCREMENT PRIMARY KEY, Name VARCHAR(60) CHARACTER SET latin1, amount DECIMAL(20,4), active TINYINT(1), at DATETIME(3), who VARCHAR(10) DEFAULT 'me');
    CREATE INDEX by_name ON item (name);`,
};
/** Columns that somebody may have made, and values of the source that may or may not fit them. */
const TYPES: Readonly<Record<TestEngine['name'], readonly string[]>> = {
  sqlite: [
    'TEXT',
    'STRING',
    'INTEGER',
    'REAL',
    'DECIMAL(6,2)',
    'DECIMALTEXT(6,2)',
    'BOOLEAN',
    'DATETIME',
    'UUID',
    'JSON',
    'BLOB',
  ],
  postgres:
    'text,varchar(3),char(3),smallint,bigint,numeric(6,2),numeric,real,double precision,boolean,timestamp(0),timestamp(3),timestamptz,uuid,json,jsonb,bytea'.split(
      /,(?!\d)/,
    ),
  mariadb:
    'TEXT,TINYTEXT,VARCHAR(3),CHAR(3),VARCHAR(9) CHARACTER SET ascii,TINYINT,BIGINT UNSIGNED,DECIMAL(6,2),FLOAT,DOUBLE,DATETIME,DATETIME(3),TIMESTAMP(3),UUID,JSON,BLOB,BINARY(4)'.split(
      /,(?!\d)/,
    ),
};
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const whole = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.maxSafeInteger()).map(String);
const VALUES = fc.oneof(
  fc.tuple(fc.constant('INTEGER'), fc.array(whole, { maxLength: 4 })),
  fc.tuple(fc.constant('BOOLEAN'), fc.array(fc.constantFrom('0', '1'), { maxLength: 4 })),
  fc.tuple(
    fc.constant('DECIMAL(12,3)'),
    fc.array(
      fc.integer({ min: -9e8, max: 9e8 }).map((n) => String(n / 1_000)),
      { maxLength: 4 },
    ),
  ),
  fc.tuple(
    fc.constant('DOUBLE'),
    fc.array(
      fc
        .double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 })
        .map((n) => `${Object.is(n, -0) ? 0 : n}`),
      { maxLength: 4 },
    ),
  ),
  fc.tuple(
    fc.constant('TEXT'),
    fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 5 }).map(quoted), { maxLength: 4 }),
  ),
  fc.tuple(
    fc.constant('TEXT'),
    fc.array(fc.constantFrom('1', '0.50', 'ä', '{"a" : 1}', 'x ', ' ', '').map(quoted), { maxLength: 4 }),
  ),
  fc.tuple(fc.constant('UUID'), fc.array(fc.uuid().map(quoted), { maxLength: 4 })),
  fc.tuple(fc.constant('JSON'), fc.array(fc.json({ maxDepth: 1 }).map(quoted), { maxLength: 4 })),
  fc.tuple(
    fc.constant('BLOB'),
    fc.array(
      fc.uint8Array({ maxLength: 5 }).map((bytes) => `x'${Buffer.from(bytes).toString('hex')}'`),
      { maxLength: 4 },
    ),
  ),
  fc.tuple(
    fc.constant('DATETIME'),
    fc.array(
      fc.constantFrom('2024-02-29 14:30:00', '2024-03-31 02:30:00.5', '1970-01-01 00:00:00.123456').map(quoted),
      { maxLength: 4 },
    ),
  ),
);
const DROP = 'DROP TABLE IF EXISTS item; DROP TABLE IF EXISTS note; DROP TABLE IF EXISTS caruso_transfer;';

describe.each(engines.map((engine) => [titleOf(engine), engine] as const))(
  'tables that the target has already: %s',
  (_, engine) => {
    let source: TestDatabase;
    let target: TestDatabase;

    beforeAll(async () => {
      if (engine.missing) return;
      source = await sqlite.create();
      target = await engine.create();
      await source.run(SOURCE);
    });
    afterAll(async () => {
      await source?.drop();
      await target?.drop();
    });
    const begin = (sql: string) => target.run(`${DROP} ${sql}`);
    const move = (more: Partial<Parameters<typeof transferStore>[0]> = {}) =>
      transferStore({ from: source.url, to: target.url, ...more });
    const tables = async () => {
      const store = await openStore('target', target.url);
      const found = await store.catalogue();
      await store.close();
      const text = JSON.stringify(found, (key, value: unknown) => (key === 'next' ? undefined : value));
      return new Map((JSON.parse(text) as typeof found).map((table) => [table.name, table]));
    };
    const interrupted = async () => {
      const stop = new Error('interrupted');
      const onProgress = ({ phase, table }: { phase: string; table: string }) => {
        if (phase === 'copying' && table === 'note') throw stop;
      };
      await expect(move({ onProgress })).rejects.toBe(stop);
    };

    it.skipIf(engine.missing)(
      'are filled when they are empty and fit, and not altered; the others are made',
      async () => {
        await begin(OWN[engine.name]);
        const before = (await tables()).get('item');
        const report = await move();
        expect(report.problems).toEqual([]);
        expect(report.outcome).toBe('moved');
        expect(report.found).toEqual(['item']);
        expect(report.tables.map(({ table, rowsEqual }) => [table, rowsEqual])).toEqual([
          ['item', true],
          ['note', true],
        ]);
        expect((await tables()).get('item')).toEqual(before);
        expect(await ask(target.url, 'SELECT id, name, who FROM item ORDER BY id')).toEqual([
          ['1', 'Müller', 'me'],
          ['2', null, 'me'],
          ['7', 'last', 'me'],
        ]);
        await target.run("INSERT INTO item (name) VALUES ('next')");
        expect(await ask(target.url, "SELECT id FROM item WHERE name = 'next'")).toEqual([['8']]);
      },
    );

    it.skipIf(engine.missing)('are refused when they have rows, and nothing is written', async () => {
      await begin(`${OWN[engine.name]} INSERT INTO item (name) VALUES ('mine');`);
      const report = await move();
      expect(report.outcome).toBe('refused');
      expect(report.found).toEqual([]);
      expect(report.problems).toEqual([
        { table: 'item', reason: expect.stringMatching(/has a table "item" already, and it has rows; empty it/) },
      ]);
      expect([...(await tables()).keys()]).toEqual(['item']);
    });

    it.skipIf(engine.missing)(
      'are refused when they do not fit, with each column and each value that does not',
      async () => {
        await begin(
          `CREATE TABLE item (id INT, name VARCHAR(4), amount INT, active DATE, needed INT NOT NULL); CREATE TABLE note (id INT NOT NULL, line VARCHAR(4));`,
        );
        const report = await move();
        expect(report.outcome).toBe('refused');
        expect(report.problems.map(({ table, column, row, reason }) => [table, column, row, reason])).toEqual(
          expect.arrayContaining([
            ['item', undefined, undefined, expect.stringContaining('lacks the column "at"')],
            ['item', undefined, undefined, expect.stringContaining('the column "needed"')],
            ['item', 'active', undefined, expect.stringMatching(/"active" is DATE at the target/i)],
            ['item', 'name', 'id = 1', expect.stringContaining('has 6 characters, and the column takes 4')],
            ['item', 'amount', 'id = 1', 'is no whole number'],
          ]),
        );
        expect(await ask(target.url, 'SELECT COUNT(*) FROM note')).toEqual([['0']]);
      },
    );

    it.skipIf(engine.missing)('are filled further by the run after one that was interrupted', async () => {
      await begin(OWN[engine.name]);
      await interrupted();
      expect((await verifyStores({ from: source.url, to: target.url })).found).toEqual(['item']);
      const report = await move();
      expect(report.outcome).toBe('moved');
      expect(report.resumed).toBe(true);
      expect(report.found).toEqual(['item']);
    });

    it.skipIf(engine.missing)('are emptied and not dropped by a run that begins again', async () => {
      await begin(OWN[engine.name]);
      const before = (await tables()).get('item');
      await interrupted();
      const report = await move({ restart: true });
      expect(report.outcome).toBe('moved');
      expect(report.resumed).toBe(false);
      expect((await tables()).get('item')).toEqual(before);
    });

    it.skipIf(engine.missing)('keep what the source has no foreign key for out of it', async () => {
      const key = 'FOREIGN KEY (id) REFERENCES parent (id)';
      await begin(`DROP TABLE IF EXISTS parent; CREATE TABLE parent (id INT PRIMARY KEY);
        CREATE TABLE note (id INT PRIMARY KEY, line VARCHAR(20), CONSTRAINT strange ${key});`);
      const report = await move();
      await target.run(`${DROP} DROP TABLE parent`);
      expect(report.problems).toEqual([
        { table: 'note', reason: expect.stringMatching(/foreign key .* is in the way/) },
      ]);
    });

    it.skipIf(engine.missing)('take every value as it is, or it is refused before', { timeout: 120_000 }, async () => {
      const from = await sqlite.create();
      try {
        await fc.assert(
          fc.asyncProperty(fc.constantFrom(...TYPES[engine.name]), VALUES, async (type, [sourceType, values]) => {
            const rows = values.map((value) => `INSERT INTO item VALUES (${value});`).join(' ');
            await from.run(`${DROP} CREATE TABLE item (v ${sourceType}); ${rows}`);
            await begin(`CREATE TABLE item (v ${type});`);
            const { outcome } = await transferStore({ from: from.url, to: target.url });
            expect(outcome).toMatch(/^(?:moved|refused)$/);
            expect(await ask(target.url, 'SELECT COUNT(*) FROM item')).toEqual([
              [outcome === 'moved' ? String(values.length) : '0'],
            ]);
          }),
          { numRuns: 40, examples: engine.name === 'sqlite' ? [['JSON', ['TEXT', ["'0.50'"]]]] : [] },
        );
      } finally {
        await from.drop();
      }
    });
  },
);
