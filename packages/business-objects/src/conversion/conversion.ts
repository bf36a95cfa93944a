import type { LogicalType, Value } from '@caruso/storage-manager/contract';

/**
 * How the values of an attribute look in their column. Both directions give `undefined` for what they cannot express;
 * nothing is rounded or guessed. Null is not their business: see {@link StoredColumn}.
 */
export interface Conversion {
  /** The column's logical type; without it that of the attribute. */
  readonly columnType?: LogicalType;
  /** Digits behind the point of the column, when it is a decimal. */
  readonly columnScale?: number;
  /** Whether a greater value is also greater in the column, so that the database can compare and sort. */
  readonly keepsOrder: boolean;
  /** Whether a part of a text is also a part of it in the column, so that the database can look for it. */
  readonly keepsText: boolean;
  /** From the column to the attribute. */
  read(stored: NonNullable<Value>): NonNullable<Value> | undefined;
  /** From the attribute to the column. */
  write(value: NonNullable<Value>): NonNullable<Value> | undefined;
  /** What is read as a value, where that is more than what is written for it. */
  spellings?(value: NonNullable<Value>): Spellings;
}

/** Stored values: those listed, or all others. */
type Spellings = { readonly among: readonly Value[] } | { readonly besides: readonly Value[] };

/** Values that lie in the column as they are. */
export const asIs: Conversion = {
  keepsOrder: true,
  keepsText: true,
  read: (stored) => stored,
  write: (value) => value,
};
