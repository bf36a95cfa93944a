import type { RowDifferences } from '../differences/row-differences.js';
import type { EngineName } from '../engine-name.js';
import type { NotMoved, Problem, Warning } from '../plan/transfer-plan.js';

export interface ReportedSide {
  readonly store: string;
  readonly engine: EngineName;
  /** Host, port and database, or the file; never a password. */
  readonly address: string;
}

/** What was found of a table on both sides. */
export interface TableProof {
  /** Its name at the source, and at the target. */
  readonly table: string;
  readonly target: string;
  readonly rows: { readonly source: number; readonly target: number };
  /** Sums of the hashes of all rows, whatever their order; equal when the rows are. */
  readonly fingerprint: { readonly source: string; readonly target: string };
  readonly rowsEqual: boolean;
  /** Which rows differ, where some do. */
  readonly differences?: RowDifferences;
  /** How many constraints, indexes and required columns there are, and which of the source's the target lacks. */
  readonly constraints: { readonly source: number; readonly target: number; readonly missing: readonly string[] };
  /** What columns that count up would give next. */
  readonly sequences: readonly {
    readonly column: string;
    readonly source: string;
    readonly target: string;
    readonly equal: boolean;
  }[];
}

/** What a transfer, or a verification, has found and done. */
export interface TransferReport {
  /**
   * `moved`: everything is there, or listed as not moved. `equal`: a verification found both sides alike. `differs`: they are not.
   * `refused`: nothing was written, because of the problems.
   */
  readonly outcome: 'moved' | 'equal' | 'differs' | 'refused';
  readonly from: ReportedSide;
  readonly to: ReportedSide;
  /** When it began, and how long it took. */
  readonly at: string;
  readonly seconds: number;
  /** It went on with what an earlier run had left. */
  readonly resumed: boolean;
  readonly tables: readonly TableProof[];
  /** Tables that the target had already and that were filled, by their names at the source; the others were made. */
  readonly found: readonly string[];
  readonly notMoved: readonly NotMoved[];
  readonly warnings: readonly Warning[];
  readonly problems: readonly Problem[];
}
