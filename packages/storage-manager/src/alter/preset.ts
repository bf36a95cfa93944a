import type { SqlText } from '../sql/sql-text.js';
import { literal } from '../transfer/quote.js';
import type { AlteredColumn } from './alteration.js';
import type { EngineName } from './column-state.js';

/** What a column gives rows without a value, as a literal; undefined when it gives them none. */
export function presetText(sql: SqlText, engine: EngineName, column: AlteredColumn): string | undefined {
  if (column.fill === undefined || column.fill === null) return undefined;
  const stored = sql.stored(sql.codec(column), column, column.fill);
  return typeof stored === 'number' || typeof stored === 'bigint' ? String(stored) : literal(engine, String(stored));
}
