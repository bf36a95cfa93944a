import type { Cell, Column, Condition, Value } from '@caruso/storage-manager/contract';

/** Comparing these for equality is not possible, or not reliable, in a database. */
const INCOMPARABLE: readonly Column['type'][] = ['json', 'double', 'binary'];

export function isComparable({ type }: Column): boolean {
  return !INCOMPARABLE.includes(type);
}

export function equals(column: Column, value: Value): Condition {
  return value === null ? { column, op: 'isNull' } : { column, op: 'eq', value };
}

/** Rows whose columns hold one of several tuples of values. */
export function columnsIn(columns: readonly Column[], tuples: readonly (readonly Value[])[]): Condition {
  const [first] = columns;
  const [only] = tuples;
  if (tuples.length === 1 && only !== undefined) return equalTuple(columns, only);
  if (columns.length === 1 && first !== undefined) {
    return { column: first, op: 'in', values: tuples.map(([value = null]) => value) };
  }
  return { any: tuples.map((tuple) => equalTuple(columns, tuple)) };
}

function equalTuple(columns: readonly Column[], tuple: readonly Value[]): Condition {
  return allOf(columns.map((column, index) => equals(column, tuple[index] ?? null)));
}

/** Conditions that all have to hold; a single one stays as it is. */
export function allOf(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { all: conditions };
}

/** What a row must have for a condition to hold, as far as it says so by equality. */
export function equalities(condition: Condition | undefined): readonly Cell[] {
  const conditions = condition === undefined ? [] : 'all' in condition ? condition.all : [condition];
  return conditions.flatMap((each) =>
    'op' in each && each.op === 'eq' ? [{ column: each.column, value: each.value }] : [],
  );
}
