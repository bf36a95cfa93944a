import { didYouMean } from '@caruso/language';
import type { CatalogueTable } from '@caruso/storage-manager/contract';
import { columnMisfits } from '../conformance/column-fit.js';
import type { Place, Problems } from '../documents/problems.js';
import type { ObjectPlan } from '../repository/object-plan.js';
import type { ObjectMapping, ObjectModel } from './model.js';

/** Where the mapping names a column. */
export function placeOf({ columnPlaces, place }: ObjectMapping, column: string): Place {
  return columnPlaces.get(column) ?? place;
}

/**
 * Reports mapped columns that a legacy table lacks or that do not fit their attributes, and columns that need a value and
 * get none.
 *
 * @param strict whether the engine keeps to the types of columns
 */
export function checkColumns(
  { name: object, key, attributes, mapping }: ObjectModel,
  table: CatalogueTable,
  plan: ObjectPlan,
  strict: boolean,
  problems: Problems,
): void {
  if (mapping === undefined) return;
  const names = table.columns.map(({ name }) => name);
  if (!mapping.managed) {
    for (const { name } of plan.columns) {
      if (names.includes(name)) continue;
      const message = `The table '${mapping.table}' has no column '${name}'`;
      problems.error('missing-column', message, placeOf(mapping, name), didYouMean(name, names));
    }
    const written = mapping.write !== 'none';
    for (const [name, column] of mapping.columns) {
      const attribute = attributes.get(name);
      const found = table.columns.find((each) => each.name === column.column.name);
      if (attribute === undefined || found === undefined) continue;
      for (const { code, message, hint } of columnMisfits(attribute, column, found, {
        strict,
        written,
        needed: attribute.required || key.includes(name),
      })) {
        const text = `The column '${found.name}' of '${object}.${name}' ${message}`;
        problems[code === 'wrong-type' ? 'error' : 'warning'](code, text, placeOf(mapping, found.name), hint);
      }
    }
  }
  const given = new Set([...plan.columns.map(({ name }) => name), ...impliedColumns(mapping.where)]);
  if (mapping.write === 'none') return;
  for (const { name, nullable, generated, default: preset } of table.columns) {
    if (nullable || generated || preset !== undefined || given.has(name)) continue;
    const message = `The column '${name}' of '${mapping.table}' needs a value, and nothing is mapped to it`;
    problems.warning('unmapped-column', message, mapping.place, 'new objects fail, because it has no default');
  }
}

function impliedColumns(where: ObjectMapping['where']): string[] {
  const conditions = where === undefined ? [] : 'all' in where ? where.all : [where];
  return conditions.flatMap((condition) => ('op' in condition && condition.op === 'eq' ? [condition.column.name] : []));
}
