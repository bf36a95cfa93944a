import type { Column, Value } from '@caruso/storage-manager/contract';
import { rowKey, tableParts } from '../check/table-parts.js';
import type { AttributeField } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { ColumnPlace, ColumnPlaces } from './column-places.js';
import { memberName } from './member-names.js';
import type { Storing } from './rows-in-turn.js';

/** A mapped attribute with its column under the name it has now, and under its own in its table. */
export interface CodedColumn {
  readonly member: string;
  readonly field: AttributeField;
  readonly before: AttributeField | undefined;
  readonly now: ColumnPlace;
  /** The column as it is read now. */
  readonly column: Column;
  /** Where its values are written when names have become those of the model. */
  readonly later: { readonly table: string; readonly column: Column; readonly key: readonly Column[] };
}

const MOST = 100_000;

export function* codedColumns(plan: ObjectPlan, places: ColumnPlaces): Iterable<CodedColumn> {
  for (const field of plan.fields.values()) {
    const [mapped] = field.columns;
    if (field.kind !== 'attribute' || mapped === undefined) continue;
    const part = tableParts(plan).find((each) =>
      each.columns.some((column) => each.prefix + column.name === mapped.name),
    );
    const now = part && places.placeNow(part, plan, field);
    if (part === undefined || now === undefined) continue;
    yield {
      member: memberName(plan, field.name),
      field,
      before: places.fieldBefore(now.table, now.column),
      now,
      column: { ...mapped, name: now.column },
      later: {
        table: part.table,
        column: { ...mapped, name: mapped.name.slice(part.prefix.length) },
        key: rowKey(plan, part),
      },
    };
  }
}

/** How many rows have one of some values in a column. */
export async function countRows(
  storage: Storing,
  store: string,
  table: string,
  column: Column,
  values: readonly Value[],
): Promise<number> {
  const where = { column, op: 'in' as const, values: [...values] };
  const rows = await storage.select({ store, table, columns: [column], where, limit: MOST });
  return rows.length;
}
