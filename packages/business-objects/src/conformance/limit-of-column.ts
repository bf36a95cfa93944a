import type { AttributeModel, ColumnMapping } from '../model/model.js';

/** Something that an attribute can be and its column, as it is mapped, cannot hold. */
export interface ColumnLimit {
  readonly what: string;
  readonly hint?: string;
}

/** What of the attribute's values cannot be written; undefined when all can. */
export function limitOfColumn(
  { type, values, size }: AttributeModel,
  { conversion, nullMarkers }: ColumnMapping,
): ColumnLimit | undefined {
  const isLost = (value: string | boolean) => {
    const stored = conversion.write(value);
    return stored === undefined || nullMarkers.some((marker) => marker === stored);
  };
  if (type === 'enum') {
    const lost = (values ?? []).filter(isLost);
    if (lost.length === 0) return undefined;
    return { what: lost.map((value) => `'${value}'`).join(', '), hint: 'give each value a code: convert="code(…)"' };
  }
  if (type === 'boolean') {
    const lost = [true, false].filter(isLost);
    return lost.length === 0 ? undefined : { what: lost.join(' and '), hint: 'give both a code: convert="code(…)"' };
  }
  // Figures are what every conversion of texts can keep, as long as there is room for them.
  if (size === undefined || type === 'binary' || !isLost('9'.repeat(size))) return undefined;
  let most = size;
  while (most > 0 && isLost('9'.repeat(most))) most--;
  return { what: `values of more than ${most} characters, the attribute allows ${size}` };
}
