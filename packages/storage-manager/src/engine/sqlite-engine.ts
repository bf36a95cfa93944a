import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { BoundedMap } from '../bounded-map.js';
import { readSqliteCatalogue } from '../catalogue/sqlite/sqlite-catalogue.js';
import { readSqliteColumnTypes } from '../catalogue/sqlite/sqlite-column-types.js';
import { sqliteSettles } from '../catalogue/sqlite/sqlite-settles.js';
import { decimalKey, storedDecimal } from '../codec/decimal.js';
import {
  comparable,
  legacySqliteCodecs,
  sortableLegacyInstant,
  sqliteCodecs,
  sqliteFunctions,
} from '../codec/sqlite-codecs.js';
import type { Zone } from '../codec/zone.js';
import { StorageErrors } from '../errors.js';
import { FITS } from '../sql/dialect.js';
import type { SqlStatement } from '../sql/sql-statement.js';
import { sqliteDialect } from '../sql/sqlite-dialect.js';
import type { TableName } from '../table-name.js';
import { BATCH_LENGTH, BATCH_ROWS, lengthOf } from './batch.js';
import { codeOf, DatabaseError, type Failure, reasonOf } from './database-error.js';
import type { Connection, Engine } from './engine.js';
import { Turns } from './turns.js';

/** How long to wait for others in all, and how long of it in one go, during which this process stands still. */
const BUSY_MS = 5_000;
const BLOCKED_MS = 5;
const RETRY_MS = 10;
const MOST_PREPARED = 500;

/**
 * Opens a SQLite file. `:memory:` is a database that nobody else sees.
 *
 * @param make whether it is made with its folder if it is absent; else it has to be there
 */
export async function openSqlite(path: string, managed: boolean, zone: Zone, make = managed): Promise<Engine> {
  if (path !== ':memory:') {
    if (make) mkdirSync(dirname(path), { recursive: true });
    else if (!existsSync(path)) throw new DatabaseError('unreachable', undefined, new Error('there is no such file'));
  }
  const source = new DataSource({
    type: 'better-sqlite3',
    database: path,
    timeout: BLOCKED_MS,
    enableWAL: managed,
    synchronize: false,
    logging: false,
    prepareDatabase: (database: Database.Database) => prepare(database, zone),
  });
  await source.initialize();
  const runner = source.createQueryRunner();
  const database = (await runner.connect()) as Database.Database;
  const dialect = sqliteDialect(managed ? sqliteCodecs : legacySqliteCodecs(zone));
  return new SqliteEngine(path, dialect, database, source);
}

function prepare(database: Database.Database, zone: Zone): void {
  const functions: Readonly<Record<string, (...values: never[]) => string | null>> = {
    [sqliteFunctions.fold]: (value: unknown) => (value === null ? null : String(value).toLowerCase()),
    [sqliteFunctions.decimalKey]: (value: unknown, scale: unknown) => keyOf(value, scale),
    [sqliteFunctions.instant]: (value: unknown) => sortableLegacyInstant(value, zone),
    [sqliteFunctions.date]: (value: unknown) => comparable('date', value),
    [sqliteFunctions.localDateTime]: (value: unknown) => comparable('localDateTime', value),
  };
  for (const [name, implementation] of Object.entries(functions)) {
    database.function(name, { deterministic: true, safeIntegers: true }, implementation as () => string | null);
  }
  database.pragma('synchronous = NORMAL');
}

function keyOf(value: unknown, scale: unknown): string | null {
  if (value === null) return null;
  const given = scale === null ? undefined : Number(scale);
  try {
    return decimalKey(storedDecimal(value as string | number | bigint, given));
  } catch {
    return null;
  }
}

/** SQLite has one connection, which one piece of work has at a time, in the order they come. */
class SqliteEngine implements Engine {
  readonly #turns = new Turns();
  readonly #prepared = new BoundedMap<string, Database.Statement<unknown[], unknown[]>>(MOST_PREPARED);
  readonly #connection: Connection;

  constructor(
    readonly address: string,
    readonly dialect: Engine['dialect'],
    readonly database: Database.Database,
    readonly source: DataSource,
  ) {
    this.#connection = {
      rows: (statement) => guarded(() => this.#statement(statement).all(...statement.parameters)),
      run: (statement) => guarded(() => this.#statement(statement).run(...statement.parameters).changes),
      repeat: (sql, rows, parametersOf) => {
        const statement = guarded(() => this.#statement({ sql, parameters: [] }));
        for (const row of rows) {
          const parameters = parametersOf(row);
          try {
            statement.run(...parameters);
          } catch (thrown) {
            throw sorted(thrown);
          }
        }
      },
      batches: (sql, safe = false) => this.#batches(sql, safe),
      load: (table, columns, rows) => {
        const marks = columns.map(() => '?').join(', ');
        const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`;
        return guarded(() => {
          const statement = this.#statement({ sql, parameters: [] });
          for (const row of rows) statement.run(...(row as readonly unknown[]));
        });
      },
    };
  }

  /** A read is a single synchronous step, so it needs no turn unless a transaction is under way. */
  read<T>(work: (connection: Connection) => T | Promise<T>): T | Promise<T> {
    if (this.#turns.taken) return this.#turns.take(() => patient(() => work(this.#connection)));
    try {
      return work(this.#connection);
    } catch (thrown) {
      if (isBusy(thrown)) return patient(() => work(this.#connection));
      throw thrown;
    }
  }

  transaction<T>(work: (connection: Connection) => T | Promise<T>, alone = false): Promise<T> {
    return this.#turns.take(alone ? () => patient(() => work(this.#connection)) : () => this.#inTransaction(work));
  }

  defining<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    return this.transaction(work);
  }

  catalogue(connection: Connection) {
    return readSqliteCatalogue(connection);
  }

  columnTypes(connection: Connection, table: TableName) {
    return readSqliteColumnTypes(connection, table);
  }

  settles(connection: Connection, table: TableName) {
    return sqliteSettles(connection, table);
  }

  async close(): Promise<void> {
    await this.#turns.take(() => {
      this.#prepared.clear();
      return this.source.destroy();
    });
  }

  async #inTransaction<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    await patient(() => this.#connection.run(BEGIN));
    try {
      const result = await work(this.#connection);
      await patient(() => this.#connection.run(COMMIT));
      return result;
    } catch (thrown) {
      if (this.database.inTransaction) this.#connection.run(ROLLBACK);
      throw thrown;
    }
  }

  async *#batches(sql: string, safe: boolean) {
    const rows = guarded(() => this.database.prepare<unknown[], unknown[]>(sql).safeIntegers(!safe).raw().iterate());
    try {
      for (;;) {
        const batch = guarded(() => taken(rows));
        if (batch.length === 0) break;
        yield batch;
      }
    } finally {
      rows.return?.();
    }
  }

  #statement({ sql }: SqlStatement): Database.Statement<unknown[], unknown[]> {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.database.prepare<unknown[], unknown[]>(sql).safeIntegers();
    if (statement.reader) statement.raw();
    this.#prepared.set(sql, statement);
    return statement;
  }
}

function taken(source: Iterator<unknown[]>): readonly unknown[][] {
  const found: unknown[][] = [];
  for (let length = 0; found.length < BATCH_ROWS && length < BATCH_LENGTH; ) {
    const next = source.next();
    if (next.done) break;
    found.push(next.value);
    length += lengthOf(next.value);
  }
  return found;
}

const BEGIN = { sql: 'BEGIN IMMEDIATE', parameters: [] };
const COMMIT = { sql: 'COMMIT', parameters: [] };
const ROLLBACK = { sql: 'ROLLBACK', parameters: [] };

/** Tries again while another connection keeps the file locked; what was refused for that had no effect. */
async function patient<T>(work: () => T | Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += RETRY_MS + BLOCKED_MS) {
    try {
      return await work();
    } catch (thrown) {
      if (!isBusy(thrown) || waited >= BUSY_MS) throw thrown;
      await setTimeout(RETRY_MS);
    }
  }
}

function isBusy(thrown: unknown): boolean {
  return StorageErrors.Busy.is(thrown) || (thrown instanceof DatabaseError && thrown.failure === 'busy');
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw sorted(thrown);
  }
}

const FAILURES: readonly (readonly [string, Failure])[] = [
  ['SQLITE_CONSTRAINT_UNIQUE', 'unique'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'unique'],
  ['SQLITE_CONSTRAINT_ROWID', 'unique'],
  ['SQLITE_CONSTRAINT_NOTNULL', 'missing'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'reference'],
  ['SQLITE_CONSTRAINT_TRIGGER', 'check'],
  ['SQLITE_CONSTRAINT_CHECK', 'check'],
  ['SQLITE_CONSTRAINT_DATATYPE', 'misfit'],
  ['SQLITE_MISMATCH', 'misfit'],
  ['SQLITE_TOOBIG', 'misfit'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR_WRITE', 'full'],
  ['SQLITE_READONLY', 'forbidden'],
  ['SQLITE_CANTOPEN', 'unreachable'],
  ['SQLITE_NOTADB', 'unreachable'],
];

function sorted(thrown: unknown): DatabaseError {
  if (thrown instanceof DatabaseError) return thrown;
  const reason = reasonOf(thrown);
  const table = /no such table: (.+)/.exec(reason);
  if (table) return new DatabaseError('table', table[1], thrown);
  const column =
    /no such column: "?(.+?)"?(?: - should this be .*)?$/.exec(reason) ?? /has no column named (.+)/.exec(reason);
  if (column) return new DatabaseError('column', column[1], thrown);
  if (reason.includes(`constraint failed: ${FITS}`)) return new DatabaseError('misfit', undefined, thrown);
  const failure = FAILURES.find(([start]) => codeOf(thrown).startsWith(start))?.[1] ?? 'other';
  return new DatabaseError(failure, undefined, thrown);
}
