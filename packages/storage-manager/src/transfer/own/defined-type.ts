import { type EngineName, familyOf, limitsOf, logicalTypeOf } from '../../alter/column-state.js';
import type { CatalogueColumn } from '../../catalogue/catalogue.js';
import type { StoredType } from '../../catalogue/stored-type.js';
import type { CompleteTable } from '../../sql/definition.js';
import type { ColumnDefinition } from '../../table-definition.js';

/** Whether a key or an index of the table names the column. */
export const isIndexed = ({ key, unique, indexes }: CompleteTable, column: string) =>
  [key, ...unique, ...indexes].some((columns) => columns.includes(column));

/** Whether a column that is there can be what a definition says, which may have been noted before it was altered by others. */
export const canBe = (engine: EngineName, there: CatalogueColumn, { type }: ColumnDefinition) =>
  familyOf(engine, logicalTypeOf(engine, there)) === familyOf(engine, type);

/** What a column of a table holds that CARUSO has defined, whatever the engine's own type for it is. */
export function definedType(engine: EngineName, table: CompleteTable, column: ColumnDefinition): StoredType {
  switch (column.type) {
    case 'string':
    case 'text': {
      const { size } = limitsOf(engine, { ...column, indexed: isIndexed(table, column.name) });
      return { kind: 'text', ...(size === undefined ? {} : { length: size }), fixed: false };
    }
    case 'decimal': {
      const { whole, scale } = limitsOf(engine, { ...column, indexed: false });
      if (whole === undefined) return { kind: 'decimal', unsigned: false };
      return { kind: 'decimal', precision: whole + (scale ?? 0), scale: scale ?? 0, unsigned: false };
    }
    case 'integer':
    case 'long':
      return { kind: 'integer', bits: 64, unsigned: false };
    case 'double':
      return { kind: 'float', bits: 64 };
    case 'time':
      return { kind: 'time', fraction: 6, zoned: false };
    case 'instant':
      return { kind: 'timestamp', fraction: 6, zoned: true };
    case 'localDateTime':
      return { kind: 'timestamp', fraction: 6, zoned: false };
    case 'uuid':
    case 'boolean':
    case 'date':
    case 'json':
      return { kind: column.type };
    case 'binary':
      return { kind: 'binary', fixed: false };
  }
}
