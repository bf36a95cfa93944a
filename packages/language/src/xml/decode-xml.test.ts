import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticLine } from '../diagnostics/format-diagnostic.js';
import { LanguageErrors } from '../errors.js';
import { decodeXml } from './decode-xml.js';

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

function refusal(bytes: Uint8Array): string[] {
  try {
    decodeXml(bytes, 'x.xml');
    return [];
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics.map(diagnosticLine);
  }
}

describe('decodeXml', () => {
  it('reads UTF-8, with or without a byte order mark, declared or not', () => {
    for (const text of ['<a>Grüße 😀</a>', '<?xml version="1.0" encoding="utf-8"?>\n<a>Grüße</a>', '', '\uFFFD']) {
      expect(decodeXml(utf8(text), 'x.xml')).toBe(text);
      expect(decodeXml(utf8(`\uFEFF${text}`), 'x.xml')).toBe(text);
    }
  });

  it('refuses another declared encoding where it is declared, whatever the bytes are', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<a>Grüße</a>';
    const expected = [
      'x.xml:1:31: error wrong-encoding: ISO-8859-1 is not read, only UTF-8 is (save the file as UTF-8, and write encoding="UTF-8")',
    ];
    expect(refusal(latin1(text))).toEqual(expected);
    expect(refusal(utf8(text))).toEqual(expected);
  });

  it('refuses bytes that are not UTF-8 at the first of them', () => {
    const hint = '(save the file as UTF-8)';
    expect(refusal(latin1('<a>\n  ß Grüße</a>'))).toEqual([
      `x.xml:2:3: error wrong-encoding: the byte 0xDF is not UTF-8 ${hint}`,
    ]);
    expect(refusal(Uint8Array.of(...utf8('<a>😀ä\r\n'), 0xe9, 0x20, 0xfc))).toEqual([
      `x.xml:2:1: error wrong-encoding: the byte 0xE9 is not UTF-8 ${hint}`,
    ]);
    expect(refusal(utf8('<a>ä').slice(0, -1))).toEqual([
      `x.xml:1:4: error wrong-encoding: the byte 0xC3 is not UTF-8 ${hint}`,
    ]);
  });

  it('names UTF-16 by its byte order mark', () => {
    expect(refusal(Uint8Array.of(0xff, 0xfe, 0x3c, 0))).toEqual([
      'x.xml:1:1: error wrong-encoding: This file is UTF-16 (save the file as UTF-8)',
    ]);
  });

  it('points into the text for all bytes that are not UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (before, behind) => {
        const text = before.replace(/^\uFEFF|[\r\n]/g, '');
        const [found = ''] = refusal(Uint8Array.of(...utf8(`<${text}`), 0xff, ...utf8(behind)));
        expect(found).toContain(`x.xml:1:${text.length + 2}: error wrong-encoding: the byte 0xFF`);
      }),
    );
  });
});
