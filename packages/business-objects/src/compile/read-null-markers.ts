import type { LogicalType } from '@caruso/storage-manager/contract';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';

/** Types whose columns may hold a text that is no value of theirs, such as `0000-00-00`, `infinity` or the empty text. */
const MARKED_BY_TEXT: readonly LogicalType[] = ['date', 'time', 'instant', 'localDateTime', 'uuid'];
const MARKER = /\s*(?:'((?:[^']|'')*)'|([^',]*[^',\s]))\s*(?:,|$)/y;

export const isMarkedByText = (type: LogicalType): boolean => MARKED_BY_TEXT.includes(type);

/** Reads the `null="'',00000000"` of a `<col>`: stored values that mean null, the first of which is written. */
export function readNullMarkers(
  col: DocumentElement,
  type: LogicalType,
  problems: Problems,
): readonly (string | number)[] {
  const written = col.optional('null')?.trim();
  if (written === undefined) return [];
  const terms = termsOf(written);
  if (terms === undefined) {
    const hint = "separate values by commas, and write texts with a comma or a quote as 'a,b' or 'it''s'";
    problems.error('bad-value', `${written} is no list of values that mean null`, col.at('null'), hint);
    return [];
  }
  const markers = terms.flatMap((term) => {
    const marker = markerOf(term, type);
    if (marker !== undefined) return [marker];
    problems.error('bad-value', `${term.written} cannot mean null in a column of type ${type}`, col.at('null'));
    return [];
  });
  const twice = markers.find((marker, index) => markers.indexOf(marker) < index);
  if (twice !== undefined) {
    problems.error('bad-value', `${JSON.stringify(twice)} is said twice to mean null`, col.at('null'));
  }
  return markers;
}

interface Term {
  readonly text: string;
  readonly written: string;
}

function termsOf(written: string): readonly Term[] | undefined {
  const terms: Term[] = [];
  MARKER.lastIndex = 0;
  while (MARKER.lastIndex < written.length) {
    const match = MARKER.exec(written);
    if (match === null) return undefined;
    const [, quoted, plain = ''] = match;
    terms.push(
      quoted === undefined
        ? { text: plain, written: plain }
        : { text: quoted.replaceAll("''", "'"), written: `'${quoted}'` },
    );
  }
  return terms.length === 0 || written.endsWith(',') ? undefined : terms;
}

function markerOf({ text, written }: Term, type: LogicalType): string | number | undefined {
  if (type === 'integer') return /^-?\d{1,15}$/.test(written) ? Number(written) : undefined;
  if (type === 'long') return /^-?\d{1,18}$/.test(written) ? BigInt(written).toString() : undefined;
  return type === 'string' || type === 'text' || isMarkedByText(type) ? text : undefined;
}
