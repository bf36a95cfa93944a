import type { Connection } from '../../engine/engine.js';
import { tableName, writeTable } from '../ddl/write-table.js';
import type { ForeignKeyPlan, TablePlan, TransferPlan } from '../plan/transfer-plan.js';
import { literal, quoted } from '../quote.js';
import { atTable, plain, type Side } from '../side.js';
import { entry, type Journal } from './journal.js';

/** The table of a plan that a foreign key leads to; planning has made sure that it is there. */
export function parentIn(plan: TransferPlan): (key: ForeignKeyPlan) => TablePlan {
  const tables = new Map(plan.tables.map((table) => [table.source, table]));
  return (key) => {
    const parent = tables.get(key.table);
    if (!parent) throw new Error(`the plan has no table ${key.table}`);
    return parent;
  };
}

/** Makes the tables that an earlier run has not made yet. One that was being made when that run died is made anew. */
export async function makeTables(
  target: Side,
  plan: TransferPlan,
  journal: Journal,
  entries: ReadonlyMap<string, unknown>,
): Promise<void> {
  const { engine, kind } = target;
  const parentOf = parentIn(plan);
  await engine.defining(async (connection) => {
    for (const schema of new Set(plan.tables.flatMap((table) => (table.found ? [] : (table.schema ?? [])))))
      await connection.run(plain(`CREATE SCHEMA IF NOT EXISTS ${quoted(kind, schema)}`));
    for (const type of plan.enums) await makeEnum(connection, type);
  });
  for (const [number, table] of plan.tables.entries()) {
    const phase = entry(entries, 'table', number)?.phase;
    if (phase === 'filling' || phase === 'filled') continue;
    const state = { rows: 0, fingerprint: '' };
    if (table.found) {
      await engine.transaction((connection) =>
        journal.write(connection, 'table', { phase: 'filling', ...state }, number),
      );
      continue;
    }
    await engine.transaction((connection) => journal.write(connection, 'table', { phase: 'making', ...state }, number));
    await atTable(target, table.source, () =>
      engine.defining(async (connection) => {
        if (phase === 'making') await connection.run(plain(`DROP TABLE IF EXISTS ${tableName(kind, table)}`));
        await connection.run(plain(writeTable(kind, table, parentOf)));
        await journal.write(connection, 'table', { phase: 'filling', ...state }, number);
      }),
    );
  }
}

async function makeEnum(connection: Connection, { name, values }: TransferPlan['enums'][number]): Promise<void> {
  const known = await connection.rows(
    plain(
      `SELECT 1 FROM pg_type WHERE typname = ${literal('postgres', name)} AND typnamespace = current_schema()::regnamespace`,
    ),
  );
  if (known.length > 0) return;
  const list = values.map((value) => literal('postgres', value)).join(', ');
  await connection.run(plain(`CREATE TYPE ${quoted('postgres', name)} AS ENUM (${list})`));
}

/**
 * Drops what an unfinished transfer has made, so that another can begin.
 *
 * @param found tables that it has not made, which are emptied
 */
export async function dropTables(
  { engine, kind }: Side,
  tables: readonly string[],
  found: readonly string[],
): Promise<void> {
  if (kind === 'sqlite') await engine.read((connection) => connection.run(plain('PRAGMA foreign_keys = OFF')));
  await engine.defining(async (connection) => {
    if (kind === 'mariadb') await connection.run(plain('SET SESSION foreign_key_checks = 0'));
    for (const table of found) await connection.run(plain(`DELETE FROM ${table}`));
    for (const table of tables)
      await connection.run(plain(`DROP TABLE IF EXISTS ${table}${kind === 'postgres' ? ' CASCADE' : ''}`));
  });
}
