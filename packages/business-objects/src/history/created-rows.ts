import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Creations } from '../repository/write/create-many.js';
import { changesBetween, keptValues } from './attribute-change.js';
import type { Draft } from './drafts-of.js';

/** What the creation of many objects does, each in one row. */
export function createdRows(
  plan: ObjectPlan,
  kept: ReadonlySet<string>,
  { statements, keys }: Creations,
): readonly Draft[] {
  const rows = statements.flatMap((statement) => {
    if (!('insertMany' in statement)) return [];
    const { columns, rows: values } = statement.insertMany;
    return values.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
  });
  return rows.map((row, index) => ({
    object: plan.name,
    key: keys?.[index] ?? '',
    operation: 'create',
    changes: changesBetween(kept, undefined, keptValues(plan, kept, row)),
  }));
}
