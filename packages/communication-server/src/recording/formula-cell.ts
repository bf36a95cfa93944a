/** What a spreadsheet would take for a formula, also behind apostrophes that keep it from that (OWASP, CSV Injection). */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A cell that no spreadsheet takes for a formula: one that looks like one, such as `+4930…`, begins with an apostrophe. */
export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** What was meant by a cell that {@link guarded} has written. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
