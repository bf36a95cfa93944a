import { type Copied, copyAll } from './copy/copy-all.js';
import { finishTables } from './copy/finish-tables.js';
import { entry } from './copy/journal.js';
import { makeTables } from './copy/make-tables.js';
import { ENGINE_TITLES } from './engine-name.js';
import { type OpenTransfer, openTransfer, type TransferOptions } from './open-transfer.js';
import { noteDefinitions } from './own/note-definitions.js';
import type { NotMoved, Problem, TransferPlan, Warning } from './plan/transfer-plan.js';
import { preflight } from './preflight/preflight.js';
import { prove } from './proof/prove.js';
import type { TransferReport } from './report/transfer-report.js';
import { plain, snapshot } from './side.js';

/**
 * Moves all tables of a store into another database, which may be of another engine, and proves that they have arrived.
 *
 * Before anything is written it looks for whatever the target cannot hold; if there is something, the report says `refused` and
 * lists it all. When the run is interrupted, by whatever it may be, the next one with the same options goes on.
 *
 * @throws StorageErrors.Unreachable, StorageErrors.NotAllowed, StorageErrors.StoreIsFull and others when a database fails
 * @throws StorageErrors.UnfinishedTransfer when the target holds part of another transfer
 * @example
 * ```ts
 * const report = await transferStore({ from: 'sqlite:./crm.db', to: 'postgres://crm@db.example/crm' });
 * if (report.outcome !== 'moved') console.log(readableReport(report));
 * ```
 */
export async function transferStore(options: TransferOptions): Promise<TransferReport> {
  const transfer = await openTransfer(options, 'move');
  try {
    return await run(transfer, options);
  } finally {
    await transfer.close();
  }
}

async function run(transfer: OpenTransfer, options: TransferOptions): Promise<TransferReport> {
  const { source, target, journal, entries, plan: whole } = transfer;
  const progress = transfer.progress;
  const found = await transfer.explained('source', () =>
    snapshot(source, (reading) =>
      preflight({ ...transfer, plan: whole, reading, progress: (table) => progress('checking', table, 0) }),
    ),
  );
  const orphans = options.leaveBrokenKeys ? [] : found.broken.flatMap((broken) => broken.orphans);
  const problems = [...found.problems, ...orphans];
  const notMoved: NotMoved[] = [...transfer.others, ...whole.notMoved];
  const warnings: Warning[] = [...whole.warnings];
  if (problems.length > 0) return transfer.report('refused', { problems, notMoved, warnings, found: [] });
  const plan = options.leaveBrokenKeys ? withoutKeys(whole, found, notMoved) : whole;
  await transfer.begin();
  await transfer.explained('target', () => makeTables(target, plan, journal, entries));
  const copied = await copyOrRecall(transfer, plan, warnings);
  const steps = (number: number) => progress('finishing', `step ${number + 1}`, 0);
  notMoved.push(...(await transfer.explained('target', () => finishTables(target, plan, journal, entries, steps))));
  await transfer.explained('target', () => noteDefinitions(transfer, plan));
  const proof = await transfer.explained('target', () =>
    prove({
      source,
      target,
      plan,
      catalogue: transfer.catalogue,
      definedThere: transfer.definedThere,
      known: copied,
      examples: transfer.examples,
      progress,
    }),
  );
  if (target.kind === 'sqlite') warnings.push(...(await brokenChecks(transfer, plan)));
  const problemsAfter: Problem[] = [...proof.problems];
  const moved = proof.tables.every(({ rowsEqual }) => rowsEqual) && problemsAfter.length === 0;
  if (moved) await transfer.explained('target', () => journal.drop());
  return transfer.report(moved ? 'moved' : 'differs', {
    tables: proof.tables,
    problems: problemsAfter,
    notMoved,
    warnings,
  });
}

/** When the statements that complete the tables have begun, the rows are as they are; foreign keys would be in the way of others. */
async function copyOrRecall(
  transfer: OpenTransfer,
  plan: TransferPlan,
  warnings: Warning[],
): Promise<ReadonlyMap<string, Copied>> {
  const { entries, progress } = transfer;
  if (entry(entries, 'finish') !== undefined)
    return new Map(
      plan.tables.flatMap(({ source }, number) => {
        const state = entry(entries, 'table', number);
        return state === undefined ? [] : [[source, state] as const];
      }),
    );
  const result = await transfer.explained('source', () => copyAll({ ...transfer, plan, progress }));
  warnings.push(...result.warnings);
  return result.copied;
}

function withoutKeys(
  plan: TransferPlan,
  { broken }: Awaited<ReturnType<typeof preflight>>,
  notMoved: NotMoved[],
): TransferPlan {
  for (const { table, key, orphans } of broken)
    notMoved.push({
      table: table.source,
      what: 'foreign key',
      name: key.name,
      reason: `${orphans.length} rows lead to no row of "${key.sourceTable}", e.g. ${orphans[0]?.row}`,
    });
  const left = new Set(broken.map(({ key }) => key));
  return {
    ...plan,
    tables: plan.tables.map((table) => ({ ...table, foreignKeys: table.foreignKeys.filter((key) => !left.has(key)) })),
  };
}

/** SQLite gets its checks with the tables, and does not apply them to the rows that are copied. */
async function brokenChecks({ target }: OpenTransfer, plan: TransferPlan): Promise<readonly Warning[]> {
  const found: Warning[] = [];
  for (const table of plan.tables) {
    for (const check of table.checks) {
      const name = `"${table.target.replaceAll('"', '""')}"`;
      const rows = await target.engine.read((connection) =>
        connection.rows(plain(`SELECT COUNT(*) FROM ${name} WHERE NOT (${check.expression})`)),
      );
      const count = Number(rows[0]?.[0]);
      if (count > 0)
        found.push({
          table: table.source,
          text: `${count} rows break the check ${check.name} as ${ENGINE_TITLES.sqlite} takes it: ${check.expression}`,
        });
    }
  }
  return found;
}

/**
 * Compares two stores without writing anything: all rows, constraints, and what columns that count up give next.
 *
 * @example
 * ```ts
 * const { outcome } = await verifyStores({ from: 'sqlite:./crm.db', to: 'postgres://crm@db.example/crm' });
 * ```
 */
export async function verifyStores(options: TransferOptions): Promise<TransferReport> {
  const transfer = await openTransfer(options, 'compare');
  try {
    const { tables, problems } = await transfer.explained('source', () => prove(transfer));
    const equal = problems.length === 0 && tables.every(({ rowsEqual }) => rowsEqual);
    return transfer.report(equal ? 'equal' : 'differs', {
      tables,
      problems,
      notMoved: transfer.plan.notMoved,
      warnings: transfer.plan.warnings,
    });
  } finally {
    await transfer.close();
  }
}
