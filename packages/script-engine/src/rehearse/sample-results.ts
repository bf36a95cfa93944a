import type { Type } from '@caruso/language';

const DEEPEST = 6;

/**
 * What a service may answer, made from the type of its results: one answer with something in every list and every yes/no
 * true, one with empty lists and false, so that conditions on them go both ways.
 */
export function sampleResults(type: Type): readonly unknown[] {
  const [full, bare] = [sample(type, true, DEEPEST), sample(type, false, DEEPEST)];
  return JSON.stringify(full) === JSON.stringify(bare) ? [full] : [full, bare];
}

function sample(type: Type, full: boolean, depth: number): unknown {
  switch (type.kind) {
    case 'yesno':
      return full;
    case 'number':
      return full ? 1 : 0;
    case 'text':
      return 'text';
    case 'code':
      return (full ? type.codes[0] : type.codes.at(-1)) ?? 'text';
    case 'date':
      return '2026-01-01';
    case 'time':
      return '12:00';
    case 'instant':
      return '2026-01-01T12:00:00Z';
    case 'duration':
      return 'P1D';
    case 'list':
      return full && depth > 0 ? [sample(type.of, full, depth - 1)] : [];
    case 'object':
      if (depth === 0) return null;
      return Object.fromEntries([...type.fields].map(([name, field]) => [name, sample(field, full, depth - 1)]));
    default:
      return null;
  }
}
