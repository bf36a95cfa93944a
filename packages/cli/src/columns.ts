/**
 * Rows as columns that line up, the first row being the heading.
 *
 * @param right indexes of the columns of numbers, which line up on the right
 */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const pad = (cell: string, at: number) => {
    const width = widths[at] ?? 0;
    return right.includes(at) ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
