/** The version of an object of which attributes lie beside its table: that of its row, and that of the row beside it. */
export const writeVersion = (own: string, beside: string | undefined): string => JSON.stringify([own, beside ?? '']);

/** Both versions; that of a row beside which is not there is empty. */
export function readVersion(version: string): readonly [own: string, beside: string] {
  try {
    const parts: unknown = JSON.parse(version);
    if (Array.isArray(parts)) return [String(parts[0] ?? ''), String(parts[1] ?? '')];
  } catch {
    // Whatever else was given is no version of such an object.
  }
  return ['', ''];
}
