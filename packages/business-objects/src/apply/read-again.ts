import { type ConvertedColumns, formOf } from '../applied/converted-columns.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Surroundings } from './apply-list.js';
import type { ApplyStep } from './apply-step.js';
import { codedColumns } from './coded-column.js';
import type { ColumnPlaces } from './column-places.js';

/**
 * The steps for values that were brought into another form, and that the model reads in the former one again without their having
 * to be changed: it is meant to, as it is applied.
 *
 * @param settled members to which other steps see
 */
export function readAgain(
  { store, managed }: Surroundings,
  places: ColumnPlaces,
  converted: ConvertedColumns,
  plans: readonly ObjectPlan[],
  settled: ReadonlySet<string>,
): readonly ApplyStep[] {
  if (!managed) return [];
  return plans.flatMap((plan) =>
    [...codedColumns(plan, places)].flatMap(({ member, field, now }): ApplyStep[] => {
      const since = settled.has(member) ? undefined : converted.since(now.table, now.column, formOf(field));
      if (since === undefined) return [];
      const message = `${now.table}.${now.column} got another form ${since}, and is read in the former one again, as it is`;
      const work = { do: 'readAsBefore' as const, table: now.table, column: now.column };
      const at = { store, phase: 'switch' as const, state: 'ready' as const, loses: 0, examples: [], sql: [] };
      return [{ ...at, name: `convert:${member}`, message, work }];
    }),
  );
}
