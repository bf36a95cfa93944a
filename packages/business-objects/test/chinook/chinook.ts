import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import postgres from 'pg';

/** An unchanged Chinook database in one of its editions. */
export interface ChinookDatabase {
  /** For `stores: { shop: url }`. */
  readonly url: string;
  drop(): Promise<void>;
}

export const chinookEngines = ['sqlite', 'postgres', 'mariadb'] as const;
export type ChinookEngine = (typeof chinookEngines)[number];

const POSTGRES = 'postgres://postgres@127.0.0.1:5432';
const MARIADB = { host: '127.0.0.1', port: 3306, user: 'root' };
const EDITIONS = { sqlite: 'Chinook_Sqlite.sql', postgres: 'Chinook_PostgreSql.sql', mariadb: 'Chinook_MySql.sql' };

/** The model documents for an engine: the objects are the same, the mapping is that of the edition. */
export function chinookModel(engine: ChinookEngine): readonly string[] {
  return ['objects.xml', `mapping.${engine}.xml`, 'presentation.xml'].map((file) => join(import.meta.dirname, file));
}

/** What keeps the tests on an engine from running; undefined when nothing does. */
export async function chinookMissing(engine: ChinookEngine): Promise<string | undefined> {
  const file = editionFile(engine);
  if (file === undefined || !existsSync(file)) return 'CARUSO_CASES does not name the cases';
  try {
    await onServer(engine, async () => {});
    return undefined;
  } catch (thrown) {
    if (process.env.CARUSO_REQUIRE_SERVERS === '1') throw thrown;
    return `no ${engine} server`;
  }
}

/** Makes a database with a name of its own and fills it from the edition's script. */
export async function createChinook(engine: ChinookEngine, folder: string): Promise<ChinookDatabase> {
  const script = readFileSync(editionFile(engine) ?? '', 'utf8');
  const name = `chinook_${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
  if (engine === 'sqlite') {
    const path = join(folder, `${name}.db`);
    const database = new Database(path);
    database.pragma('synchronous = off');
    database.exec(`BEGIN; ${script}; COMMIT;`);
    database.close();
    return { url: `sqlite:${path}`, drop: async () => {} };
  }
  await onServer(engine, (run) => run(`CREATE DATABASE ${name}`));
  const drop = () => onServer(engine, (run) => run(`DROP DATABASE ${name}`));
  if (engine === 'postgres') {
    const client = new postgres.Client({ connectionString: `${POSTGRES}/${name}` });
    await client.connect();
    await client.query(withoutDatabase(script).replaceAll(/^\\c .*$/gm, ''));
    await client.end();
    return { url: `${POSTGRES}/${name}`, drop };
  }
  const connection = await mysql.createConnection({ ...MARIADB, database: name, multipleStatements: true });
  await connection.query(withoutDatabase(script));
  await connection.end();
  return { url: `mariadb://root@127.0.0.1:3306/${name}`, drop };
}

function editionFile(engine: ChinookEngine): string | undefined {
  const cases = process.env.CARUSO_CASES;
  return cases ? join(cases, 'databases', 'chinook', EDITIONS[engine]) : undefined;
}

/** The scripts make a database called chinook, drop another, and go there; the tests use one of their own. */
function withoutDatabase(script: string): string {
  return script.replaceAll(/^(DROP DATABASE|CREATE DATABASE|USE) [^;]*;/gim, '');
}

async function onServer(
  engine: ChinookEngine,
  action: (run: (sql: string) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  if (engine === 'sqlite') return;
  if (engine === 'postgres') {
    const client = new postgres.Client({ connectionString: `${POSTGRES}/postgres` });
    await client.connect();
    await action((sql) => client.query(sql)).finally(() => client.end());
    return;
  }
  const connection = await mysql.createConnection(MARIADB);
  await action((sql) => connection.query(sql)).finally(() => connection.end());
}
