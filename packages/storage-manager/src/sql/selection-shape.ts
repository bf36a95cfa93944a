import type { Column, ComparisonOp, Condition, Join, Value } from '../contract.js';
import type { Ordering, Selection } from './select.js';

/** What a selection has in common with others that differ in the compared values only. */
export interface SelectionShape {
  /** Two selections with the same key are written alike. */
  readonly key: string;
  /** The values compared with, in the order in which they are written. */
  readonly values: readonly Value[];
}

/** Operators whose text does not depend on the value they compare with, unless that is `null`. */
const PLAIN: ReadonlySet<ComparisonOp | 'in' | 'among' | 'isNull' | 'notNull'> = new Set([
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
] as const);

/** The shape of a selection; undefined where its text depends on the values in it. */
export function shapeOf(selection: Selection): SelectionShape | undefined {
  const values: Value[] = [];
  const { joins = [], where, order = [] } = selection;
  let key = `${selection.distinct ? 'd' : 's'}${selection.limit ?? ''}${named(selection.table)}`;
  key += shapeOfColumns(selection.columns);
  for (const join of joins) {
    const shape = shapeOfJoin(join, values);
    if (shape === undefined) return undefined;
    key += shape;
  }
  if (where !== undefined) {
    const shape = shapeOfCondition(where, values);
    if (shape === undefined) return undefined;
    key += `?${shape}`;
  }
  for (const term of order) {
    if (term.absent !== undefined) return undefined;
    key += shapeOfOrdering(term);
  }
  return { key, values };
}

/** With its length, so that no name can be taken for something else. */
const named = (name: string) => `${name.length}:${name}`;

/** Columns that cannot change are told by a number. */
const known = new WeakMap<readonly Column[], string>();
let numbered = 0;

function shapeOfColumns(columns: readonly Column[]): string {
  const before = known.get(columns);
  if (before !== undefined) return before;
  if (!isFrozenThrough(columns)) return `${columns.map(shapeOfColumn).join('')};`;
  numbered += 1;
  known.set(columns, `#${numbered};`);
  return `#${numbered};`;
}

function shapeOfColumn({ name, type, scale, also }: Column): string {
  return `${named(name)}${type}${scale ?? ''}${also === undefined ? '' : `[${also.map(named).join('')}]`},`;
}

function shapeOfJoin({ as, table, on, where, required }: Join, values: Value[]): string | undefined {
  const pairs = on.map(({ column, equals }) => shapeOfColumn(column) + shapeOfColumn(equals)).join('');
  const condition = where === undefined ? '' : shapeOfCondition(where, values);
  if (condition === undefined) return undefined;
  return `${required ? 'j' : 'l'}${named(as)}${named(table)}${pairs}?${condition};`;
}

function shapeOfOrdering({ column, descending, nulls }: Ordering): string {
  return `${descending ? '>' : '<'}${nulls === 'first' ? 'f' : 'l'}${shapeOfColumn(column)}`;
}

function shapeOfCondition(condition: Condition, values: Value[]): string | undefined {
  if ('all' in condition) return shapeOfList('&', condition.all, values);
  if ('any' in condition) return shapeOfList('|', condition.any, values);
  if ('not' in condition) return shapeOfList('!', [condition.not], values);
  if (condition.op === 'isNull' || condition.op === 'notNull') {
    return `${condition.op} ${shapeOfColumn(condition.column)}`;
  }
  if (!PLAIN.has(condition.op) || !('value' in condition) || condition.value === null) return undefined;
  values.push(condition.value);
  return `${condition.op} ${shapeOfColumn(condition.column)}`;
}

function shapeOfList(kind: string, conditions: readonly Condition[], values: Value[]): string | undefined {
  let shape = `${kind}(`;
  for (const condition of conditions) {
    const part = shapeOfCondition(condition, values);
    if (part === undefined) return undefined;
    shape += part;
  }
  return `${shape})`;
}

/** Whether nothing of a value can change any more. */
function isFrozenThrough(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThrough);
}
