import type { Cell, Column, Row, Statement, Value } from '@caruso/storage-manager/contract';
import type { ObjectPlan } from '../plan/object-plan.js';

/** A write that has been checked and can be carried out. */
export interface PreparedWrite {
  readonly plan: ObjectPlan;
  readonly operation: 'create' | 'update' | 'delete';
  /** Empty while the database has yet to make it. */
  readonly key: string;
  /** The version that was read before; absent for a new object. */
  readonly version?: string;
  readonly statements: readonly Statement[];
  /** A column whose value the database makes. */
  readonly generated?: Column | undefined;
  /** The row that was read before; absent for a new object. */
  readonly before?: Row;
  /** What the object holds when it is done; undefined when there is none then. */
  readonly after: readonly Cell[] | undefined;
}

/** Whether a row is as a write leaves it: then it has been carried out already, whoever did it. */
export function isAsAfter(after: readonly Cell[] | undefined, row: Row | undefined): boolean {
  if (after === undefined || row === undefined) return after === undefined && row === undefined;
  return after.every(({ column, value }) => !(column.name in row) || isSame(row[column.name], value));
}

/** Whether two stored values are the same. */
export function isSame(stored: Value | undefined, value: Value): boolean {
  if (typeof stored !== 'object' || stored === null) return stored === value;
  return JSON.stringify(stored) === JSON.stringify(value);
}
