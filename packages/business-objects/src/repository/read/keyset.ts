import type { Column, Condition, Join, Row, Value } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../../errors.js';
import { allOf, equals, isComparable } from '../plan/column-conditions.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import { type SortTerm, sortTerm } from './sort-term.js';

/** How a page is ordered, and what has to be joined for it. */
export interface PageOrder {
  readonly terms: readonly SortTerm[];
  readonly joins: readonly Join[];
  /** Whether no two rows are equal in it; else a cursor also counts rows that are. */
  readonly total: boolean;
}

/**
 * The order of a search: what was asked for, then the key, so that no two rows are equal. Objects without a key are ordered
 * by all of their columns: those that are equal then are equal in everything, and it does not matter which comes first.
 *
 * @param sort attributes and links, also of linked objects (`customer.name`); a leading minus sorts downwards
 * @throws ObjectErrors.UnknownAttribute, ObjectErrors.FilterNotPossible
 */
export function pageOrder(
  plan: ObjectPlan,
  sort: readonly string[],
  planOf: (object: string) => ObjectPlan,
): PageOrder {
  const terms = new Map<string, SortTerm>();
  const joins = new Map<string, Join>();
  for (const asked of sort) {
    const descending = asked.startsWith('-');
    const found = sortTerm(plan, descending ? asked.slice(1) : asked, planOf);
    for (const join of found.joins) joins.set(join.as, join);
    for (const term of found.terms)
      if (!terms.has(term.column.name)) terms.set(term.column.name, { ...term, descending });
  }
  const last = plan.keyed ? plan.keyColumns : plan.columns.filter(isComparable);
  for (const column of last) {
    if (!terms.has(column.name))
      terms.set(column.name, { column, descending: false, nullable: !plan.keyed, absent: [] });
  }
  return { terms: [...terms.values()], joins: [...joins.values()], total: plan.keyed };
}

/** A place in an order: the values of a row, and how many rows equal to it come before. */
export interface Place {
  readonly values: readonly Value[];
  readonly skip: number;
}

/** The place behind the last row of a page. @param from where the page began */
export function placeBehind(order: PageOrder, page: readonly Row[], from: Place | undefined): Place {
  const values = valuesOf(order, page.at(-1) ?? {});
  if (order.total) return { values, skip: 0 };
  const isLast = (row: Row) => isSame(valuesOf(order, row), values);
  const first = page.findLastIndex((row) => !isLast(row)) + 1;
  const before = first === 0 && from !== undefined && isSame(from.values, values) ? from.skip : 0;
  return { values, skip: before + page.length - first };
}

const isSame = (a: readonly Value[], b: readonly Value[]) => a.every((value, index) => value === b[index]);

/** What a row has in the columns of an order; what stands for nothing there is null. */
function valuesOf({ terms }: PageOrder, row: Row): readonly Value[] {
  return terms.map(({ column, absent }) => {
    const value = row[column.name] ?? null;
    return absent.includes(value) ? null : value;
  });
}

/** A place in one text, opaque to those who hand it back. */
export function writeCursor(order: PageOrder, { values, skip }: Place): string {
  return Buffer.from(JSON.stringify([signature(order), skip, ...values])).toString('base64url');
}

/** @throws ObjectErrors.BadCursor when the text is no cursor of this order */
export function readCursor(object: string, order: PageOrder, cursor: string): Place {
  const [signed, skip, ...values] = parse(cursor);
  const fits = signed === signature(order) && values.length === order.terms.length && values.every(isScalar);
  if (!fits || !Number.isSafeInteger(skip)) throw new ObjectErrors.BadCursor({ object });
  return { values: values as readonly Value[], skip: skip as number };
}

/** The rows behind a place; those equal to it are among them where there may be several. */
export function behind({ terms, total }: PageOrder, { values }: Place): Condition {
  const alternatives: Condition[] = [];
  const same: Condition[] = [];
  for (const [index, { column, descending, nullable, absent }] of terms.entries()) {
    const value = values[index] ?? null;
    const markers = absent.map((marker) => equals(column, marker));
    const nothing = [equals(column, null), ...markers];
    // Nothing stands behind absent values: they are last.
    if (value !== null) {
      const further: Condition = { column, op: descending ? 'lt' : 'gt', value };
      const present = allOf([further, ...markers.map((not) => ({ not }))]);
      const beyond: Condition = nullable ? { any: [present, ...nothing] } : present;
      alternatives.push(allOf([...same, beyond]));
    }
    same.push(
      value === null ? (nothing.length === 1 ? equals(column, null) : { any: nothing }) : equals(column, value),
    );
  }
  if (!total) alternatives.push(allOf(same));
  return { any: alternatives };
}

function signature({ terms }: PageOrder): string {
  return terms.map(({ column, descending }) => `${descending ? '-' : ''}${column.name}`).join(' ');
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

/** The columns that have to be read beside the object's own to know its place. */
export function furtherColumns({ terms }: PageOrder, known: readonly Column[]): readonly Column[] {
  return terms.flatMap(({ column }) => (known.some(({ name }) => name === column.name) ? [] : [column]));
}
