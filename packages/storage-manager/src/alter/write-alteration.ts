import type { CatalogueTable } from '../catalogue/catalogue.js';
import { complete } from '../define-tables.js';
import { writeCreateTable, writeIndexes } from '../sql/definition.js';
import type { Alteration } from './alteration.js';
import { added, clear, dropColumn, fill, redefine, relax, replaceColumn } from './write-columns.js';
import { renameColumn, renameTable } from './write-renames.js';
import { type Altered, WrittenTable } from './written-table.js';

/** The SQL of an alteration in the dialect of an engine; on MariaDB what changes the table is one statement. */
export function writeAlteration(altered: Altered, alteration: Alteration): readonly string[] {
  if (alteration.do === 'createTable') {
    const { store, dialect } = altered;
    const table = complete(store, { ...alteration.definition, name: alteration.table });
    return [writeCreateTable(store, dialect, table), ...writeIndexes(store, dialect, table)];
  }
  return write(new WrittenTable(altered, altered.table ?? EMPTY(alteration.table)), alteration);
}

const EMPTY = (name: string): CatalogueTable => ({
  name,
  kind: 'table',
  columns: [],
  key: [],
  unique: [],
  foreignKeys: [],
  checks: [],
  indexes: [],
});

function write(t: WrittenTable, alteration: Exclude<Alteration, { do: 'createTable' }>): readonly string[] {
  switch (alteration.do) {
    case 'renameTable':
      return renameTable(t, alteration.to);
    case 'addColumn':
      return [`ALTER TABLE ${t.name} ADD COLUMN ${added(t, alteration.column)}`];
    case 'renameColumn':
      return renameColumn(t, alteration.column, alteration.to);
    case 'widen':
      return redefine(t, alteration.column);
    case 'relax':
      return relax(t, alteration.column);
    case 'fill':
      return fill(t, alteration.column);
    case 'narrow':
      return [...clear(t, alteration.column), ...redefine(t, alteration.column)];
    case 'dropColumn':
      return dropColumn(t, alteration.column);
    case 'dropTable':
      return [`DROP TABLE ${t.name}`];
    case 'addIndex':
      return [t.createIndex(t.table.name, alteration.columns, alteration.unique)];
    case 'dropIndex':
      return t.dropIndexes((set) => set.unique === alteration.unique && same(set.columns, alteration.columns));
    case 'replaceColumn':
      return replaceColumn(t, alteration.column, alteration.by);
  }
}

const same = (one: readonly string[], other: readonly string[]) => one.join('\0') === other.join('\0');
