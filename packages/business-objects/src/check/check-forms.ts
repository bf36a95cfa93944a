import { type ConvertedColumns, formOf } from '../applied/converted-columns.js';
import type { Problems } from '../documents/problems.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { placeOf } from './check-columns.js';
import type { TablePart } from './table-parts.js';

const HINT =
  'this model is older than the store: start with the model that was applied, or let caruso model apply bring the values back';

/** Reports columns of which a model that was applied has brought the values into another form, and which this one knows in the former. */
export function checkForms(
  plan: ObjectPlan,
  { table, prefix, columns }: TablePart,
  converted: ConvertedColumns | undefined,
  problems: Problems,
): void {
  for (const field of plan.fields.values()) {
    const column = columns.find(({ name }) => prefix + name === field.columns[0]?.name);
    if (field.kind !== 'attribute' || column === undefined) continue;
    const since = converted?.since(table, column.name, formOf(field));
    if (since === undefined) continue;
    const text = `The values of the column '${column.name}' of '${table}' in '${plan.mapping.store}' got another form ${since}`;
    problems.error('converted', text, placeOf(plan.mapping, prefix + column.name), HINT);
  }
}
