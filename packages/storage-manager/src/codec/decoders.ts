import type { Value } from '../contract.js';
import { parseJson } from './json-text.js';
import { Misfit } from './misfit.js';

/** Readings that engines share; each takes what a driver returns. */

export function textOf(stored: unknown): string {
  if (typeof stored === 'string') return stored;
  if (typeof stored === 'number' || typeof stored === 'bigint') return String(stored);
  throw new Misfit('no text');
}

export function integerOf(stored: unknown): number {
  const number = typeof stored === 'string' && stored.trim() !== '' ? Number(stored) : Number(wholeOrFraction(stored));
  if (!Number.isSafeInteger(number)) throw new Misfit('no whole number that a JavaScript number can hold');
  return number;
}

export function longOf(stored: unknown): string {
  if (typeof stored === 'bigint' || Number.isSafeInteger(stored)) return String(stored);
  if (typeof stored === 'string' && /^-?\d+$/.test(stored)) return stored;
  throw new Misfit('no whole number');
}

export function doubleOf(stored: unknown): number {
  const number = typeof stored === 'string' && stored.trim() !== '' ? Number(stored) : Number(wholeOrFraction(stored));
  if (!Number.isFinite(number)) throw new Misfit('no finite number');
  return number === 0 ? 0 : number;
}

export function binaryOf(stored: unknown): Uint8Array {
  if (stored instanceof Uint8Array) return new Uint8Array(stored);
  throw new Misfit('no binary value');
}

export function jsonOf(stored: unknown): Value {
  return parseJson(textOf(stored));
}

function wholeOrFraction(stored: unknown): number | bigint {
  if (typeof stored === 'number' || typeof stored === 'bigint') return stored;
  throw new Misfit('no number');
}
