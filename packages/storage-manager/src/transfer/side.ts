import type { CatalogueTable } from '../catalogue/catalogue.js';
import { DEFINITIONS } from '../definitions/definition-records.js';
import type { Connection, Engine } from '../engine/engine.js';
import { explain } from '../store-errors.js';
import type { EngineName } from './engine-name.js';

/** One of the two databases of a transfer. */
export interface Side {
  readonly name: string;
  readonly kind: EngineName;
  readonly engine: Engine;
  /** The zone whose clocks show what it keeps for instants. */
  readonly zone: string;
}

export const plain = (sql: string) => ({ sql, parameters: [] });

/** Does something with a table of a side; what its driver throws becomes an error that names both. */
export async function atTable<T>({ name, engine }: Side, table: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw explain(engine.address, { store: name, table, statement: 0 }, thrown);
  }
}

const SNAPSHOT: Readonly<Record<EngineName, readonly string[]>> = {
  sqlite: ['BEGIN'],
  postgres: [
    'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
    `SET LOCAL TimeZone = 'UTC'`,
    'SET LOCAL synchronize_seqscans = off',
  ],
  mariadb: ['SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY'],
};

/** Reads a database as it is at one moment, whatever others write meanwhile. */
export async function snapshot<T>({ kind, engine }: Side, work: (connection: Connection) => Promise<T>): Promise<T> {
  return await engine.read(async (connection) => {
    for (const sql of SNAPSHOT[kind]) await connection.run(plain(sql));
    try {
      return await work(connection);
    } finally {
      await Promise.resolve(connection.run(plain('ROLLBACK'))).catch(() => undefined);
    }
  });
}

/** The tables of a database, without that of transfers themselves, and that in which a store notes how they are defined. */
export async function catalogueOf({ engine }: Side, own: string): Promise<readonly CatalogueTable[]> {
  const tables = await engine.read((connection) => engine.catalogue(connection));
  return tables.filter(({ name }) => name !== own && name !== DEFINITIONS);
}

/**
 * A mark that is the same in two snapshots only when nobody has written to the database between them; none when the engine does not
 * tell. It may differ without cause.
 */
export async function stateOf({ kind }: Side, connection: Connection): Promise<string | undefined> {
  if (kind === 'sqlite') {
    // A snapshot begins with what is read first.
    await connection.rows(plain('SELECT 1 FROM sqlite_schema LIMIT 1'));
    return String((await connection.rows(plain('PRAGMA data_version')))[0]?.[0]);
  }
  if (kind === 'mariadb') return undefined;
  const snapshots = 'SELECT txid_snapshot_xmin(s), txid_snapshot_xmax(s) FROM (SELECT txid_current_snapshot() AS s) x';
  const [row] = await connection.rows(plain(snapshots));
  return row?.[0] === row?.[1] ? String(row?.[1]) : undefined;
}
