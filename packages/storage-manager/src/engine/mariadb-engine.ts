import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2';
import { DataSource, type QueryRunner } from 'typeorm';
import { readMariadbCatalogue } from '../catalogue/mariadb/mariadb-catalogue.js';
import { readMariadbColumnTypes } from '../catalogue/mariadb/mariadb-column-types.js';
import { mariadbCodecs } from '../codec/mariadb-codecs.js';
import { type Zone, zoneOf } from '../codec/zone.js';
import { FITS } from '../sql/dialect.js';
import { mariadbDialect } from '../sql/mariadb-dialect.js';
import type { SqlStatement } from '../sql/sql-statement.js';
import { type Server, serverAddress } from '../store-address.js';
import { BATCH_LENGTH, BATCH_ROWS, lengthOf } from './batch.js';
import { codeOf, DatabaseError, type Failure, reasonOf } from './database-error.js';
import type { Connection, Engine } from './engine.js';
import { type Driver, ServerEngine } from './server-engine.js';

const CONNECT_MS = 10_000;
const POOL_SIZE = 10;
const MOST_PREPARED = 200;

/** Makes sessions behave alike wherever the server was installed; zero in a counted column stays zero. */
const SESSION = `SET SESSION time_zone = '+00:00',
  sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'`;

/** Connects to a MariaDB or MySQL database. */
export async function openMariadb(server: Server, managed: boolean, zone: Zone): Promise<Engine> {
  const source = new DataSource({
    type: 'mariadb',
    host: server.host,
    port: server.port,
    database: server.database,
    ...(server.user === undefined ? {} : { username: server.user }),
    ...(server.password === undefined ? {} : { password: server.password }),
    ...(server.parameters.get('sslmode') === 'require' ? { ssl: {} } : {}),
    charset: 'utf8mb4',
    synchronize: false,
    logging: false,
    poolSize: POOL_SIZE,
    connectTimeout: CONNECT_MS,
    supportBigNumbers: true,
    bigNumberStrings: true,
    extra: { maxPreparedStatements: MOST_PREPARED, jsonStrings: true, flags: ['+FOUND_ROWS'] },
  });
  await source.initialize();
  const database = server.database;
  return new ServerEngine(source, {
    dialect: mariadbDialect(mariadbCodecs(managed, managed ? zoneOf('UTC') : zone)),
    address: serverAddress(server),
    connect,
    defining: (connection, work) => defining(database, connection, work),
    catalogue: readMariadbCatalogue,
    columnTypes: readMariadbColumnTypes,
    sorted,
    // Values that were changed to fit are noticed by a warning, after they were stored.
    undoesAlone: false,
  } satisfies Driver);
}

/** Connections whose session has been set up. */
const ready = new WeakSet<PoolConnection>();

async function connect(runner: QueryRunner): Promise<Connection> {
  const raw = (await runner.connect()) as PoolConnection;
  const client = raw.promise();
  if (!ready.has(raw)) {
    await client.query(SESSION);
    ready.add(raw);
  }
  const execute = async ({ sql, parameters }: SqlStatement) => {
    try {
      // Some statements of transactions cannot be prepared; they have no parameters.
      if (parameters.length === 0 && !sql.startsWith('SELECT') && !sql.includes('RETURNING'))
        return await client.query<ResultSetHeader>({ sql, rowsAsArray: true });
      return await client.execute<RowDataPacket[][] | ResultSetHeader>({
        sql,
        values: [...parameters],
        rowsAsArray: true,
      });
    } catch (thrown) {
      throw sorted(thrown);
    }
  };
  return {
    rows: async (statement) => (await execute(statement))[0] as unknown as readonly unknown[][],
    run: async (statement) => {
      const header = (await execute(statement))[0] as ResultSetHeader;
      if (header.warningStatus > 0 && CHANGES.test(statement.sql))
        refuseChangedValues(await client.query('SHOW WARNINGS'));
      return header.affectedRows;
    },
    batches: (sql) => batches(raw, sql),
    load: (table, columns, rows) => load(raw, table, columns, rows),
  };
}

const BUFFERED_ROWS = 100;

/** In the text protocol, as the driver's own queries are, so that dates and decimals come as the server writes them. */
async function* batches(raw: PoolConnection, sql: string) {
  const text = { rowsAsArray: true, dateStrings: true, supportBigNumbers: true, bigNumberStrings: true };
  const stream = raw.query({ sql, ...text }).stream({ highWaterMark: BUFFERED_ROWS });
  // The driver tells a connection that it is lost, but not the rows that are being read from it.
  const lost = (error: Error) => stream.destroy(error);
  raw.once('error', lost);
  let rows: unknown[][] = [];
  let length = 0;
  try {
    for await (const row of stream as AsyncIterable<unknown[]>) {
      rows.push(row);
      length += lengthOf(row);
      if (rows.length < BATCH_ROWS && length < BATCH_LENGTH) continue;
      yield rows;
      rows = [];
      length = 0;
    }
  } catch (thrown) {
    throw sorted(thrown);
  } finally {
    raw.removeListener('error', lost);
  }
  if (rows.length > 0) yield rows;
}

/** What one statement may have; servers take at least one MiB, 16 unless somebody has changed it. */
const STATEMENT_CHARACTERS = 1_000_000;

async function load(
  raw: PoolConnection,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[],
): Promise<void> {
  const client = raw.promise();
  const start = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
  let values: string[] = [];
  let length = 0;
  const send = async () => {
    const [header] = await client.query<ResultSetHeader>(start + values.join(','));
    if (header.warningStatus > 0) refuseChangedValues(await client.query('SHOW WARNINGS'));
    values = [];
    length = 0;
  };
  try {
    for (const row of rows) {
      const literals = String(row);
      values.push(literals);
      length += literals.length;
      if (length >= STATEMENT_CHARACTERS) await send();
    }
    if (values.length > 0) await send();
  } catch (thrown) {
    throw sorted(thrown);
  }
}

const CHANGES = /^(?:INSERT|UPDATE)/;
/** Truncated, out of range, rounded, cut off. */
const CHANGED_VALUE = new Set([1264, 1265, 1292, 1366, 1406, 1411]);

/** MariaDB rounds decimals and cuts blanks off with no more than a note; here the whole write is undone. */
function refuseChangedValues([warnings]: readonly [unknown, unknown]): void {
  for (const { Code, Message } of warnings as readonly { Code: number; Message: string }[]) {
    if (!CHANGED_VALUE.has(Code)) continue;
    throw new DatabaseError('misfit', columnIn(Message), new Error(readable(Message)));
  }
}

/** How long another process may define tables before whoever waits for it gives up. */
const DEFINING_SECONDS = 60;
const NOT_GOT = `another process has been defining tables for ${DEFINING_SECONDS} seconds`;

async function defining<T>(database: string, connection: Connection, work: () => T | Promise<T>): Promise<T> {
  const lock = {
    sql: `SELECT GET_LOCK(?, ${DEFINING_SECONDS})`,
    parameters: [`caruso.define.${database}`.slice(0, 64)],
  };
  const [[got] = []] = await connection.rows(lock);
  if (Number(got) !== 1) throw new DatabaseError('busy', undefined, new Error(NOT_GOT));
  try {
    return await work();
  } finally {
    await connection.rows({ ...lock, sql: 'SELECT RELEASE_LOCK(?)' });
  }
}

const FAILURES: Readonly<Record<string, Failure>> = {
  ER_DUP_ENTRY: 'unique',
  ER_BAD_NULL_ERROR: 'missing',
  ER_NO_DEFAULT_FOR_FIELD: 'missing',
  ER_ROW_IS_REFERENCED: 'reference',
  ER_ROW_IS_REFERENCED_2: 'reference',
  ER_NO_REFERENCED_ROW: 'reference',
  ER_NO_REFERENCED_ROW_2: 'reference',
  ER_CONSTRAINT_FAILED: 'check',
  ER_SIGNAL_EXCEPTION: 'check',
  ER_NO_SUCH_TABLE: 'table',
  ER_BAD_FIELD_ERROR: 'column',
  ER_DATA_TOO_LONG: 'misfit',
  ER_WARN_DATA_OUT_OF_RANGE: 'misfit',
  ER_TRUNCATED_WRONG_VALUE: 'misfit',
  ER_TRUNCATED_WRONG_VALUE_FOR_FIELD: 'misfit',
  WARN_DATA_TRUNCATED: 'misfit',
  ER_WRONG_VALUE: 'misfit',
  ER_RECORD_FILE_FULL: 'full',
  ER_DISK_FULL: 'full',
  ER_TABLEACCESS_DENIED_ERROR: 'forbidden',
  ER_COLUMNACCESS_DENIED_ERROR: 'forbidden',
  ER_SPECIFIC_ACCESS_DENIED_ERROR: 'forbidden',
  ER_LOCK_DEADLOCK: 'busy',
  ER_LOCK_WAIT_TIMEOUT: 'busy',
  ER_ACCESS_DENIED_ERROR: 'unreachable',
  ER_DBACCESS_DENIED_ERROR: 'unreachable',
  ER_BAD_DB_ERROR: 'unreachable',
  ER_CON_COUNT_ERROR: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  PROTOCOL_CONNECTION_LOST: 'lost',
  ER_CONNECTION_KILLED: 'lost',
  ER_SERVER_SHUTDOWN: 'lost',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
};
const CONSTRAINT_FAILED = 4025;

function sorted(thrown: unknown): DatabaseError {
  if (thrown instanceof DatabaseError) return thrown;
  const reason = reasonOf(thrown);
  const facts = thrown as { readonly errno?: number };
  if (facts.errno === CONSTRAINT_FAILED) {
    return new DatabaseError(reason.includes(`\`${FITS}`) ? 'misfit' : 'check', undefined, thrown);
  }
  if (/closed state|connection is closed/i.test(reason)) return new DatabaseError('lost', undefined, thrown);
  const failure = FAILURES[codeOf(thrown)] ?? 'other';
  const cause = failure === 'misfit' ? new Error(readable(reason), { cause: thrown }) : thrown;
  return new DatabaseError(failure, subjectOf(failure, reason), cause);
}

function subjectOf(failure: Failure, reason: string): string | undefined {
  if (failure === 'table') return /Table '[^.']+\.([^']+)'/.exec(reason)?.[1];
  return failure === 'misfit' || failure === 'column' ? columnIn(reason) : undefined;
}

/** The column that a message names, alone or behind its table. */
function columnIn(message: string): string | undefined {
  const [, alone, qualified] = /column (?:'([^']+)'|(?:`(?:[^`]|``)+`\.)*`((?:[^`]|``)+)`)/.exec(message) ?? [];
  return alone ?? qualified?.replaceAll('``', '`');
}

const BYTES = /Incorrect string value: '((?:\\x[0-9A-F]{2}|[^'\\])+)'/;

/** The server shows characters that a column's character set lacks as bytes, and cuts them off after six. */
function readable(message: string): string {
  const [, shown] = BYTES.exec(message) ?? [];
  if (shown === undefined) return message;
  const bytes = shown.replaceAll(
    /\\x(..)|([^\\])/g,
    (_, hex: string | undefined, plain: string) => hex ?? Buffer.from(plain).toString('hex'),
  );
  const [first = ''] = Buffer.from(bytes, 'hex').toString('utf8');
  const code = first.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return `the character set of the column has no "${first}" (U+${code})`;
}
