import type { StoredType } from '../../catalogue/stored-type.js';
import type { LogicalType } from '../../table-definition.js';
import type { EngineName } from '../engine-name.js';
import type { Cell } from './cell.js';
import { mariadbWriter } from './mariadb-writer.js';
import { postgresWriter } from './postgres-writer.js';
import { sqliteWriter } from './sqlite-writer.js';

/** A cell as the bulk insert of an engine takes it: a field of COPY, a literal, a bound value. */
export type ColumnWriter = (cell: Cell) => unknown;

/** Writes cells to a column of the type; of a column of CARUSO's own the logical type is given as well. */
export function columnWriter(engine: EngineName, type: StoredType, own?: LogicalType): ColumnWriter {
  switch (engine) {
    case 'postgres':
      return postgresWriter(type);
    case 'mariadb':
      return mariadbWriter(type);
    case 'sqlite':
      return sqliteWriter(type, own);
  }
}
