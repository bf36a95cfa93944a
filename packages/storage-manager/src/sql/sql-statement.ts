import type { Bound } from '../codec/codec.js';

/** A statement as an engine takes it. */
export interface SqlStatement {
  readonly sql: string;
  readonly parameters: readonly Bound[];
}
