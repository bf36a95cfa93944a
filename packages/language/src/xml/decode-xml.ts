import { Diagnostics, type Span } from '../diagnostics/diagnostics.js';
import { SourceText } from '../diagnostics/source-text.js';
import { LanguageErrors } from '../errors.js';

const HINT = 'save the file as UTF-8';
const DECLARED = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]+)["']/;
/** An XML declaration is not longer. */
const HEAD = 200;

/**
 * Decodes the bytes of an XML document for {@link readXml}. Only UTF-8 is read; a byte order mark is dropped. Runs in
 * browsers too.
 *
 * @param bytes - the file as it is, a `Buffer` too
 * @param file - the name that messages show
 * @throws LanguageErrors.InvalidDocument with one `wrong-encoding` at the first place that is not UTF-8, or declares
 *   something else
 *
 * @example
 * ```ts
 * const { root } = readXml(decodeXml(readFileSync('move.xml'), 'move.xml'), 'move.xml');
 * ```
 */
export function decodeXml(bytes: Uint8Array, file: string): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw wrongEncoding(new SourceText('', file), 'This file is UTF-16', { start: 0, end: 0 });
  }
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD));
  const [declaration = '', encoding = 'UTF-8'] = DECLARED.exec(head) ?? [];
  if (encoding.toUpperCase() !== 'UTF-8') {
    const end = declaration.length - 1;
    const place = { start: end - encoding.length, end };
    const hint = `${HINT}, and write encoding="UTF-8"`;
    throw wrongEncoding(new SourceText(head, file), `${encoding} is not read, only UTF-8 is`, place, hint);
  }
  const text = decode(bytes);
  if (text !== undefined) return text;
  const before = decode(bytes.subarray(0, validLength(bytes)), true) ?? '';
  const byte = bytes[(hasMark(bytes) ? 3 : 0) + new TextEncoder().encode(before).length] ?? 0;
  const message = `the byte 0x${byte.toString(16).toUpperCase().padStart(2, '0')} is not UTF-8`;
  const place = { start: before.length, end: before.length + 1 };
  throw wrongEncoding(new SourceText(before, file), message, place);
}

function wrongEncoding(source: SourceText, message: string, place: Span, hint = HINT) {
  const diagnostics = new Diagnostics(source);
  diagnostics.error('wrong-encoding', message, place, hint);
  return new LanguageErrors.InvalidDocument({ file: source.file, diagnostics: diagnostics.all });
}

/** The text, or undefined when the bytes are not UTF-8; `part` allows an unfinished character at the end. */
function decode(bytes: Uint8Array, part = false): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: part });
  } catch {
    return undefined;
  }
}

/** How many bytes from the start can be the beginning of a text in UTF-8, found by halving. */
function validLength(bytes: Uint8Array): number {
  let [valid, broken] = [0, bytes.length + 1];
  while (broken - valid > 1) {
    const middle = Math.floor((valid + broken) / 2);
    if (decode(bytes.subarray(0, middle), true) === undefined) broken = middle;
    else valid = middle;
  }
  return valid;
}

function hasMark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}
