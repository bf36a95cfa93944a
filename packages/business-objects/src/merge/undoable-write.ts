import type { Cell, Row } from '@caruso/storage-manager/contract';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { PreparedWrite } from '../repository/write/prepared-write.js';
import { changeStatements, creationStatements, removalStatements } from '../repository/write/statements.js';

/** A write, and what puts back what it has done. */
export interface UndoableWrite {
  readonly write: PreparedWrite;
  readonly undo: PreparedWrite;
}

/** Gives columns of a row other values; where they are part of the key, it has another one then. */
export function undoableChange(plan: ObjectPlan, key: string, row: Row, cells: readonly Cell[]): UndoableWrite {
  const moved: Row = { ...row, ...valuesOf([...cells, ...plan.nextVersion(row)]) };
  const back = cells.map(({ column }) => ({ column, value: row[column.name] ?? null }));
  const writeOf = (of: string, before: Row, after: readonly Cell[]): PreparedWrite => ({
    ...{ plan, operation: 'update', key: of, before, after },
    statements: changeStatements(plan, before, after),
  });
  return { write: writeOf(plan.keyOf(moved), row, cells), undo: writeOf(key, moved, back) };
}

export function undoableCreation(plan: ObjectPlan, key: string, cells: readonly Cell[]): UndoableWrite {
  const row: Row = valuesOf(cells);
  return { write: creation(plan, key, cells), undo: removal(plan, key, row) };
}

export function undoableRemoval(plan: ObjectPlan, key: string, row: Row): UndoableWrite {
  const cells = plan.columns.map((column) => ({ column, value: row[column.name] ?? null }));
  return { write: removal(plan, key, row), undo: creation(plan, key, cells) };
}

const creation = (plan: ObjectPlan, key: string, after: readonly Cell[]): PreparedWrite => ({
  ...{ plan, operation: 'create', key, after },
  statements: creationStatements(plan, after),
});

const removal = (plan: ObjectPlan, key: string, before: Row): PreparedWrite => ({
  ...{ plan, operation: 'delete', key, before, after: undefined },
  statements: removalStatements(plan, before),
});

const valuesOf = (cells: readonly Cell[]) => Object.fromEntries(cells.map(({ column, value }) => [column.name, value]));
