import type { Value } from '@caruso/storage-manager/contract';

/** What stands for nothing in a column as a mapping writes it, the most frequent first, as that is what is written: `'',00000000`. */
export function nothingText(markers: readonly Value[], counts: ReadonlyMap<Value, number> = new Map()): string {
  const often = (marker: Value) => counts.get(marker) ?? 0;
  const sorted = [...markers].sort((a, b) => often(b) - often(a));
  return sorted.map((each) => (typeof each === 'number' ? String(each) : quoted(String(each)))).join(',');
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
