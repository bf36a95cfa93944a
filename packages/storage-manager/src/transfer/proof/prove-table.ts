import type { CatalogueColumn, CatalogueTable } from '../../catalogue/catalogue.js';
import type { Connection } from '../../engine/engine.js';
import type { Copied } from '../copy/copy-all.js';
import { quotedTable, type ReadColumn, sourceColumn } from '../copy/table-rows.js';
import { findDifferences } from '../differences/find-differences.js';
import type { RowDifferences } from '../differences/row-differences.js';
import { columnAt } from '../find-copy.js';
import { eachRow, fingerprintTable, floatsOf } from '../fingerprint/fingerprint-table.js';
import type { ColumnPlan, TablePlan } from '../plan/transfer-plan.js';
import type { TableProof } from '../report/transfer-report.js';
import { atTable, plain, type Side, snapshot } from '../side.js';
import type { Cell } from '../values/cell.js';
import { compareConstraints } from './compare-constraints.js';
import type { ProofTask } from './proof-task.js';

/** A table of the plan, as both catalogues have it. */
export interface Pair {
  readonly table: TablePlan;
  readonly original: CatalogueTable;
  readonly copy: CatalogueTable;
}

/** Reads a table on both sides, and when its rows differ, finds out which do. */
export async function proveTable(
  task: ProofTask,
  { table, original, copy }: Pair,
  here: Connection,
  nameOf: (table: string) => string,
): Promise<TableProof> {
  const { source, target, known } = task;
  const there: Compared = { side: source, table: table.source, columns: table.columns.map(sourceColumn) };
  const copied: Compared = {
    side: target,
    table: copy.name,
    columns: table.columns.map((column) => targetColumn(target, copy, column)),
  };
  const compare = async (first: Copied, reading: Connection | undefined): Promise<TableProof> => {
    const second = await read(task, copied, here);
    const rowsEqual = first.rows === second.rows && first.fingerprint === second.fingerprint;
    const differing = (connection: Connection) => differencesOf(task, table, [there, connection], [copied, here]);
    return {
      table: table.source,
      target: copy.name,
      rows: { source: first.rows, target: second.rows },
      fingerprint: { source: first.fingerprint, target: second.fingerprint },
      rowsEqual,
      ...(rowsEqual ? {} : { differences: await (reading ? differing(reading) : snapshot(source, differing)) }),
      constraints: compareConstraints(original, copy, nameOf),
      sequences: sequences(table, original, copy),
    };
  };
  const before = known?.get(table.source);
  return before
    ? compare(before, undefined)
    : snapshot(source, async (reading) => compare(await read(task, there, reading), reading));
}

/** A table as it is read on one side. */
interface Compared {
  readonly side: Side;
  readonly table: string;
  readonly columns: readonly ReadColumn[];
}

async function read(
  { progress }: ProofTask,
  { side, table, columns }: Compared,
  connection: Connection,
): Promise<Copied> {
  const fingerprint = await atTable(side, table, () =>
    fingerprintTable(side.kind, connection, table, columns, (rows) => progress('proving', table, rows)),
  );
  return { rows: fingerprint.rows, fingerprint: String(fingerprint) };
}

async function differencesOf(
  { examples, progress }: ProofTask,
  table: TablePlan,
  source: readonly [Compared, Connection],
  target: readonly [Compared, Connection],
): Promise<RowDifferences> {
  const rowsOf = async ([{ side, table: name, columns }, connection]: readonly [Compared, Connection]) => {
    const count = `SELECT COUNT(*) FROM ${quotedTable(side.kind, name)}`;
    return {
      rows: Number((await atTable(side, name, async () => connection.rows(plain(count))))[0]?.[0]),
      floats: floatsOf(columns),
      read: (each: (cells: readonly Cell[]) => void) =>
        atTable(side, name, () =>
          eachRow(side.kind, connection, name, columns, (rows) => progress('comparing', name, rows), each),
        ),
    };
  };
  return findDifferences({
    columns: table.columns.map(({ name, source: { kind } }) => ({ name, kind })),
    key: table.key?.columns ?? [],
    source: await rowsOf(source),
    target: await rowsOf(target),
    examples,
  });
}

/** The catalogue of the target says what a column holds there; for text, what the plan has put in it. */
function targetColumn(target: Side, copy: CatalogueTable, column: ColumnPlan): ReadColumn {
  const found = columnAt(target, copy, column.name);
  return {
    name: found?.name ?? column.name,
    type: found?.type ?? column.target,
    engineType: found?.engineType ?? '',
    arrays: column.arrays,
  };
}

function sequences(table: TablePlan, original: CatalogueTable, copy: CatalogueTable): TableProof['sequences'] {
  return table.columns.flatMap(({ name, identity }) => {
    if (identity === undefined || original.columns.find((column) => column.name === name)?.identity === undefined)
      return [];
    const next = (columns: readonly CatalogueColumn[]) =>
      columns.find((column) => column.name === name)?.identity?.next ?? '?';
    const [source, target] = [next(original.columns), next(copy.columns)];
    return [{ column: name, source, target, equal: source === target }];
  });
}
