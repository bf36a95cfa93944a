import type { Alteration } from '../alter/alteration.js';
import { complete } from '../define-tables.js';
import type { CompleteTable } from '../sql/definition.js';
import type { ColumnDefinition } from '../table-definition.js';
import type { Definitions } from './definition-records.js';

/**
 * What an alteration changes of how tables are defined, by the names of the tables; undefined for one that is defined no more.
 * Pure, and the same again when it has been noted already.
 */
export function alteredDefinitions(
  store: string,
  known: Definitions,
  alteration: Alteration,
): ReadonlyMap<string, CompleteTable | undefined> {
  const { table: name } = alteration;
  if (alteration.do === 'createTable') return new Map([[name, complete(store, alteration.definition)]]);
  const table = known.get(name);
  if (table === undefined) return new Map();
  if (alteration.do === 'dropTable') return new Map([[name, undefined]]);
  if (alteration.do === 'renameTable')
    return new Map([
      [name, undefined],
      [alteration.to, { ...table, name: alteration.to }],
    ]);
  return new Map([[name, alteredTable(table, alteration)]]);
}

function alteredTable(table: CompleteTable, alteration: Alteration): CompleteTable {
  switch (alteration.do) {
    case 'addColumn':
    case 'widen':
    case 'narrow':
      return withColumn(table, alteration.column);
    case 'replaceColumn':
      return withColumn(without(table, alteration.by), alteration.column);
    case 'dropColumn':
      return without(table, alteration.column);
    case 'renameColumn': {
      const renamed = (column: string) => (column === alteration.column ? alteration.to : column);
      const all = (lists: CompleteTable['indexes']) => lists.map((columns) => columns.map(renamed));
      return {
        ...table,
        columns: table.columns.map((column) => ({ ...column, name: renamed(column.name) })),
        key: table.key.map(renamed),
        unique: all(table.unique),
        indexes: all(table.indexes),
      };
    }
    case 'addIndex':
    case 'dropIndex': {
      const kind = alteration.unique ? 'unique' : 'indexes';
      const others = table[kind].filter((columns) => columns.join('\0') !== alteration.columns.join('\0'));
      return { ...table, [kind]: alteration.do === 'addIndex' ? [...others, alteration.columns] : others };
    }
    default:
      return table;
  }
}

/** The table with a column as it is to be; whether the database makes its values does not change. */
function withColumn(table: CompleteTable, given: ColumnDefinition): CompleteTable {
  const { name, type, size, precision, scale, required, also } = given;
  const was = table.columns.find((column) => column.name === name);
  const column: ColumnDefinition = {
    name,
    type,
    ...(scale === undefined ? {} : { scale }),
    ...(also === undefined ? {} : { also }),
    ...(size === undefined ? {} : { size }),
    ...(precision === undefined ? {} : { precision }),
    required,
    generated: was?.generated ?? false,
  };
  if (was === undefined) return { ...table, columns: [...table.columns, column] };
  return { ...table, columns: table.columns.map((each) => (each === was ? column : each)) };
}

function without(table: CompleteTable, column: string): CompleteTable {
  const left = (lists: CompleteTable['indexes']) => lists.filter((columns) => !columns.includes(column));
  return {
    ...table,
    columns: table.columns.filter(({ name }) => name !== column),
    unique: left(table.unique),
    indexes: left(table.indexes),
  };
}
