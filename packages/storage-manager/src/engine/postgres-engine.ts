import { pipeline } from 'node:stream/promises';
import type { Client, ClientBase, PoolClient, QueryArrayResult } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource, type QueryRunner } from 'typeorm';
import { readPostgresCatalogue } from '../catalogue/postgres/postgres-catalogue.js';
import { readPostgresColumnTypes } from '../catalogue/postgres/postgres-column-types.js';
import { postgresSettles } from '../catalogue/postgres/postgres-settles.js';
import { postgresCodecs } from '../codec/postgres-codecs.js';
import type { Zone } from '../codec/zone.js';
import { FITS } from '../sql/dialect.js';
import { postgresDialect } from '../sql/postgres-dialect.js';
import type { SqlStatement } from '../sql/sql-statement.js';
import { type Server, serverAddress } from '../store-address.js';
import { BATCH_LENGTH, BATCH_ROWS, lengthOf } from './batch.js';
import { codeOf, DatabaseError, type Failure, reasonOf } from './database-error.js';
import type { Connection, Engine } from './engine.js';
import { PostgresStatements } from './postgres-statements.js';
import { type Driver, ServerEngine } from './server-engine.js';

const CONNECT_MS = 10_000;
const POOL_SIZE = 10;
const asSent = (value: string) => value;

/** Connects to a PostgreSQL database. */
export async function openPostgres(server: Server, managed: boolean, zone: Zone): Promise<Engine> {
  const sessionZone = managed ? 'UTC' : zone.name;
  const source = new DataSource({
    type: 'postgres',
    host: server.host,
    port: server.port,
    database: server.database,
    ...(server.user === undefined ? {} : { username: server.user }),
    ...(server.password === undefined ? {} : { password: server.password }),
    ...(server.parameters.get('sslmode') === 'require' ? { ssl: true } : {}),
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize: POOL_SIZE,
    connectTimeoutMS: CONNECT_MS,
    // A connection that breaks while nobody uses it is replaced by the pool at the next call.
    poolErrorHandler: () => undefined,
    applicationName: 'caruso',
    extra: {
      types: { getTypeParser: () => asSent },
      options: `-c TimeZone=${sessionZone} -c DateStyle=ISO -c IntervalStyle=iso_8601 -c extra_float_digits=3 -c bytea_output=hex`,
    },
  });
  await source.initialize();
  const statements = new PostgresStatements();
  return new ServerEngine(source, {
    dialect: postgresDialect(postgresCodecs(managed, zone)),
    address: serverAddress(server),
    connect: (runner) => connect(statements, runner),
    defining,
    catalogue: readPostgresCatalogue,
    columnTypes: readPostgresColumnTypes,
    settles: postgresSettles,
    sorted,
    undoesAlone: true,
  } satisfies Driver);
}

async function connect(statements: PostgresStatements, runner: QueryRunner): Promise<Connection> {
  const client = (await runner.connect()) as PoolClient & Pick<Client, 'end'>;
  const query: Query = async (statement) => {
    try {
      return await statements.send(client, statement);
    } catch (thrown) {
      const failure = sorted(thrown, statement.sql);
      // The pool gives a connection that is about to be cut off to the next one who asks, unless it is ended here.
      if (failure.failure === 'lost') client.end().catch(() => undefined);
      throw failure;
    }
  };
  return {
    rows: (statement) => query(statement).then(({ rows }) => rows),
    run: (statement) => query(statement).then(({ rowCount }) => rowCount ?? 0),
    batches: (sql) => batches(query, sql),
    load: (table, columns, rows) => load(client, table, columns, rows),
  };
}

type Query = (statement: SqlStatement) => Promise<QueryArrayResult<unknown[]>>;

const FIRST_BATCH = 50;

/** How long rows are is known only when they are here, so that the first batch is small. */
async function* batches(query: Query, sql: string) {
  const plain = (text: string) => query({ sql: text, parameters: [] });
  await plain(`DECLARE caruso_rows NO SCROLL CURSOR FOR ${sql}`);
  try {
    for (let size = FIRST_BATCH; ; ) {
      const { rows } = await plain(`FETCH ${size} FROM caruso_rows`);
      if (rows.length > 0) yield rows;
      if (rows.length < size) break;
      const length = rows.reduce((sum, row) => sum + lengthOf(row), 1);
      size = Math.max(1, Math.min(BATCH_ROWS, size * 4, Math.floor((BATCH_LENGTH * rows.length) / length)));
    }
  } finally {
    await plain('CLOSE caruso_rows').catch(() => undefined);
  }
}

async function load(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[],
): Promise<void> {
  try {
    const copy = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
    await pipeline([`${rows.join('\n')}\n`], copy);
  } catch (thrown) {
    throw sorted(thrown, 'COPY');
  }
}

/** Any number will do, as long as all versions of this package take the same. */
const DEFINING = 727_176;

async function defining<T>(connection: Connection, work: () => T | Promise<T>): Promise<T> {
  const plain = (sql: string) => ({ sql, parameters: [] });
  await connection.run(plain('START TRANSACTION'));
  try {
    await connection.rows(plain(`SELECT pg_advisory_xact_lock(${DEFINING})`));
    const result = await work();
    await connection.run(plain('COMMIT'));
    return result;
  } catch (thrown) {
    await Promise.resolve(connection.run(plain('ROLLBACK'))).catch(() => undefined);
    throw thrown;
  }
}

/** By the code, or the class that its first two characters tell. */
const FAILURES: Readonly<Record<string, Failure>> = {
  '23505': 'unique',
  '23502': 'missing',
  '23503': 'reference',
  '23001': 'reference',
  '23514': 'check',
  '42P01': 'table',
  '3F000': 'table',
  '42703': 'column',
  '55P03': 'busy',
  '40': 'busy',
  '22': 'misfit',
  '08': 'lost',
  '57P01': 'lost',
  '57P02': 'lost',
  '57P03': 'unreachable',
  '28': 'unreachable',
  '3D000': 'unreachable',
  '53300': 'unreachable',
  '53100': 'full',
  '42501': 'forbidden',
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
};

/** The right that a statement needs, by the word it begins with; the server says only that one is lacking. */
const RIGHTS: Readonly<Record<string, string>> = {
  SELECT: 'SELECT',
  DECLARE: 'SELECT',
  INSERT: 'INSERT',
  COPY: 'INSERT',
  UPDATE: 'UPDATE',
  DELETE: 'DELETE',
  CREATE: 'CREATE',
};

function sorted(thrown: unknown, sql = ''): DatabaseError {
  if (thrown instanceof DatabaseError) return thrown;
  const code = codeOf(thrown);
  const facts = thrown as { readonly column?: string; readonly constraint?: string };
  if (code === '23514' && facts.constraint?.startsWith(FITS)) return new DatabaseError('misfit', undefined, thrown);
  const reason = reasonOf(thrown);
  if (/connection terminated|not queryable|client was closed/i.test(reason))
    return new DatabaseError('lost', undefined, thrown);
  if (/timeout.*connect/i.test(reason)) return new DatabaseError('unreachable', undefined, thrown);
  const failure = FAILURES[code] ?? FAILURES[code.slice(0, 2)] ?? 'other';
  const named = failure === 'column' || failure === 'table' ? /"([^"]+)"/.exec(reason)?.[1] : undefined;
  const right = failure === 'forbidden' ? RIGHTS[/^\w*/.exec(sql)?.[0] ?? ''] : undefined;
  const cause = right === undefined ? thrown : new Error(`${reason} (${right} is needed)`, { cause: thrown });
  return new DatabaseError(failure, named ?? facts.column, cause);
}
