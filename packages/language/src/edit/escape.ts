import { LanguageErrors } from '../errors.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * A value as it stands between quotes. Line ends and tabs are kept, which XML would turn into blanks.
 *
 * @throws LanguageErrors.NotWritable for a character that no XML document can hold
 */
export function escapeAttribute(value: string, quote: string): string {
  requireXml(value);
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(quote, quote === '"' ? '&quot;' : '&apos;')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A text as it stands between tags.
 *
 * @param lineEnd - how lines end in the document
 * @throws LanguageErrors.NotWritable for a character that no XML document can hold
 */
export function escapeText(value: string, lineEnd: string): string {
  requireXml(value);
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/(^|\])>/g, '$1&gt;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', lineEnd);
}

/** A comment on one line; what would end it is parted by a blank. */
export function writeComment(text: string): string {
  requireXml(text);
  const inside = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/-(?=-)/g, '- ')
    .replace(/-$/, '- ');
  return `<!-- ${inside} -->`;
}

function requireXml(value: string): void {
  const found = NOT_XML.exec(value)?.[0];
  if (found === undefined) return;
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw new LanguageErrors.NotWritable({ what: 'a text', reason: `it holds U+${code}, which XML has no way to write` });
}
