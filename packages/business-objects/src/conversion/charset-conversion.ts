import iconv from 'iconv-lite';
import type { Conversion } from './conversion.js';

export const isCharset = (name: string): boolean => iconv.encodingExists(name);

/** `charset(cp850)`: a text lies in a column of bytes, as a program without a notion of charsets has left it there. */
export function charsetConversion(charset: string): Conversion {
  return {
    columnType: 'binary',
    keepsOrder: false,
    keepsText: false,
    read: (stored) => (stored instanceof Uint8Array ? decoded(stored, charset) : undefined),
    write: (value) => encoded(String(value), charset),
  };
}

/**
 * `charset(utf-8 as windows-1252)`: a text whose bytes the database takes for those of another charset, so that it shows
 * `MÃ¼ller` where a program has written `Müller`.
 */
export function misreadConversion(charset: string, taken: string): Conversion {
  const reread = (text: unknown, from: string, to: string) => {
    const bytes = typeof text === 'string' ? encoded(text, from) : undefined;
    return bytes === undefined ? undefined : decoded(bytes, to);
  };
  return {
    keepsOrder: false,
    keepsText: false,
    read: (stored) => reread(stored, taken, charset),
    write: (value) => reread(value, charset, taken),
  };
}

/** Undefined when a byte means nothing. */
function decoded(bytes: Uint8Array, charset: string): string | undefined {
  const text = iconv.decode(Buffer.from(bytes), charset, { stripBOM: false });
  return iconv.encode(text, charset, { addBOM: false }).equals(bytes) ? text : undefined;
}

/** Undefined when the charset lacks a character. */
function encoded(text: string, charset: string): Buffer | undefined {
  const bytes = iconv.encode(text, charset, { addBOM: false });
  return iconv.decode(bytes, charset, { stripBOM: false }) === text ? bytes : undefined;
}
