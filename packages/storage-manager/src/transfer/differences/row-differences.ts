/** Which rows of a table two sides do not share. */
export interface RowDifferences {
  /** The columns by which rows are told; none when the table has no key, and rows are told by all that they hold. */
  readonly key: readonly string[];
  readonly onlyInSource: number;
  readonly onlyInTarget: number;
  /** Rows that have one key and hold different values. */
  readonly changed: number;
  /** A few of them; what there is more is in the counts. */
  readonly examples: {
    readonly onlyInSource: readonly RowExample[];
    readonly onlyInTarget: readonly RowExample[];
    readonly changed: readonly ChangedRow[];
  };
}

export interface RowExample {
  /** The row by its key, or by all that it holds, shortened: `id = 5`. */
  readonly row: string;
  /** How many more of it this side has. */
  readonly times: number;
}

export interface ChangedRow {
  readonly row: string;
  /** The columns that differ, values shortened; bytes are shown by their number and hash. */
  readonly columns: readonly { readonly column: string; readonly source: string; readonly target: string }[];
  /** How many more columns differ. */
  readonly others: number;
}
