import type { StoredType } from '../../catalogue/stored-type.js';
import type { Cell } from './cell.js';

const ABSENT = '\\N';
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Writes cells as fields of COPY in its text format. */
export function postgresWriter(type: StoredType): (cell: Cell) => string {
  if (type.kind === 'timestamp' && type.zoned) return (cell) => (cell === null ? ABSENT : zoned(text(cell)));
  return (cell) => {
    if (cell === null) return ABSENT;
    if (typeof cell === 'string') return text(cell);
    return `\\\\x${Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString('hex')}`;
  };
}

function text(cell: string | Uint8Array): string {
  const value = String(cell);
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : value;
}

/** Cells of instants are in UTC; the era comes behind the zone. */
function zoned(value: string): string {
  if (value.endsWith('infinity')) return value;
  return value.endsWith(' BC') ? `${value.slice(0, -3)}+00 BC` : `${value}+00`;
}
