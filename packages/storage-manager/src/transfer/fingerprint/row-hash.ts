import type { Cell } from '../values/cell.js';

/** Odd numbers whose bits are well mixed (from MurmurHash3 and xxHash), one for each of the four parts of a hash. */
const FACTORS = [0xcc9e2d51, 0x1b873593, 0x9e3779b1, 0x85ebca77] as const;
const ABSENT = 0x2f0b4c47;
const TEXT = 0x41c64e6d;
const BYTES = 0x6c078965;

/**
 * Hashes a row of cells, or some of its places, to 128 bits; it detects mistakes, not forgery.
 *
 * @param floats the places in which the negative zero counts as zero, because some engines keep no other
 * @param hash receives the four parts, added to what it holds
 * @param places which cells are meant; all of them without it
 */
export function addRowHash(
  hash: Uint32Array,
  cells: readonly Cell[],
  floats: ReadonlySet<number>,
  places?: readonly number[],
): void {
  let a = 0x243f6a88;
  let b = 0x85a308d3;
  let c = 0x13198a2e;
  let d = 0x03707344;
  const [fa, fb, fc, fd] = FACTORS;
  const count = places === undefined ? cells.length : places.length;
  for (let number = 0; number < count; number += 1) {
    const place = places === undefined ? number : (places[number] ?? 0);
    const given = cells[place] ?? null;
    const cell = given === '-0' && floats.has(place) ? '0' : given;
    const isText = typeof cell === 'string';
    const length = cell === null ? 0 : cell.length;
    const tag = (cell === null ? ABSENT : isText ? TEXT : BYTES) + length;
    a = Math.imul(((a << 13) | (a >>> 19)) ^ tag, fa);
    b = Math.imul(((b << 15) | (b >>> 17)) ^ tag, fb);
    c = Math.imul(((c << 11) | (c >>> 21)) ^ tag, fc);
    d = Math.imul(((d << 17) | (d >>> 15)) ^ tag, fd);
    for (let at = 0; at < length; at += 1) {
      const unit = isText ? cell.charCodeAt(at) : ((cell as Uint8Array)[at] ?? 0);
      a = Math.imul(((a << 13) | (a >>> 19)) ^ unit, fa);
      b = Math.imul(((b << 15) | (b >>> 17)) ^ unit, fb);
      c = Math.imul(((c << 11) | (c >>> 21)) ^ unit, fc);
      d = Math.imul(((d << 17) | (d >>> 15)) ^ unit, fd);
    }
  }
  const mixed = mix(a ^ mix(b ^ mix(c ^ mix(d))));
  hash[0] = (hash[0] ?? 0) + mix(a + mixed);
  hash[1] = (hash[1] ?? 0) + mix(b ^ mixed);
  hash[2] = (hash[2] ?? 0) + mix(c - mixed);
  hash[3] = (hash[3] ?? 0) + mix(d + Math.imul(mixed, 5));
}

/** Every bit of the result depends on every bit of the number (MurmurHash3's finalizer, Austin Appleby, public domain). */
function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
