import { describe, expect, it } from 'vitest';
import { changedPart, draftsOf, offsetOf, textsOf } from './documents.js';

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
});
