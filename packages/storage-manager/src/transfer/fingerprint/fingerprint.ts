import type { Cell } from '../values/cell.js';
import { addRowHash } from './row-hash.js';

/**
 * What is left of a table's rows when their order is forgotten: how many there are, and the sum of their hashes of 128 bits. Two
 * tables with equal fingerprints hold the same rows, equal rows equally often; it detects mistakes, not forgery.
 */
export class Fingerprint {
  #rows = 0;
  readonly #sums = new Uint32Array(4);
  readonly #floats: ReadonlySet<number>;

  /** @param floats the places of columns in which the negative zero counts as zero, because some engines keep no other */
  constructor(floats: ReadonlySet<number> = new Set()) {
    this.#floats = floats;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Adds a row. */
  add(cells: readonly Cell[]): void {
    addRowHash(this.#sums, cells, this.#floats);
    this.#rows += 1;
  }

  /** 32 hexadecimal digits. */
  toString(): string {
    return [...this.#sums].map((sum) => sum.toString(16).padStart(8, '0')).join('');
  }
}
