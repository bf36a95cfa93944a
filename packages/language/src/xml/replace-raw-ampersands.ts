import type { Diagnostics } from '../diagnostics/diagnostics.js';

const HINT = 'write &amp; for &; only lt gt amp apos quot and &#…; are known';
const REFERENCE = /&(?:(?:lt|gt|amp|apos|quot|#\d+|#x[\da-fA-F]+);|([^\s;<>&"']{0,40};)?)/y;
const MOST_ERRORS = 100;
const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!DOCTYPE', '>'],
] as const;

/**
 * Reports every `&` that begins no known entity, and gives the text with a harmless character in its place: the strict
 * parser would read on to the next `;` or to the end of the document, and report that place instead.
 */
export function replaceRawAmpersands(diagnostics: Diagnostics): string {
  const { text } = diagnostics.source;
  let clean = '';
  let done = 0;
  let at = 0;
  let errors = 0;
  for (;;) {
    at = nextSpecial(text, at);
    if (at < 0) return clean + text.slice(done);
    if (text[at] === '<') {
      const [open, close] = SKIPPED.find(([start]) => text.startsWith(start, at)) ?? ['<', ''];
      const end = text.indexOf(close, at + open.length);
      if (end < 0) return clean + text.slice(done);
      at = end + close.length;
      continue;
    }
    REFERENCE.lastIndex = at;
    const [found = '&', unknown] = REFERENCE.exec(text) ?? [];
    if (found === '&' || unknown !== undefined) {
      const message = unknown === undefined ? "a bare '&'" : `the entity '${found}'`;
      if (++errors <= MOST_ERRORS)
        diagnostics.error('unknown-entity', message, { start: at, end: at + found.length }, HINT);
      clean += `${text.slice(done, at)}_`;
      done = at + 1;
    }
    at += found.length;
  }
}

function nextSpecial(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '&' || (character === '<' && (text[at + 1] === '!' || text[at + 1] === '?'))) return at;
  }
  return -1;
}
