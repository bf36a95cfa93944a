import type { EngineName } from '../engine-name.js';
import { plain, type Side } from '../side.js';

const QUERIES: Readonly<Record<EngineName, string>> = {
  sqlite: 'SELECT name FROM sqlite_schema',
  postgres: `SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    UNION SELECT typname FROM pg_type WHERE typnamespace = current_schema()::regnamespace`,
  mariadb:
    'SELECT CONSTRAINT_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()',
};

/** The names of indexes and constraints that the target has already. */
export async function namesTaken({ engine, kind }: Side): Promise<readonly string[]> {
  const rows = await engine.read((connection) => connection.rows(plain(QUERIES[kind])));
  return rows.map(([name]) => String(name));
}
