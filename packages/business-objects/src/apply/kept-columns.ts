import { tableParts } from '../check/table-parts.js';
import { historyStoreOf } from '../history/where-kept.js';
import type { Model } from '../model/model.js';
import type { AttributeField } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { KeptColumn } from './column-history.js';
import { objectName } from './member-names.js';

/**
 * The attributes in a column of which the model keeps a history; several where objects share its table.
 *
 * @param before the attribute that has written the values
 */
export function keptColumns(
  model: Model,
  plans: Iterable<ObjectPlan>,
  { store, table, column }: { readonly store: string; readonly table: string; readonly column: string },
  before: AttributeField | undefined,
): readonly KeptColumn[] {
  return [...plans].flatMap((plan) => {
    const object = model.objects.get(objectName(plan));
    const { history } = object ?? {};
    if (object === undefined || history === undefined || plan.mapping.store !== store) return [];
    return tableParts(plan).flatMap((part): KeptColumn[] => {
      if (part.table !== table || !part.columns.some(({ name }) => name === column)) return [];
      const field = [...plan.fields.values()].find((each) => each.columns[0]?.name === part.prefix + column);
      if (field?.kind !== 'attribute' || !history.has(field.name)) return [];
      return [{ object: object.name, plan, part, field, before, historyStore: historyStoreOf(object) }];
    });
  });
}
