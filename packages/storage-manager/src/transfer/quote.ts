import { inBackticks, inDoubleQuotes } from '../sql/quote-name.js';
import type { EngineName } from './engine-name.js';
import { mariadbText } from './values/mariadb-writer.js';

/** A name as the engine's SQL writes it, whatever characters it has. */
export function quoted(engine: EngineName, name: string): string {
  return engine === 'mariadb' ? inBackticks(name) : inDoubleQuotes(name);
}

/** Text as a literal of the engine's SQL. */
export function literal(engine: EngineName, text: string): string {
  return engine === 'mariadb' ? mariadbText(text) : `'${text.replaceAll("'", "''")}'`;
}
