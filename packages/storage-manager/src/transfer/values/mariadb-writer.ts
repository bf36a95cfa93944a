import type { StoredType } from '../../catalogue/stored-type.js';
import type { Cell } from './cell.js';

const BARE = new Set<StoredType['kind']>(['integer', 'decimal', 'float', 'boolean', 'year']);
const SPECIAL = /[\\'\0\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
};

/** Writes cells as literals of MariaDB's SQL. */
export function mariadbWriter(type: StoredType): (cell: Cell) => string {
  // A bare number with a point is a decimal, which is not converted to the nearest double in every case; with an exponent it is.
  if (type.kind === 'float') return (cell) => (cell === null ? 'NULL' : floatLiteral(String(cell)));
  if (BARE.has(type.kind)) return (cell) => (cell === null ? 'NULL' : String(cell));
  if (type.kind === 'bits') return (cell) => (cell === null ? 'NULL' : `b'${String(cell)}'`);
  return (cell) => {
    if (cell === null) return 'NULL';
    return typeof cell === 'string'
      ? mariadbText(cell)
      : `x'${Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString('hex')}'`;
  };
}

const floatLiteral = (cell: string) => (cell.includes('e') ? cell : `${cell}e0`);

/** Text as a literal of MariaDB's SQL. */
export function mariadbText(text: string): string {
  if (!SPECIAL.test(text)) return `'${text}'`;
  return `'${text.replace(/[\\'\0\n\r]/g, (character) => ESCAPES[character] ?? character)}'`;
}
