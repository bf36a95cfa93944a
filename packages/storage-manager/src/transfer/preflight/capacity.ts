import type { Side } from '../side.js';
import { plain } from '../side.js';
import type { Capacity } from '../values/cell-check.js';

/** Bytes that SQLite takes in one value. */
const SQLITE_BYTES = 1_000_000_000;
const POSTGRES_BYTES = 500_000_000;
/** What a statement needs beside a value, which takes two characters a byte. */
const STATEMENT_BYTES = 65_536;

/** Asks a database what it can hold. */
export async function capacityOf({ kind, engine }: Side): Promise<Capacity> {
  const ask = (sql: string) => engine.read(async (connection) => String((await connection.rows(plain(sql)))[0]?.[0]));
  switch (kind) {
    case 'sqlite':
      return { engine: kind, charset: 'all', mostBytes: SQLITE_BYTES };
    case 'postgres':
      return { engine: kind, charset: charsetOf(await ask('SHOW server_encoding')), mostBytes: POSTGRES_BYTES };
    case 'mariadb':
      return {
        engine: kind,
        charset: 'all',
        mostBytes: Math.floor((Number(await ask('SELECT @@max_allowed_packet')) - STATEMENT_BYTES) / 2),
      };
  }
}

/** Only ASCII is sure to be in the encodings that are not told apart here; SQL_ASCII takes any bytes. */
function charsetOf(encoding: string): Capacity['charset'] {
  if (encoding === 'UTF8' || encoding === 'SQL_ASCII') return 'all';
  return encoding === 'LATIN1' ? 'latin1' : 'ascii';
}
