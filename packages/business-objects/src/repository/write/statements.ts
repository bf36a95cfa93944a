import type { Cell, Column, Condition, Row, Statement, Value } from '@caruso/storage-manager/contract';
import { allOf, equals } from '../plan/column-conditions.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import type { SidePlan } from '../plan/side-plan.js';

/** The statements that create an object: its row, and those of its sides that are required or have a value. */
export function creationStatements(plan: ObjectPlan, cells: readonly Cell[], generated?: Column): Statement[] {
  const { table } = plan.mapping;
  const main = plan.mainCells(cells);
  if (plan.part !== undefined) {
    const absent: Condition = { not: plan.part };
    const where: Condition = { all: [keyCondition(plan, cells), absent] };
    return [{ update: { table, set: withoutKey(plan, main), where, expect: 1 } }];
  }
  const sides = plan.sides.flatMap((side) => {
    const own = side.cells(cells);
    return side.required || own.some(({ value }) => value !== null) ? [insertSide(plan, side, cells, own)] : [];
  });
  const insert = { table, cells: [...main], ...(generated === undefined ? {} : { generated }) };
  return [{ insert: plan.isOneRow ? { ...insert, returning: plan.columns } : insert }, ...sides];
}

/**
 * The statements that change an object, if it is still as it was read: all of its rows are compared, also those that stay
 * as they are.
 */
export function changeStatements(plan: ObjectPlan, row: Row, changed: readonly Cell[]): Statement[] {
  const main = [...plan.mainCells(changed), ...plan.nextVersion(row)];
  const statements: Statement[] = [
    {
      update: {
        table: plan.mapping.table,
        set: main.length > 0 ? main : asItIs(plan.keyColumns, row),
        where: within(plan, plan.unchanged(row)),
        expect: 1,
      },
    },
  ];
  for (const side of plan.sides) {
    const own = side.cells(changed);
    if (!side.isIn(row)) {
      if (own.some(({ value }) => value !== null)) statements.push(insertSide(plan, side, keyCells(plan, row), own));
      continue;
    }
    if (own.length === 0 && plan.hasCounter) continue;
    const set = own.length > 0 ? own : asItIs(side.on, side.bare(row));
    statements.push({
      update: { table: side.table, set: [...set], where: side.unchanged(row, plan.hasCounter), expect: 1 },
    });
  }
  return statements;
}

/** The statements that delete an object, if it is still as it was read, or mark it as deleted. */
export function removalStatements(plan: ObjectPlan, row: Row): Statement[] {
  const { table, remove } = plan.mapping;
  const where = within(plan, plan.unchanged(row));
  const cleared = remove ?? (plan.part === undefined ? undefined : plan.emptyCells());
  if (cleared !== undefined) {
    return [{ update: { table, set: [...cleared, ...plan.nextVersion(row)], where, expect: 1 } }];
  }
  const sides = plan.sides.filter((side) => side.isIn(row));
  return [
    // Rows of sides may refer to the main row, so they go first.
    ...sides.map((side) => ({ delete: { table: side.table, where: side.unchanged(row, plan.hasCounter), expect: 1 } })),
    { delete: { table, where, expect: 1 } },
  ];
}

function insertSide(plan: ObjectPlan, side: SidePlan, cells: readonly Cell[], own: readonly Cell[]): Statement {
  const values = valuesOf(cells);
  const key = side.on.map((column, index) => {
    const name = plan.keyColumns[index]?.name ?? '';
    return { column, value: values.get(name) ?? null };
  });
  return { insert: { table: side.table, cells: [...key, ...own, ...side.implied(own)] } };
}

function keyCondition(plan: ObjectPlan, cells: readonly Cell[]): Condition {
  const values = valuesOf(cells);
  return { all: plan.keyColumns.map((column) => equals(column, values.get(column.name) ?? null)) };
}

const valuesOf = (cells: readonly Cell[]): ReadonlyMap<string, Value> =>
  new Map(cells.map(({ column, value }) => [column.name, value]));
const keyCells = (plan: ObjectPlan, row: Row): Cell[] => asItIs(plan.keyColumns, row);
const asItIs = (columns: readonly Column[], row: Row): Cell[] =>
  columns.map((column) => ({ column, value: row[column.name] ?? null }));

function withoutKey(plan: ObjectPlan, cells: readonly Cell[]): Cell[] {
  return cells.filter(({ column }) => !plan.keyColumns.some(({ name }) => name === column.name));
}

const within = ({ where }: ObjectPlan, condition: Condition): Condition =>
  where === undefined ? condition : allOf([condition, where]);
