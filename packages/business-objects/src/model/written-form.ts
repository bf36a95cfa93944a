import type { ColumnMapping } from './model.js';

/** How the values of a column are written, in words: two columns that are written alike have the same. */
export function writtenForm({ convert = 'no conversion', nullMarkers }: ColumnMapping): string {
  if (nullMarkers.length === 0) return convert;
  return `${convert} and null as ${nullMarkers.map((marker) => JSON.stringify(marker)).join(' or ')}`;
}
