import type { Column, Condition, Row, Value } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../errors.js';
import { refuseUnordered } from './filter-condition.js';
import { equals, type ObjectPlan } from './object-plan.js';

/** A column that orders a page. Rows without a value stand last, upwards and downwards. */
export interface SortColumn {
  readonly column: Column;
  readonly descending: boolean;
  /** Whether rows may lack a value. Asking for them where they cannot be keeps a database from using its index. */
  readonly nullable: boolean;
}

/**
 * The columns that order a search: those that were asked for, then the key, so that no two rows are equal.
 *
 * @param sort attributes and links; a leading minus sorts downwards
 * @throws ObjectErrors.UnknownAttribute, ObjectErrors.FilterNotPossible
 */
export function sortColumns(plan: ObjectPlan, sort: readonly string[]): readonly SortColumn[] {
  const columns = new Map<string, SortColumn>();
  const keys = new Set(plan.keyColumns.map(({ name }) => name));
  const add = (column: Column, descending: boolean) => {
    if (columns.has(column.name)) return;
    columns.set(column.name, { column, descending, nullable: !keys.has(column.name) });
  };
  for (const term of sort) {
    const descending = term.startsWith('-');
    const field = plan.field(descending ? term.slice(1) : term);
    for (const column of refuseUnordered(plan, field)) add(column, descending);
  }
  for (const column of plan.keyColumns) add(column, false);
  return [...columns.values()];
}

/** The place behind a row, opaque to those who hand it back. */
export function cursorBehind(sort: readonly SortColumn[], row: Row): string {
  const values = sort.map(({ column }) => row[column.name] ?? null);
  return Buffer.from(JSON.stringify([signature(sort), ...values])).toString('base64url');
}

/** @throws ObjectErrors.BadCursor when the text is no cursor of this sort */
export function readCursor(object: string, sort: readonly SortColumn[], cursor: string): readonly Value[] {
  const [signed, ...values] = parse(cursor);
  const fits = signed === signature(sort) && values.length === sort.length && values.every(isScalar);
  if (!fits) throw new ObjectErrors.BadCursor({ object });
  return values as readonly Value[];
}

/** The rows behind the place that values of the sort columns name. */
export function behind(sort: readonly SortColumn[], values: readonly Value[]): Condition {
  const alternatives: Condition[] = [];
  const same: Condition[] = [];
  for (const [index, { column, descending, nullable }] of sort.entries()) {
    const value = values[index] ?? null;
    // Nothing stands behind absent values: they are last.
    if (value !== null) {
      const further: Condition = { column, op: descending ? 'lt' : 'gt', value };
      const beyond: Condition = nullable ? { any: [further, { column, op: 'isNull' }] } : further;
      alternatives.push(same.length === 0 ? beyond : { all: [...same, beyond] });
    }
    same.push(equals(column, value));
  }
  return { any: alternatives };
}

function signature(sort: readonly SortColumn[]): string {
  return sort.map(({ column, descending }) => `${descending ? '-' : ''}${column.name}`).join(' ');
}

function parse(cursor: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
