import type { Connection } from '../../engine/engine.js';
import { type ReadColumn, rawRows, readerOf } from '../copy/table-rows.js';
import type { EngineName } from '../engine-name.js';
import { BadCell, type Cell } from '../values/cell.js';
import type { ColumnReader } from '../values/column-reader.js';
import { Fingerprint } from './fingerprint.js';

/** Reads all rows of a table into a fingerprint. A value that does not belong in its column counts as the text it is written as. */
export async function fingerprintTable(
  engine: EngineName,
  connection: Connection,
  table: string,
  columns: readonly ReadColumn[],
  progress: (rows: number) => void,
): Promise<Fingerprint> {
  const fingerprint = new Fingerprint();
  const cellsOf = rowCells(engine, columns);
  for await (const batch of rawRows(engine, connection, table, columns)) {
    for (const row of batch) fingerprint.add(cellsOf(row));
    progress(batch.length);
  }
  return fingerprint;
}

/** Turns rows as a driver returns them into cells that can be compared; the same array is filled again for each row. */
export function rowCells(
  engine: EngineName,
  columns: readonly ReadColumn[],
): (row: readonly unknown[]) => readonly Cell[] {
  const readers = columns.map((column) => comparableReader(readerOf(engine, column), column));
  const cells: Cell[] = new Array(columns.length).fill(null);
  return (row) => {
    for (let at = 0; at < readers.length; at += 1) cells[at] = readers[at]?.(row[at]) ?? null;
    return cells;
  };
}

function comparableReader({ cell }: ColumnReader, { type }: ReadColumn): (raw: unknown) => Cell {
  const read = (raw: unknown) => {
    try {
      return cell(raw);
    } catch (thrown) {
      if (thrown instanceof BadCell) return `?${String(raw)}`;
      throw thrown;
    }
  };
  if (type.kind !== 'float') return read;
  // The negative zero equals zero, and some engines keep no other.
  return (raw) => {
    const found = read(raw);
    return found === '-0' ? '0' : found;
  };
}
