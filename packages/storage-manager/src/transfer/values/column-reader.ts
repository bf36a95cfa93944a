import type { Cell } from './cell.js';

/** Reads the values of a column. */
export interface ColumnReader {
  /** What to select, given the column's quoted name. */
  readonly expression: (column: string) => string;
  /** The cell of what the driver has returned. @throws BadCell */
  readonly cell: (raw: unknown) => Cell;
}

export const itself = (column: string) => column;
