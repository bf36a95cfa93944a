import type { Value, WantedTable } from '@caruso/storage-manager/contract';
import { tableDefinitions } from '../check/managed-tables.js';
import { tableParts } from '../check/table-parts.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { memberName } from './member-names.js';

/** Stored values that rows get in required columns, by `Customer.tier`. */
export type Fills = ReadonlyMap<string, Value>;

/**
 * The tables of object types as they are wanted in a store: as they would be made, with what they and their columns were called,
 * and what rows without a value get.
 *
 * @param fills beside the defaults of the model
 */
export function wantedTables(plans: readonly ObjectPlan[], fills: Fills = new Map()): WantedTable[] {
  const were = new Map<string, string>();
  const columnsWere = new Map<string, string>();
  const filled = new Map<string, Value>();
  for (const plan of plans) {
    for (const part of tableParts(plan)) {
      if (part.was !== undefined) were.set(part.table, part.was);
      for (const field of plan.fields.values()) {
        for (const column of field.columns) {
          const own = part.columns.find(({ name }) => part.prefix + name === column.name);
          if (own === undefined) continue;
          const at = `${part.table}\0${own.name}`;
          const was = plan.mapping.columnsWere.get(column.name);
          if (was !== undefined) columnsWere.set(at, was);
          const fill = fills.get(memberName(plan, field.name)) ?? presetOf(plan, field.name);
          if (fill !== undefined && fill !== null) filled.set(at, fill);
        }
      }
    }
  }
  return tableDefinitions(plans).map(({ columns, ...table }): WantedTable => {
    const was = were.get(table.name);
    return {
      ...table,
      ...(was === undefined ? {} : { was }),
      columns: columns.map((column) => {
        const at = `${table.name}\0${column.name}`;
        const [before, fill] = [columnsWere.get(at), filled.get(at)];
        return {
          ...column,
          ...(before === undefined ? {} : { was: before }),
          ...(column.required && fill !== undefined ? { fill } : {}),
        };
      }),
    };
  });
}

/** What the model gives objects without a value, in the form of the column. */
function presetOf(plan: ObjectPlan, member: string): Value | undefined {
  const field = plan.fields.get(member);
  if (field?.kind !== 'attribute' || !field.model.required || field.model.default === undefined) return undefined;
  return field.stored.write(field.model.default);
}
