import type { CatalogueColumn, CatalogueTable } from '../../catalogue/catalogue.js';
import type { Connection } from '../../engine/engine.js';
import { joinTableName } from '../../table-name.js';
import type { Copied } from '../copy/copy-all.js';
import { JOURNAL } from '../copy/journal.js';
import { type ReadColumn, sourceColumn } from '../copy/table-rows.js';
import { fingerprintTable } from '../fingerprint/fingerprint-table.js';
import { comparable } from '../plan/names.js';
import type { ColumnPlan, Problem, TablePlan, TransferPlan } from '../plan/transfer-plan.js';
import type { TableProof } from '../report/transfer-report.js';
import { atTable, catalogueOf, type Side, snapshot } from '../side.js';
import { compareConstraints } from './compare-constraints.js';

/** What was found when both sides were read. */
export interface Proof {
  readonly tables: readonly TableProof[];
  /** Tables and columns that the target lacks. */
  readonly problems: readonly Problem[];
}

export interface ProofTask {
  readonly source: Side;
  readonly target: Side;
  readonly plan: TransferPlan;
  /** Of the source. */
  readonly catalogue: readonly CatalogueTable[];
  /** What was read from the source a moment ago, by table; without it the source is read. */
  readonly known?: ReadonlyMap<string, Copied>;
  readonly progress: (table: string, rows: number) => void;
}

/** Reads all rows of both sides, and compares them and what the catalogues say. */
export async function prove({ source, target, plan, catalogue, known, progress }: ProofTask): Promise<Proof> {
  const found = await catalogueOf(target, JOURNAL);
  const tables: TableProof[] = [];
  const problems: Problem[] = [];
  const pairs = plan.tables.flatMap((table) => {
    const original = catalogue.find(({ name }) => name === table.source);
    const copy = tableAt(target, found, table);
    const lacking = copy === undefined ? ['the table'] : missingColumns(target, copy, table);
    problems.push(...lacking.map((what) => ({ table: table.source, reason: `the target lacks ${what}` })));
    return original && copy && lacking.length === 0 ? [{ table, original, copy }] : [];
  });
  const readSource = (table: TablePlan): Promise<Copied> | Copied =>
    known?.get(table.source) ??
    snapshot(source, (there) => read(source, there, table.source, table.columns.map(sourceColumn), progress));
  await snapshot(target, async (here) => {
    for (const { table, original, copy } of pairs) {
      const columns = table.columns.map((column) => targetColumn(target, copy, column));
      const first = await readSource(table);
      const second = await read(target, here, copy.name, columns, progress);
      tables.push({
        table: table.source,
        target: copy.name,
        rows: { source: first.rows, target: second.rows },
        fingerprint: { source: first.fingerprint, target: second.fingerprint },
        rowsEqual: first.rows === second.rows && first.fingerprint === second.fingerprint,
        constraints: compareConstraints(original, copy, (name) => nameAt(target, found, plan, name)),
        sequences: sequences(table, original, copy),
      });
    }
  });
  return { tables, problems };
}

/** The catalogue of the target says what a column holds there; for text, what the plan has put in it. */
function targetColumn({ kind }: Side, copy: CatalogueTable, column: ColumnPlan): ReadColumn {
  const found = columnAt(kind, copy, column.name);
  return {
    name: found?.name ?? column.name,
    type: found?.type ?? column.target,
    engineType: found?.engineType ?? '',
    arrays: column.arrays,
  };
}

const columnAt = (kind: Side['kind'], table: CatalogueTable, name: string): CatalogueColumn | undefined =>
  table.columns.find((column) => comparable(column.name, kind, 'column') === comparable(name, kind, 'column'));

function missingColumns({ kind }: Side, copy: CatalogueTable, table: TablePlan): readonly string[] {
  return table.columns
    .filter(({ name }) => columnAt(kind, copy, name) === undefined)
    .map(({ name }) => `the column "${name}"`);
}

function tableAt(
  { kind }: Side,
  found: readonly CatalogueTable[],
  { schema, target }: Pick<TablePlan, 'schema' | 'target'>,
): CatalogueTable | undefined {
  const wanted = comparable(joinTableName({ schema, name: target }), kind, 'table');
  return found.find(({ name, kind: what }) => what === 'table' && comparable(name, kind, 'table') === wanted);
}

function nameAt(target: Side, found: readonly CatalogueTable[], plan: TransferPlan, source: string): string {
  const table = plan.tables.find((other) => other.source === source);
  return (table && tableAt(target, found, table)?.name) ?? source;
}

function sequences(table: TablePlan, original: CatalogueTable, copy: CatalogueTable): TableProof['sequences'] {
  return table.columns.flatMap(({ name, identity }) => {
    if (identity === undefined) return [];
    const next = (columns: readonly CatalogueColumn[]) =>
      columns.find((column) => column.name === name)?.identity?.next ?? '?';
    const [source, target] = [next(original.columns), next(copy.columns)];
    return [{ column: name, source, target, equal: source === target }];
  });
}

async function read(
  side: Side,
  connection: Connection,
  table: string,
  columns: readonly ReadColumn[],
  progress: ProofTask['progress'],
): Promise<Copied> {
  const fingerprint = await atTable(side, table, () =>
    fingerprintTable(side.kind, connection, table, columns, (rows) => progress(table, rows)),
  );
  return { rows: fingerprint.rows, fingerprint: String(fingerprint) };
}
