import { DatabaseError, type Failure, reasonOf } from '../../engine/database-error.js';
import { explain } from '../../store-errors.js';
import { finishingSteps } from '../ddl/finishing-steps.js';
import { setNext } from '../ddl/next-value.js';
import { tableName } from '../ddl/write-table.js';
import type { NotMoved, TransferPlan } from '../plan/transfer-plan.js';
import { quoted } from '../quote.js';
import { plain, type Side } from '../side.js';
import { entry, type Journal } from './journal.js';
import { parentIn } from './make-tables.js';

/** Errors that say nothing about the constraint. */
const OF_THE_DATABASE: ReadonlySet<Failure> = new Set<Failure>([
  'unreachable',
  'lost',
  'busy',
  'full',
  'forbidden',
  'table',
]);

/**
 * Adds keys, indexes, checks and foreign keys, after which counting goes on where the source would.
 *
 * @returns what the target has refused
 */
export async function finishTables(
  { name, engine, kind }: Side,
  plan: TransferPlan,
  journal: Journal,
  entries: ReadonlyMap<string, unknown>,
  progress: (steps: number, of: number) => void,
): Promise<readonly NotMoved[]> {
  const steps = finishingSteps(
    kind,
    plan.tables.filter(({ found }) => !found),
    parentIn(plan),
  );
  const earlier = entry(entries, 'finish');
  const refused = [...(earlier?.refused ?? [])];
  for (const [number, step] of steps.entries()) {
    if (number < (earlier?.done ?? 0)) continue;
    progress(number, steps.length);
    try {
      await engine.defining(async (connection) => {
        // The rows were looked at before they were copied, so that MariaDB need not look at them again.
        if (kind === 'mariadb') await connection.run(plain('SET SESSION foreign_key_checks = 0'));
        await connection.run(plain(step.sql));
        await journal.write(connection, 'finish', { done: number + 1, refused }, undefined);
      });
    } catch (thrown) {
      if (step.needed || !(thrown instanceof DatabaseError) || OF_THE_DATABASE.has(thrown.failure))
        throw explain(engine.address, { store: name, table: step.table.source, statement: 0 }, thrown);
      refused.push({ step: number, reason: reasonOf(thrown) });
      await engine.transaction((connection) =>
        journal.write(connection, 'finish', { done: number + 1, refused }, undefined),
      );
    }
  }
  await countOn({ engine, kind }, plan);
  return refused.flatMap(({ step, reason }) => {
    const found = steps[step];
    return found
      ? [{ table: found.table.source, what: found.what, name: found.name, reason: `the target refuses it: ${reason}` }]
      : [];
  });
}

async function countOn({ engine, kind }: Pick<Side, 'engine' | 'kind'>, plan: TransferPlan): Promise<void> {
  for (const table of plan.tables) {
    for (const column of table.columns) {
      if (column.identity === undefined || (table.found && !(await keepsCounting({ engine, kind })))) continue;
      const most = `SELECT COALESCE(MAX(${quoted(kind, column.name)}), 0) + 1 FROM ${tableName(kind, table)}`;
      await engine.defining(async (connection) => {
        const above = BigInt(String((await connection.rows(plain(most)))[0]?.[0] ?? 1));
        const source = BigInt(column.identity?.next ?? 1);
        const next = above > source ? above : source;
        for (const sql of setNext(kind, table, column, String(next))) await connection.run(plain(sql));
      });
    }
  }
}

/** SQLite notes what comes next only for columns that are declared to do so; the others count on by themselves. */
async function keepsCounting({ engine, kind }: Pick<Side, 'engine' | 'kind'>): Promise<boolean> {
  if (kind !== 'sqlite') return true;
  const known = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'";
  return (await engine.read((connection) => connection.rows(plain(known)))).length > 0;
}
