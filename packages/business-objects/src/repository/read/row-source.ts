import type { Stub } from '@caruso/core';
import type { Column, Condition, Join, Row, Storage, Value } from '@caruso/storage-manager/contract';
import { allOf } from '../plan/column-conditions.js';
import type { ObjectPlan } from '../plan/object-plan.js';

/** What to read of the rows of an object type; without columns those that make the object. */
export interface Selected {
  readonly conditions?: readonly Condition[];
  readonly columns?: readonly Column[];
  readonly joins?: readonly Join[];
  readonly distinct?: boolean;
  readonly order?: readonly {
    readonly column: Column;
    readonly descending?: boolean;
    readonly absent?: readonly Value[];
  }[];
  readonly limit?: number;
}

/** Where rows come from, for what looks after several at once. */
export interface RowSource {
  plan(object: string): ObjectPlan;
  /** Rows by tuples of stored values, in as many look-ups as are needed. */
  rowsAmong(
    plan: ObjectPlan,
    columns: readonly Column[],
    tuples: readonly (readonly Value[])[],
    selected: readonly Column[],
  ): Promise<readonly Row[]>;
}

type Selection = Parameters<Stub<typeof Storage>['select']>[0];

/** The selection of rows that are objects. */
export function selectionOf(plan: ObjectPlan, { conditions = [], columns, joins = [], ...more }: Selected): Selection {
  const { store, table } = plan.mapping;
  const { where } = plan;
  const all = where === undefined ? conditions : [...conditions, where];
  const joined = [...plan.joins, ...joins];
  return {
    store,
    table,
    columns: columns ?? plan.columns,
    ...(joined.length === 0 ? {} : { joins: joined }),
    ...(all.length === 0 ? {} : { where: allOf(all) }),
    ...(more.distinct ? { distinct: true } : {}),
    ...(more.order === undefined ? {} : { order: more.order.map(orderTerm) }),
    ...(more.limit === undefined ? {} : { limit: more.limit }),
  };
}

const orderTerm = ({ column, descending = false, absent = [] }: NonNullable<Selected['order']>[number]) => ({
  column,
  descending,
  ...(absent.length === 0 ? {} : { absent }),
});
