import type { TestEngine } from '../engines.js';

export type EngineName = TestEngine['name'];

/** One of the cases that a transfer must pass: tables at the source, and what is there at the target. */
export interface TransferCase {
  /** Its number in the list of cases, and its sentence. */
  readonly title: string;
  /** What makes the tables, by the engine of the source, or why it has no such thing. */
  readonly source: Record<EngineName, string | { readonly absent: string }>;
  /** A query and its rows as text, by the engine of the target. A function is given the engine of the source. */
  readonly target: Record<EngineName, readonly [query: string, rows: Rows | ((from: EngineName) => Rows)]>;
}

export type Rows = readonly (readonly (string | null)[])[];

/** Something that a target cannot hold: nothing is written, and it is listed. */
export interface RefusedCase {
  readonly title: string;
  readonly from: EngineName;
  readonly to: EngineName;
  readonly source: string;
  /** What the problems say: table, column, row and reason. */
  readonly problems: readonly (readonly [column: string | undefined, row: string | undefined, reason: RegExp])[];
}
