import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import pg from 'pg';
import type { Rows } from './transfer-case.js';

/** The rows of a query as text, read as a program other than CARUSO would; bytes are in hexadecimal digits. */
export async function ask(url: string, sql: string): Promise<Rows> {
  if (url.startsWith('sqlite:')) return askSqlite(url.slice('sqlite:'.length), sql);
  return url.startsWith('postgres:') ? askPostgres(url, sql) : askMariadb(url.replace('mariadb:', 'mysql:'), sql);
}

function textOf(value: unknown): string | null {
  if (value === null) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}

function askSqlite(file: string, sql: string): Rows {
  const database = new Database(file, { readonly: true });
  const statement = database.prepare(sql).safeIntegers().raw();
  const rows = (statement.all() as unknown[][]).map((row) => row.map(textOf));
  database.close();
  return rows;
}

async function askPostgres(url: string, sql: string): Promise<Rows> {
  const types = { getTypeParser: () => (value: string | Buffer) => value };
  const client = new pg.Client({ connectionString: url, types } as pg.ClientConfig);
  await client.connect();
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' }).finally(() => client.end());
  return rows.map((row) => row.map(textOf));
}

async function askMariadb(url: string, sql: string): Promise<Rows> {
  const client = await mysql.createConnection({
    uri: url,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    timezone: 'Z',
  });
  await client.query("SET time_zone = '+00:00'");
  const [rows] = await client.query({ sql, rowsAsArray: true }).finally(() => client.end());
  return (rows as unknown[][]).map((row) => row.map(textOf));
}
