import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedPart, draftsOf, offsetOf, textsOf, typedInto, withLineFeeds } from './documents.js';

const stored = [
  { name: 'a.xml', text: '<a/>', hash: '1' },
  { name: 'b.xml', text: '<b/>', hash: '2' },
];

describe('documents', () => {
  it('are drafts when they are not as they are stored, with the hash of what was changed', () => {
    expect(draftsOf(stored, textsOf(stored))).toEqual([]);
    expect(draftsOf(stored, { ...textsOf(stored), 'b.xml': '<c/>' })).toEqual([
      { name: 'b.xml', text: '<c/>', hash: '2' },
    ]);
  });

  it('show where they have changed', () => {
    expect(changedPart('<a x="1"/>', '<a x="12"/>')).toEqual({ start: 7, end: 8 });
    expect(changedPart('aa', 'aaa')).toEqual({ start: 2, end: 3 });
    expect(changedPart('abc', 'ac')).toEqual({ start: 1, end: 1 });
    expect(changedPart('a', 'a')).toBeUndefined();
  });

  it('have offsets for lines and columns, whatever lines end with', () => {
    expect(offsetOf('ab\r\ncd\nef', 2, 2)).toBe(5);
    expect(offsetOf('ab\r\ncd\nef', 3, 1)).toBe(7);
    expect(offsetOf('ab', 9, 9)).toBe(2);
  });

  it('keep their line ends, also different ones, where nothing was typed', () => {
    expect(typedInto('a\r\nb\nc\r\n', 'a\nbX\nY\nc\n')).toBe('a\r\nbX\r\nY\nc\r\n');
    expect(typedInto('a\r\nb', 'a\nb')).toBe('a\r\nb');
    const line = fc.constantFrom('\r\n', '\n', 'a', 'b', 'ä');
    fc.assert(
      fc.property(
        fc.array(line),
        fc.array(fc.constantFrom('\n', 'a', 'x')),
        fc.nat(),
        fc.nat(),
        (parts, typed, from, length) => {
          const text = parts.join('');
          const shown = withLineFeeds(text);
          const start = from % (shown.length + 1);
          const end = Math.min(shown.length, start + (length % 4));
          const after = shown.slice(0, start) + typed.join('') + shown.slice(end);
          expect(withLineFeeds(typedInto(text, after))).toBe(after);
        },
      ),
    );
  });
});
