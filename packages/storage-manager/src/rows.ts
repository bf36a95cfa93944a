import type { Codec } from './codec/codec.js';
import { Misfit } from './codec/misfit.js';
import type { Column, Row, Value } from './contract.js';
import { StorageErrors } from './errors.js';

/** Makes the function that turns what a driver read into rows; made once for a selection, used for each of its rows. */
export function rowReader(
  store: string,
  codecOf: (column: Column) => Codec,
  columns: readonly Column[],
): (values: readonly unknown[]) => Row {
  const parts = columns.map((column) => ({ column, codec: codecOf(column) }));
  return (values) => {
    const row: Record<string, Value> = {};
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index];
      const stored = values[index];
      if (part) row[part.column.name] = stored === null ? null : read(store, part.column, part.codec.decode, stored);
    }
    return row;
  };
}

const LONGEST_SHOWN = 60;

function read(store: string, { name, type, also }: Column, decode: (stored: unknown) => Value, stored: unknown): Value {
  if (typeof stored === 'string' && also?.includes(stored)) return stored;
  try {
    return decode(stored);
  } catch (cause) {
    if (!(cause instanceof Misfit || cause instanceof SyntaxError)) throw cause;
    const found = stored instanceof Uint8Array ? 'a binary value' : `"${String(stored).slice(0, LONGEST_SHOWN)}"`;
    throw new StorageErrors.UnreadableValue({ store, column: name, type, found }, { cause });
  }
}
