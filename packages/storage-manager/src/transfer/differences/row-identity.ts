import { addRowHash } from '../fingerprint/row-hash.js';
import type { Cell } from '../values/cell.js';

/** Parts into which the rows of a table are divided by what tells them. */
export const BUCKETS = 4_096;
const KEY_LENGTH = 8;

/** The hash of what tells a row, behind which the hash of all it holds stands where rows have a key. */
export type RowId = string;

export const keyOf = (id: RowId) => id.slice(0, KEY_LENGTH);

/** Hashes rows; what it has found of a row is overwritten by the next. */
export class RowIdentity {
  /** The hash of all that the row holds. */
  readonly row = new Uint32Array(4);
  readonly #key = new Uint32Array(4);
  readonly #floats: ReadonlySet<number>;
  readonly #places: readonly number[] | undefined;

  /**
   * @param floats the places of floating point numbers
   * @param places of the key; without them rows are told by all they hold
   */
  constructor(floats: ReadonlySet<number>, places: readonly number[] | undefined) {
    this.#floats = floats;
    this.#places = places;
  }

  /** Takes a row, and returns the bucket that it belongs to. */
  take(cells: readonly Cell[]): number {
    addRowHash(this.row.fill(0), cells, this.#floats);
    if (this.#places) addRowHash(this.#key.fill(0), cells, this.#floats, this.#places);
    return ((this.#places ? this.#key : this.row)[0] ?? 0) % BUCKETS;
  }

  get id(): RowId {
    return this.#places ? textOf(this.#key) + textOf(this.row) : textOf(this.row);
  }
}

/** As text of eight units, which a map holds in the least room. */
const textOf = (hash: Uint32Array) => String.fromCharCode(...new Uint16Array(hash.buffer));
