import type { Codec } from './codec.js';
import { Misfit } from './misfit.js';
import { refusing } from './refine.js';

/** Numbers with 24 binary digits: they stand for the shortest decimal that leads to them. */
export function floatOf(stored: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const shorter = Number(stored.toPrecision(digits));
    if (Math.fround(shorter) === Math.fround(stored)) return shorter;
  }
  return Number(stored.toPrecision(9));
}

export function refuseLongFloats(codec: Codec): Codec {
  return refusing(codec, (value) => {
    if (floatOf(Number(value)) !== value)
      throw new Misfit(`${String(value)} has more digits than the column, which keeps seven or so`);
  });
}
