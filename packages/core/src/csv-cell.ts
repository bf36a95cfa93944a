/** What a spreadsheet would take for a formula, also behind apostrophes that keep it from that (OWASP, CSV Injection). */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A text that no spreadsheet takes for a formula: one that looks like one, such as `+4930…`, begins with an apostrophe. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** What was meant by a text that {@link guardFormula} has written. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

/**
 * A field of a line of CSV (RFC 4180), in quotation marks where it needs them.
 *
 * @param separators - the characters of which one may be taken for the separator
 */
export function csvField(text: string, separators = ','): string {
  const isPlain = ![...`"\r\n${separators}`].some((mark) => text.includes(mark));
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
