import { createHash } from 'node:crypto';
import type { StoredType } from '../../catalogue/stored-type.js';
import type { Cell } from '../values/cell.js';

const SHOWN = 80;
/** What is shown before the place where two texts begin to differ. */
const BEFORE = 20;
const SHOWN_BYTES = 32;
const HASH_DIGITS = 12;
const BARE = new Set<StoredType['kind']>([
  'integer',
  'decimal',
  'float',
  'boolean',
  'bits',
  'date',
  'time',
  'timestamp',
  'interval',
  'year',
  'uuid',
]);

/** A value for people, shortened. Text is in quotation marks, so that it is not taken for `NULL`. */
function shownCell(cell: Cell, kind: StoredType['kind'], from = 0): string {
  if (cell === null) return 'NULL';
  if (typeof cell !== 'string') return shownBytes(cell);
  const part = cell.slice(from, from + SHOWN);
  const text = BARE.has(kind) ? part : JSON.stringify(part);
  if (part.length === cell.length) return text;
  const end = from + SHOWN < cell.length ? '…' : '';
  return `${from > 0 ? '…' : ''}${text}${end} (${cell.length} characters)`;
}

/** Two values that differ; of long texts the part where they begin to. */
export function shownPair(first: Cell, second: Cell, kind: StoredType['kind']): readonly [string, string] {
  const from = typeof first === 'string' && typeof second === 'string' ? startOf(first, second) : 0;
  return [shownCell(first, kind, from), shownCell(second, kind, from)];
}

function startOf(first: string, second: string): number {
  if (first.length <= SHOWN && second.length <= SHOWN) return 0;
  let at = 0;
  while (at < first.length && first[at] === second[at]) at += 1;
  return at < SHOWN - BEFORE ? 0 : at - BEFORE;
}

function shownBytes(bytes: Uint8Array): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_DIGITS);
  return `${bytes.length} bytes, SHA-256 ${hash}…`;
}

/** A value that tells a row: bytes are shown as they are where they are few. */
export function tellingCell(cell: Cell, kind: StoredType['kind']): string {
  const isShort = cell !== null && typeof cell !== 'string' && cell.length <= SHOWN_BYTES;
  return isShort ? `x'${Buffer.from(cell).toString('hex')}'` : shownCell(cell, kind);
}
