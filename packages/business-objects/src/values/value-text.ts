/**
 * The text of a value. JavaScript engines keep the texts that `String` makes of numbers for a while, so that of millions of keys each
 * would outlive the young garbage and fill the heap; those of JSON are the same, and forgotten at once.
 */
export function valueText(value: unknown): string {
  return typeof value === 'number' ? JSON.stringify(value) : String(value);
}
