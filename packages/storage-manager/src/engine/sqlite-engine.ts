import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { SqliteError } from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { decimalKey, storedDecimal } from '../codec/decimal.js';
import { legacySqliteCodecs, sortableLegacyInstant, sqliteCodecs, sqliteFunctions } from '../codec/sqlite-codecs.js';
import type { Zone } from '../codec/zone.js';
import type { SqlStatement } from '../sql/sql-statement.js';
import { sqliteDialect } from '../sql/sqlite-dialect.js';
import type { Connection, Diagnosis, Engine } from './engine.js';
import { readSqliteCatalogue } from './sqlite-catalogue.js';
import { Turns } from './turns.js';

const BUSY_MS = 5_000;
const MOST_PREPARED = 500;

/** Opens a SQLite file, and makes it and its folder if they are absent. `:memory:` is a database that nobody else sees. */
export async function openSqlite(path: string, managed: boolean, zone: Zone): Promise<Engine> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const source = new DataSource({
    type: 'better-sqlite3',
    database: path,
    timeout: BUSY_MS,
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
  readonly #prepared = new Map<string, Database.Statement<unknown[], unknown[]>>();
  readonly #connection: Connection;

  constructor(
    readonly address: string,
    readonly dialect: Engine['dialect'],
    readonly database: Database.Database,
    readonly source: DataSource,
  ) {
    this.#connection = {
      rows: (statement) => this.#statement(statement).all(...statement.parameters),
      run: (statement) => this.#statement(statement).run(...statement.parameters).changes,
    };
  }

  /** A read is a single synchronous step, so it needs no turn unless a transaction is under way. */
  async read<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    if (!this.#turns.taken) return work(this.#connection);
    return this.#turns.take(() => work(this.#connection));
  }

  transaction<T>(work: (connection: Connection) => T | Promise<T>, alone = false): Promise<T> {
    return this.#turns.take(alone ? () => work(this.#connection) : () => this.#inTransaction(work));
  }

  defining<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    return this.transaction(work);
  }

  catalogue(connection: Connection) {
    return readSqliteCatalogue(connection);
  }

  isOwn(thrown: unknown): boolean {
    return thrown instanceof SqliteError;
  }

  diagnose(thrown: unknown): Diagnosis {
    return diagnoseSqlite(thrown);
  }

  async close(): Promise<void> {
    await this.#turns.take(() => {
      this.#prepared.clear();
      return this.source.destroy();
    });
  }

  async #inTransaction<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = await work(this.#connection);
      this.database.exec('COMMIT');
      return result;
    } catch (thrown) {
      if (this.database.inTransaction) this.database.exec('ROLLBACK');
      throw thrown;
    }
  }

  #statement({ sql }: SqlStatement): Database.Statement<unknown[], unknown[]> {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.database.prepare<unknown[], unknown[]>(sql).safeIntegers();
    if (statement.reader) statement.raw();
    const [oldest] = this.#prepared.keys();
    if (this.#prepared.size >= MOST_PREPARED && oldest !== undefined) this.#prepared.delete(oldest);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

const CONSTRAINTS: readonly (readonly [string, Diagnosis['kind']])[] = [
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
  ['SQLITE_CANTOPEN', 'unreachable'],
  ['SQLITE_NOTADB', 'unreachable'],
  ['SQLITE_READONLY', 'check'],
];

function diagnoseSqlite(thrown: unknown): Diagnosis {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const table = /no such table: (.+)/.exec(reason);
  if (table) return { kind: 'table', name: table[1], reason };
  const column = /no such column: "?(.+?)"?$/.exec(reason) ?? /has no column named (.+)/.exec(reason);
  if (column) return { kind: 'column', name: column[1], reason };
  const kind = CONSTRAINTS.find(([start]) => code.startsWith(start))?.[1] ?? 'other';
  return { kind, reason };
}
