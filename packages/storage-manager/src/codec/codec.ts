import type { Column, StoredType, Value } from '../contract.js';

/** What is handed to a driver. */
export type Bound = string | number | bigint | Buffer | null;

/** How the values of one logical type live on one engine. All SQL it makes is wrapped around what it is given. */
export interface Codec {
  /** From the canonical form to what is stored. */
  encode(value: Exclude<Value, null>): Bound;
  /** From what the driver read to the canonical form; throws Misfit. Never called with `null`. */
  decode(stored: unknown): Value;
  /** From the canonical form to what stored values are compared with; without it as {@link encode}. */
  encodeCompared?(value: Exclude<Value, null>): Bound;
  /** The column in a list of selected columns. */
  selected?(column: string): string;
  /** The column where it is compared or sorted by. */
  compared?(column: string): string;
  /** The column where its text is held against another for being the same, if not as it is. */
  equated?(column: string): string;
  /** The parameter where a value is stored. */
  parameter?(placeholder: string): string;
  /** The parameter where the column is compared with it. */
  comparedParameter?(placeholder: string, bound: Bound): string;
}

/** Finds the codec of a column; `stored` is what the column can hold, where that is known. */
export type Codecs = (column: Column, stored?: StoredType) => Codec;
