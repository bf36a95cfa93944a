import type { Voice } from './script.js';

/** How often a question is asked: 1 to 9 times. */
export function parseTries(text: string): number | undefined {
  return /^[1-9]$/.test(text) ? Number(text) : undefined;
}

/** How many keys an answer has: `6`, or `4-8`. */
export function parseLength(text: string): Voice['length'] {
  const match = /^([1-9]\d?)(?:-([1-9]\d?))?$/.exec(text);
  if (!match) return undefined;
  const [min, max] = [Number(match[1]), Number(match[2] ?? match[1])];
  return min <= max ? { min, max } : undefined;
}
