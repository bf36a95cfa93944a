/** As it comes out of the journal again, so that the live state is the replayed one. */
export function plainData(value: unknown): unknown {
  const text = JSON.stringify(value ?? null, (_, part) => (typeof part === 'bigint' ? String(part) : part));
  return text === undefined ? null : JSON.parse(text);
}

/** Whether two values are the same plain data. */
export function isSameData(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
