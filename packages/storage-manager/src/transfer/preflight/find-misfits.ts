import type { Connection } from '../../engine/engine.js';
import { rawRows, readerOf, sourceColumn } from '../copy/table-rows.js';
import type { EngineName } from '../engine-name.js';
import { foundCheck } from '../found/found-check.js';
import type { ColumnPlan, Problem, TablePlan } from '../plan/transfer-plan.js';
import { BadCell, type Cell } from '../values/cell.js';
import { type Capacity, cellCheck } from '../values/cell-check.js';
import { suspicion } from './suspicion.js';

/** Problems of one column that are listed one by one; the rest is counted. */
const MOST_LISTED = 1_000;
const SHOWN = 80;

/** Finds every value of a table that the target cannot hold. */
export async function findMisfits(
  from: EngineName,
  connection: Connection,
  table: TablePlan,
  target: Capacity,
): Promise<readonly Problem[]> {
  const suspicions = table.columns.flatMap((column) => suspicion(from, column, target) ?? []);
  if (suspicions.length === 0) return [];
  const where = suspicions.map((condition) => `(${condition})`).join(' OR ');
  const checks = table.columns.map((column) => columnCheck(from, column, target));
  const found = new ColumnProblems(table);
  for await (const batch of rawRows(from, connection, table.source, table.columns.map(sourceColumn), where)) {
    for (const row of batch) {
      for (const [at, check] of checks.entries()) {
        const reason = check(row[at]);
        if (reason !== undefined) found.add(at, row, reason);
      }
    }
  }
  return found.all();
}

function columnCheck(from: EngineName, column: ColumnPlan, target: Capacity): (raw: unknown) => string | undefined {
  const reader = readerOf(from, sourceColumn(column));
  const check = column.found ? foundCheck(column, target) : cellCheck(column.target, target);
  return (raw) => {
    let cell: Cell;
    try {
      cell = reader.cell(raw);
    } catch (thrown) {
      if (thrown instanceof BadCell) return thrown.message;
      throw thrown;
    }
    if (cell !== null) return check(cell);
    return column.nullable ? undefined : 'is absent, and the column needs a value';
  };
}

class ColumnProblems {
  readonly #table: TablePlan;
  readonly #listed: Problem[] = [];
  readonly #counts = new Map<number, number>();

  constructor(table: TablePlan) {
    this.#table = table;
  }

  add(at: number, row: readonly unknown[], reason: string): void {
    const count = (this.#counts.get(at) ?? 0) + 1;
    this.#counts.set(at, count);
    if (count > MOST_LISTED) return;
    const { source: table, columns } = this.#table;
    this.#listed.push({ table, column: columns[at]?.name, row: this.#rowOf(row), value: shown(row[at]), reason });
  }

  all(): readonly Problem[] {
    const rest = [...this.#counts].flatMap(([at, count]) =>
      count <= MOST_LISTED
        ? []
        : [
            {
              table: this.#table.source,
              column: this.#table.columns[at]?.name,
              reason: `${count - MOST_LISTED} more rows have values that do not fit`,
            },
          ],
    );
    return [...this.#listed, ...rest];
  }

  /** The row by its key, or by all it has. */
  #rowOf(row: readonly unknown[]): string {
    const { columns, key } = this.#table;
    const telling = columns.flatMap(({ name }, at) =>
      key === undefined || key.columns.includes(name) ? [`${name} = ${shown(row[at])}`] : [],
    );
    return telling.join(', ').slice(0, SHOWN * 4);
  }
}

export function shown(raw: unknown): string {
  if (raw === null || raw === undefined) return 'NULL';
  if (raw instanceof Uint8Array) return `x'${Buffer.from(raw.subarray(0, SHOWN / 2)).toString('hex')}'`;
  const text = typeof raw === 'string' ? JSON.stringify(raw) : String(raw);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
