import { didYouMean } from '@caruso/language';
import type { CatalogueTable } from '@caruso/storage-manager/contract';
import { columnMisfits } from '../conformance/column-fit.js';
import type { Place, Problems } from '../documents/problems.js';
import type { ObjectMapping, ObjectModel } from '../model/model.js';
import { equalities } from '../repository/plan/column-conditions.js';
import type { TablePart } from './table-parts.js';

/** Where the mapping names a column. */
export function placeOf({ columnPlaces, place }: ObjectMapping, column: string): Place {
  return columnPlaces.get(column) ?? place;
}

/** When what another service's table lacks may be there. */
export function whenOwnerStarts({ owner }: ObjectMapping): string | undefined {
  return owner === undefined ? undefined : `'${owner}' makes it when it starts`;
}

/**
 * Reports mapped columns that a legacy table lacks or that do not fit their attributes, and columns that need a value and
 * get none.
 *
 * @param part one of the tables of the object type
 * @param strict whether the engine keeps to the types of columns
 */
export function checkColumns(
  { name: object, key, attributes, mapping }: ObjectModel,
  part: TablePart,
  table: CatalogueTable,
  strict: boolean,
  problems: Problems,
): void {
  if (mapping === undefined) return;
  const names = table.columns.map(({ name }) => name);
  if (!mapping.managed) {
    for (const { name } of part.columns) {
      if (names.includes(name)) continue;
      const message = `The table '${part.table}' has no column '${name}'`;
      const hint = didYouMean(name, names) ?? whenOwnerStarts(mapping);
      problems.error('missing-column', message, placeOf(mapping, part.prefix + name), hint);
    }
    const written = mapping.write !== 'none';
    for (const [name, column] of mapping.columns) {
      const attribute = attributes.get(name);
      const found = table.columns.find((each) => part.prefix + each.name === column.column.name);
      if (attribute === undefined || found === undefined) continue;
      for (const { code, message, hint } of columnMisfits(attribute, column, found, {
        strict,
        written,
        needed: attribute.required || key.includes(name),
      })) {
        const text = `The column '${found.name}' of '${object}.${name}' ${message}`;
        problems[code === 'wrong-type' ? 'error' : 'warning'](
          code,
          text,
          placeOf(mapping, part.prefix + found.name),
          hint,
        );
      }
    }
  }
  const given = new Set(
    [...part.columns, ...equalities(part.where).map(({ column }) => column)].map(({ name }) => name),
  );
  // Parts of other objects make no rows.
  if (mapping.write === 'none' || mapping.partOf !== undefined) return;
  for (const { name, nullable, generated, default: preset } of table.columns) {
    if (nullable || generated || preset !== undefined || given.has(name)) continue;
    const message = `The column '${name}' of '${part.table}' needs a value, and nothing is mapped to it`;
    problems.warning('unmapped-column', message, part.place, 'new objects fail, because it has no default');
  }
}
