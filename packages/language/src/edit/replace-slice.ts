import type { SourceSlice } from '../diagnostics/source-slice.js';
import type { TextChange } from './text-change.js';

const COMMENT = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g;

/**
 * The smallest change that gives a decoded value another content: what both have in common at either end stays as it is
 * written, and so do comments.
 *
 * @param write - how a part of the value stands in the document, before the characters that `following` begins with
 */
export function replaceSlice(
  slice: SourceSlice,
  value: string,
  write: (part: string, following: string) => string,
): TextChange[] {
  const { value: old, source } = slice;
  if (old === value) return [];
  const raw = source.text.slice(slice.start, slice.end);
  if (raw.includes('<![CDATA[')) {
    const comments = raw.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').match(COMMENT) ?? [];
    return [{ start: slice.start, end: slice.end, text: write(value, '') + comments.join('') }];
  }
  const from = commonStart(old, value);
  const kept = commonEnd(old.slice(from), value.slice(from));
  const start = slice.offsetOf(from);
  const end = Math.max(start, slice.offsetOf(old.length - kept));
  const comments = source.text.slice(start, end).match(COMMENT) ?? [];
  const written = write(value.slice(from, value.length - kept), source.text.slice(end, slice.end));
  return [{ start, end, text: written + comments.join('') }];
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return isHalf(a, length) || isHalf(b, length) ? length - 1 : length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1;
  return isHalf(a, a.length - length) || isHalf(b, b.length - length) ? length - 1 : length;
}

/** Whether a place is between the halves of a character outside the basic plane. */
const isHalf = (text: string, at: number) => /^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1)) && at > 0;
