import { Misfit } from './misfit.js';

const TRUE = ['1', 't', 'true', 'y', 'yes', 'on', '-1', '1.0'];
const FALSE = ['0', 'f', 'false', 'n', 'no', 'off', '0.0'];
const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

/** SQL that gives `yes` or `no` for a column with booleans in any spelling, and nothing for what is none. */
export function spelledBoolean(text: string, yes: string, no: string): string {
  return `CASE WHEN lower(${text}) IN (${listed(TRUE)}) THEN ${yes} WHEN lower(${text}) IN (${listed(FALSE)}) THEN ${no} END`;
}

/** A boolean in any spelling that people use: true, 't', 'Y', 1, -1, the byte of a BIT(1). */
export function booleanOf(stored: unknown): boolean {
  const value = stored instanceof Uint8Array && stored.length === 1 ? stored[0] : stored;
  const word = String(value).trim().toLowerCase();
  if (TRUE.includes(word)) return true;
  if (FALSE.includes(word)) return false;
  throw new Misfit('neither true nor false');
}
