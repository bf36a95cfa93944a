import type { Connection } from '../../engine/engine.js';
import { type ReadColumn, rawRows, readerOf } from '../copy/table-rows.js';
import type { EngineName } from '../engine-name.js';
import { BadCell, type Cell } from '../values/cell.js';
import { Fingerprint } from './fingerprint.js';

/** Reads all rows of a table into a fingerprint. */
export async function fingerprintTable(
  engine: EngineName,
  connection: Connection,
  table: string,
  columns: readonly ReadColumn[],
  progress: (rows: number) => void,
): Promise<Fingerprint> {
  const fingerprint = new Fingerprint(floatsOf(columns));
  await eachRow(engine, connection, table, columns, progress, (cells) => fingerprint.add(cells));
  return fingerprint;
}

/**
 * Hands over the cells of each row, in an array that is filled again for the next. A value that does not belong in its column counts
 * as the text it is written as.
 */
export async function eachRow(
  engine: EngineName,
  connection: Connection,
  table: string,
  columns: readonly ReadColumn[],
  progress: (rows: number) => void,
  each: (cells: readonly Cell[]) => void,
): Promise<void> {
  const cellsOf = rowCells(engine, columns, (_column, raw) => `?${String(raw)}`);
  for await (const batch of rawRows(engine, connection, table, columns)) {
    for (const row of batch) each(cellsOf(row));
    progress(batch.length);
  }
}

/** The places of columns with floating point numbers, whose zeros are equal with and without a sign. */
export const floatsOf = (columns: readonly ReadColumn[]) =>
  new Set(columns.flatMap(({ type }, at) => (type.kind === 'float' ? [at] : [])));

/**
 * Turns rows as a driver returns them into cells; the same array is filled again for each row.
 *
 * @param onBadCell says what a value counts as that does not belong in its column, or throws
 */
export function rowCells(
  engine: EngineName,
  columns: readonly ReadColumn[],
  onBadCell: (column: ReadColumn, raw: unknown, reason: string) => Cell,
): (row: readonly unknown[]) => readonly Cell[] {
  const readers = columns.map((column) => readerOf(engine, column).cell);
  const cells: Cell[] = new Array(columns.length).fill(null);
  const badCell = (at: number, raw: unknown, thrown: unknown): Cell => {
    const column = columns[at];
    if (column === undefined || !(thrown instanceof BadCell)) throw thrown;
    return onBadCell(column, raw, thrown.message);
  };
  return (row) => {
    for (let at = 0; at < readers.length; at += 1) {
      try {
        cells[at] = readers[at]?.(row[at]) ?? null;
      } catch (thrown) {
        cells[at] = badCell(at, row[at], thrown);
      }
    }
    return cells;
  };
}
