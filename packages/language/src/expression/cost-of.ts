import { Decimal } from './decimal.js';
import { isList, type Value } from './value.js';

/** How many steps it takes to go through a value once. */
export function costOf(value: Value): number {
  if (typeof value === 'string') return costOfTexts(value.length);
  if (isList(value)) return value.length;
  return value instanceof Decimal ? value.c.length >> 4 : 0;
}

/** @param length how many UTF-16 units are gone through; they are faster than what else counts as a step */
export function costOfTexts(length: number): number {
  return Math.floor(length / 64);
}
