import type { CatalogueTable } from '../catalogue/catalogue.js';
import type { Alteration } from './alteration.js';
import { type EngineName, limitsIn, limitsOf, sameLimits, widest } from './column-state.js';
import { columnSets } from './index-sets.js';

/** The catalogue's table by its name. */
export type Find = (table: string) => CatalogueTable | undefined;

/** Whether a table is so already as an alteration would make it. Rows without a value have to be counted. */
export function isDone(engine: EngineName, find: Find, alteration: Alteration): boolean {
  const table = find(alteration.table);
  const column = (name: string) => table?.columns.find((each) => each.name === name);
  const has = (columns: readonly string[], unique: boolean) =>
    table !== undefined &&
    columnSets(table).some((set) => set.unique === unique && set.columns.join('\0') === columns.join('\0'));
  switch (alteration.do) {
    case 'createTable':
      return table !== undefined;
    case 'renameTable':
      return table === undefined && find(alteration.to) !== undefined;
    case 'addColumn':
      return column(alteration.column.name) !== undefined;
    case 'renameColumn':
      return column(alteration.column) === undefined && column(alteration.to) !== undefined;
    case 'relax':
      return column(alteration.column)?.nullable === true;
    case 'fill':
      return false;
    case 'widen':
    case 'narrow': {
      const present = column(alteration.column.name);
      if (table === undefined || present === undefined) return false;
      const [is, wanted] = [limitsIn(engine, table, present), limitsOf(engine, alteration.column)];
      if (alteration.do === 'narrow')
        return sameLimits(is, wanted) && (!present.nullable || !alteration.column.required);
      return sameLimits(widest(is, wanted), is) && (present.nullable || alteration.column.required);
    }
    case 'dropColumn':
      return table !== undefined && column(alteration.column) === undefined;
    case 'dropTable':
      return table === undefined;
    case 'addIndex':
      return has(alteration.columns, alteration.unique);
    case 'dropIndex':
      return table !== undefined && !has(alteration.columns, alteration.unique);
    case 'replaceColumn':
      return column(alteration.by) === undefined && column(alteration.column.name) !== undefined;
  }
}
