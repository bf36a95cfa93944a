import { DatabaseError } from '../engine/database-error.js';
import type { Connection, Engine } from '../engine/engine.js';
import type { Alteration } from './alteration.js';
import type { EngineName } from './column-state.js';

const plain = (sql: string) => ({ sql, parameters: [] });

/** How long an alteration waits for a table: all who come behind it wait with it. */
const LOCK_SECONDS = 2;

/** Names are changed where they are used, too, which is left out when a table is made anew. */
const KEEPS_TABLE: ReadonlySet<string> = new Set(['renameTable', 'renameColumn']);

/**
 * Runs `work` so that nobody else defines or alters tables of the same database meanwhile, and that it takes effect wholly or not
 * at all where the engine can undo definitions.
 */
export function alone<T>(
  engine: Engine,
  name: EngineName,
  alteration: Alteration['do'],
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  if (name === 'sqlite' && !KEEPS_TABLE.has(alteration))
    return engine.transaction((connection) => rebuilding(connection, work), true);
  return engine.defining(async (connection) => {
    if (name === 'sqlite') return work(connection);
    if (name === 'postgres') {
      await connection.run(plain(`SET LOCAL lock_timeout = '${LOCK_SECONDS}s'`));
      return work(connection);
    }
    await connection.run(plain(`SET SESSION lock_wait_timeout = ${LOCK_SECONDS}`));
    try {
      return await work(connection);
    } finally {
      await connection.run(plain('SET SESSION lock_wait_timeout = DEFAULT'));
    }
  });
}

/** A table of SQLite is dropped and made anew, which must not touch what refers to it: neither rows nor views. */
async function rebuilding<T>(connection: Connection, work: (connection: Connection) => Promise<T>): Promise<T> {
  const [row] = await connection.rows(plain('PRAGMA foreign_keys'));
  const isChecked = Number(row?.[0]) === 1;
  await connection.run(plain('PRAGMA foreign_keys = OFF'));
  await connection.run(plain('PRAGMA legacy_alter_table = ON'));
  try {
    return await inTransaction(connection, async () => {
      const before = await brokenReferences(connection);
      const result = await work(connection);
      const after = await brokenReferences(connection);
      if (after > before) throw new DatabaseError('reference', undefined, new Error('rows would lead to none'));
      return result;
    });
  } finally {
    await connection.run(plain('PRAGMA legacy_alter_table = OFF'));
    if (isChecked) await connection.run(plain('PRAGMA foreign_keys = ON'));
  }
}

async function inTransaction<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  await connection.run(plain('BEGIN IMMEDIATE'));
  try {
    const result = await work();
    await connection.run(plain('COMMIT'));
    return result;
  } catch (thrown) {
    await connection.run(plain('ROLLBACK'));
    throw thrown;
  }
}

async function brokenReferences(connection: Connection): Promise<number> {
  return (await connection.rows(plain('PRAGMA foreign_key_check'))).length;
}
