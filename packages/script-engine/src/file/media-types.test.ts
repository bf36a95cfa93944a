import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_MEDIA_TYPES, mediaTypeNames, mediaTypeOf } from './media-types.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('mediaTypeOf', () => {
  it.each([
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/png', '\x89PNG\r\n\x1a\n\0'],
    ['image/gif', 'GIF89a...'],
    ['image/webp', 'RIFF\0\0\0\0WEBPVP8 '],
    ['image/heic', '\0\0\0\x18ftypheic'],
    ['application/pdf', '%PDF-1.7\n'],
    ['text/plain', 'Hello,\r\n\tworld'],
  ])('knows %s by its content', (type, content) => {
    expect(mediaTypeOf(bytes(content))).toBe(type);
  });

  it('takes a page with a script for the text that it is, and programs for nothing that it knows', () => {
    expect(mediaTypeOf(bytes('<html><script>alert(1)</script>'))).toBe('text/plain');
    for (const other of ['MZ\x90\0', '\x7fELF', 'PK\x03\x04', '\xc3(', 'RIFF\0\0\0\0WAVE'])
      expect(mediaTypeOf(bytes(other))).toBeUndefined();
  });

  it('says something of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (content) => {
        const type = mediaTypeOf(content);
        expect(type === undefined || KNOWN_MEDIA_TYPES.includes(type)).toBe(true);
        expect(mediaTypeNames([type ?? 'image/png'])).not.toContain('/');
      }),
    );
  });
});
