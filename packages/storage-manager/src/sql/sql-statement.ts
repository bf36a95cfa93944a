import type { Bound } from '../codec/codec.js';

/** A statement as an engine takes it. */
export interface SqlStatement {
  readonly sql: string;
  readonly parameters: readonly Bound[];
  /** Whether the same text was sent before, so that it may pay to keep it parsed. */
  readonly reused?: boolean;
}
