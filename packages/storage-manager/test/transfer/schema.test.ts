import { afterEach, describe, expect, it } from 'vitest';
import { openStore, type TransferReport, transferStore } from '../../src/index.js';
import { engines, type TestDatabase, type TestEngine } from '../engines.js';
import { ask } from './ask.js';

const engine = (name: TestEngine['name']) => engines.find((other) => other.name === name) as TestEngine;
const directions = engines.flatMap((from) =>
  engines.filter((to) => to !== from).map((to) => [from.name, to.name] as const),
);

/** Sakila's circle of stores and staff, a tree, a composite key, and keys to what is unique but no key. */
const KEYS = `
  CREATE TABLE store (id INT PRIMARY KEY, manager INT NOT NULL);
  CREATE TABLE staff (id INT PRIMARY KEY, store INT NOT NULL, boss INT, email VARCHAR(40) NOT NULL UNIQUE);
  CREATE TABLE district (w INT NOT NULL, d INT NOT NULL, PRIMARY KEY (w, d));
  CREATE TABLE customer (w INT NOT NULL, d INT NOT NULL, c INT NOT NULL, contact VARCHAR(40), PRIMARY KEY (w, d, c));
  INSERT INTO store VALUES (1, 10), (2, 20);
  INSERT INTO staff VALUES (10, 1, NULL, 'a@x'), (20, 2, 10, 'b@x'), (21, 2, 20, 'c@x');
  INSERT INTO district VALUES (1, 1), (1, 2);
  INSERT INTO customer VALUES (1, 1, 1, 'a@x'), (1, 2, 1, NULL);`;
const ADD_KEYS = `
  ALTER TABLE store ADD CONSTRAINT store_manager FOREIGN KEY (manager) REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE CASCADE;
  ALTER TABLE staff ADD CONSTRAINT staff_store FOREIGN KEY (store) REFERENCES store (id) ON UPDATE CASCADE;
  ALTER TABLE staff ADD CONSTRAINT staff_boss FOREIGN KEY (boss) REFERENCES staff (id) ON DELETE SET NULL;
  ALTER TABLE customer ADD CONSTRAINT customer_district FOREIGN KEY (w, d) REFERENCES district (w, d) ON DELETE CASCADE;
  ALTER TABLE customer ADD CONSTRAINT customer_contact FOREIGN KEY (contact) REFERENCES staff (email);`;
const SQLITE_KEYS = `PRAGMA foreign_keys = OFF;
  ${KEYS.replace(
    'manager INT NOT NULL',
    'manager INT NOT NULL REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE CASCADE',
  )
    .replace(
      'store INT NOT NULL, boss INT',
      'store INT NOT NULL REFERENCES store (id) ON UPDATE CASCADE, boss INT REFERENCES staff (id) ON DELETE SET NULL',
    )
    .replace(
      'PRIMARY KEY (w, d, c)',
      'PRIMARY KEY (w, d, c), FOREIGN KEY (w, d) REFERENCES district (w, d) ON DELETE CASCADE, FOREIGN KEY (contact) REFERENCES staff (email)',
    )}`;

const quoted = (name: TestEngine['name'], identifier: string) =>
  name === 'mariadb' ? `\`${identifier.replaceAll('`', '``')}\`` : `"${identifier.replaceAll('"', '""')}"`;

describe.skipIf(engines.some((one) => one.missing !== undefined))('schemas moved (all engines)', () => {
  const databases: TestDatabase[] = [];
  const create = async (name: TestEngine['name'], sql = '') => {
    const database = await engine(name).create();
    databases.push(database);
    if (sql !== '') await database.run(sql);
    return database;
  };
  const move = async (
    from: TestEngine['name'],
    to: TestEngine['name'],
    sql: string,
  ): Promise<{ report: TransferReport; url: string }> => {
    const there = await create(from, sql);
    const here = await create(to);
    const report = await transferStore({ from: there.url, to: here.url });
    expect(report.problems).toEqual([]);
    expect(report.outcome).toBe('moved');
    return { report, url: here.url };
  };
  afterEach(async () => {
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });

  it.each(directions)(
    '27: foreign keys in a circle, to the own table, of several columns, and to what is only unique: %s to %s',
    async (from, to) => {
      const { report } = await move(from, to, from === 'sqlite' ? SQLITE_KEYS : KEYS + ADD_KEYS);
      expect(report.notMoved.filter(({ what }) => what !== 'collation')).toEqual([]);
      expect(report.tables.map(({ constraints }) => constraints.missing)).toEqual([[], [], [], []]);
    },
  );

  it('27: a foreign key that waits for the end of the transaction still does where the engine can', async () => {
    const sql =
      'CREATE TABLE a (id INT PRIMARY KEY, b INT); CREATE TABLE b (id INT PRIMARY KEY, a INT REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED);';
    const { url } = await move('postgres', 'sqlite', sql);
    expect(String((await ask(url, "SELECT sql FROM sqlite_schema WHERE name = 'b'"))[0]?.[0])).toContain(
      'DEFERRABLE INITIALLY DEFERRED',
    );
    const { report } = await move('postgres', 'mariadb', sql);
    expect(report.notMoved).toEqual([expect.objectContaining({ table: 'b', what: 'deferrable' })]);
  });

  it.each(directions)(
    '28: a table without a key keeps equal rows as often as they are there: %s to %s',
    async (from, to) => {
      const { url, report } = await move(
        from,
        to,
        "CREATE TABLE history (w INT, data VARCHAR(24)); INSERT INTO history VALUES (1, 'x'), (1, 'x'), (1, 'x'), (2, NULL), (2, NULL), (NULL, NULL);",
      );
      expect(report.tables[0]?.rows).toEqual({ source: 6, target: 6 });
      expect(
        await ask(url, 'SELECT w, data, COUNT(*) FROM history WHERE w IS NOT NULL GROUP BY w, data ORDER BY w'),
      ).toEqual([
        ['1', 'x', '3'],
        ['2', null, '2'],
      ]);
    },
  );

  it('8: bits of which there may be fewer stay as many, also by way of SQLite; markup is moved as text', async () => {
    const sql = `CREATE TABLE t (id INT PRIMARY KEY, few BIT VARYING(5), just BIT(5), page XML);
      INSERT INTO t VALUES (1, B'11', B'00011', '<a b="1"/>'), (2, NULL, NULL, NULL);`;
    const { url } = await move('postgres', 'sqlite', sql);
    const here = await create('mariadb');
    expect((await transferStore({ from: url, to: here.url })).outcome).toBe('moved');
    expect(await ask(here.url, 'SELECT few, page FROM t ORDER BY id')).toEqual([
      ['11', '<a b="1"/>'],
      [null, null],
    ]);
  });

  it('29: a table without columns is not moved, and named', async () => {
    const sql = 'CREATE TABLE nothing (); CREATE TABLE t (id INT PRIMARY KEY);';
    const { report } = await move('postgres', 'sqlite', sql);
    expect(report.tables.map(({ table }) => table)).toEqual(['t']);
    expect(report.notMoved).toMatchObject([{ table: 'nothing', what: 'table', reason: 'it has no columns' }]);
  });

  it.each(directions)('25: names with blanks, quotes, accents and of reserved words: %s to %s', async (from, to) => {
    const tables = ['Order Details', 'group', 'ünïcode', 'back`tick', 'quo"te', 'a.b', 'a'.repeat(63)];
    const q = (name: string) => quoted(from, name);
    const { report, url } = await move(
      from,
      to,
      tables
        .map(
          (name) =>
            `CREATE TABLE ${q(name)} (${q('select')} INT PRIMARY KEY, ${q('it`s "x" y')} INT); INSERT INTO ${q(name)} VALUES (1, 2);`,
        )
        .join('\n'),
    );
    expect(report.tables.map(({ rows }) => rows.target)).toEqual(tables.map(() => 1));
    for (const name of tables)
      expect(await ask(url, `SELECT ${quoted(to, 'it`s "x" y')} FROM ${quoted(to, name)}`)).toEqual([['2']]);
  });

  it.each([
    ['sqlite', 'postgres', 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT);'],
    ['sqlite', 'mariadb', 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT);'],
    ['postgres', 'sqlite', 'CREATE TABLE t (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n TEXT);'],
    ['postgres', 'mariadb', 'CREATE TABLE t (id SERIAL PRIMARY KEY, n TEXT);'],
    ['mariadb', 'postgres', 'CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n TEXT);'],
    ['mariadb', 'sqlite', 'CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n TEXT);'],
  ] as const)(
    '26: counting goes on behind what was ever given, gaps and the zero stay: %s to %s',
    async (from, to, table) => {
      const rows = "INSERT INTO t (n) VALUES ('a'), ('b'), ('c'), ('d'); DELETE FROM t WHERE id IN (2, 4);";
      const zero =
        from === 'mariadb' ? "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'; INSERT INTO t VALUES (0, 'zero');" : '';
      const { url, report } = await move(from, to, `${table} ${rows} ${zero}`);
      expect(report.tables[0]?.sequences).toEqual([{ column: 'id', source: '5', target: '5', equal: true }]);
      await databases.at(-1)?.run("INSERT INTO t (n) VALUES ('new')");
      expect(await ask(url, 'SELECT id FROM t ORDER BY id')).toEqual([...(zero ? [['0']] : []), ['1'], ['3'], ['5']]);
    },
  );

  it('29: what a schema says is moved, or listed as not moved, from PostgreSQL', async () => {
    const { report } = await move(
      'postgres',
      'mariadb',
      `
      CREATE TABLE t (
        id INT PRIMARY KEY, a INT NOT NULL DEFAULT 5, s VARCHAR(10) DEFAULT 'it''s', at TIMESTAMP(0) DEFAULT now(), r UUID DEFAULT gen_random_uuid(),
        twice INT GENERATED ALWAYS AS (a * 2) STORED, u INT UNIQUE, CHECK (a >= 0 AND s IN ('it''s', 'b')), CHECK (s ~ '^[a-z]'));
      COMMENT ON COLUMN t.a IS 'says a';
      CREATE INDEX t_a ON t (a DESC); CREATE INDEX t_some ON t (a) WHERE a > 3; CREATE INDEX t_lower ON t (lower(s));
      INSERT INTO t (id, u) VALUES (1, NULL), (2, NULL), (3, 7);
      CREATE VIEW v AS SELECT a FROM t;
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();`,
    );
    expect(report.notMoved.map(({ what, name }) => `${what} ${name}`).sort()).toEqual([
      "check t_s_check: ((s)::text ~ '^[a-z]'::text)",
      'computation twice',
      'default r: gen_random_uuid()',
      'function f',
      'index t_lower',
      'index t_some',
      'trigger tr',
      'view v',
    ]);
    const url = databases.at(-1)?.url ?? '';
    const [[table] = []] = (await ask(url, 'SHOW CREATE TABLE t')).map(([, sql]) => [String(sql)]);
    expect(table).toContain("`a` int(11) NOT NULL DEFAULT 5 COMMENT 'says a'");
    expect(table).toContain("DEFAULT 'it''s'");
    expect(table).toContain('DEFAULT current_timestamp()');
    expect(table).toContain('UNIQUE KEY');
    expect(table).toMatch(/KEY `t_a` \(`a`( DESC)?\)/);
    expect(table).toContain("CHECK (`a` >= 0 and `s` in ('it\\'s','b'))");
  });

  it('29: what a schema says is moved, or listed as not moved, from MariaDB', async () => {
    const { report, url } = await move(
      'mariadb',
      'postgres',
      `
      CREATE TABLE t (
        id INT PRIMARY KEY COMMENT 'the key', s VARCHAR(200) NOT NULL DEFAULT 'x', at DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
        b VARCHAR(200) AS (UPPER(s)) VIRTUAL, KEY prefix (s(10)), UNIQUE KEY uprefix (s(20)), FULLTEXT KEY words (s), CONSTRAINT long_enough CHECK (CHAR_LENGTH(s) > 0));
      INSERT INTO t (id, s) VALUES (1, 'a'), (2, 'b');`,
    );
    expect(report.notMoved.map(({ what, name }) => `${what} ${name}`).sort()).toEqual([
      'ON UPDATE at',
      'collation utf8mb4_general_ci',
      'computation b',
      'index words',
      'unique index uprefix',
    ]);
    expect(
      await ask(
        url,
        "SELECT column_default, is_nullable FROM information_schema.columns WHERE table_name = 't' AND column_name = 's'",
      ),
    ).toEqual([["'x'::character varying", 'NO']]);
    expect(await ask(url, "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'long_enough'")).toEqual(
      [['CHECK ((char_length((s)::text) > 0))']],
    );
    expect(await ask(url, "SELECT col_description('t'::regclass, 1)")).toEqual([['the key']]);
    expect(await ask(url, 'SELECT b FROM t ORDER BY id')).toEqual([['A'], ['B']]);
  });

  it('29: what a schema says is moved, or listed as not moved, from SQLite', async () => {
    const { report, url } = await move(
      'sqlite',
      'postgres',
      `
      CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT NOT NULL DEFAULT 'x', at DATETIME DEFAULT CURRENT_TIMESTAMP, r INT DEFAULT (random()),
        n INT CHECK (n BETWEEN 1 AND 5), UNIQUE (s, n), CHECK (s GLOB 'a*' OR s = 'x'));
      CREATE INDEX partial ON t (n) WHERE n IS NOT NULL; CREATE INDEX two ON t (s, n DESC);
      INSERT INTO t (id, n) VALUES (1, 1), (2, NULL), (3, NULL);
      CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END;`,
    );
    expect(report.notMoved.map(({ what }) => what).sort()).toEqual(['check', 'default', 'trigger']);
    expect(
      await ask(url, "SELECT indexdef FROM pg_indexes WHERE indexname IN ('partial', 'two') ORDER BY indexname"),
    ).toEqual([
      ['CREATE INDEX partial ON public.t USING btree (n) WHERE (n IS NOT NULL)'],
      ['CREATE INDEX two ON public.t USING btree (s, n DESC)'],
    ]);
  });

  it('21: a page of a sorted list is the same on both sides', async () => {
    const n = { name: 'n', type: 'string' } as const;
    const there = await create(
      'postgres',
      "CREATE TABLE t (id INT PRIMARY KEY, n VARCHAR(10)); INSERT INTO t VALUES (1, 'b'), (2, 'Ä'), (3, NULL), (4, 'a'), (5, 'B'), (6, 'ä');",
    );
    const pages: unknown[] = [];
    for (const to of ['sqlite', 'mariadb'] as const) {
      const here = await create(to);
      await transferStore({ from: there.url, to: here.url });
      pages.push(await page(here.url));
    }
    expect(pages).toEqual([await page(there.url), await page(there.url)]);

    async function page(url: string) {
      const store = await openStore('s', url);
      const rows = await store.select({ table: 't', columns: [n], order: [{ column: n, nulls: 'last' }], limit: 4 });
      await store.close();
      return rows;
    }
  });
});
