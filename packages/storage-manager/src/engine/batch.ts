/** Rows of one batch, and characters and bytes of their values, at most. */
export const BATCH_ROWS = 2_000;
export const BATCH_LENGTH = 4_000_000;

/** Characters and bytes of a row's values, about. */
export function lengthOf(row: readonly unknown[]): number {
  let length = 0;
  for (const value of row) length += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
  return length;
}
