import { expect, it } from 'vitest';
import type { ObjectType } from '../../../src/api-types.js';
import { linkedCount, shownWords } from './linked-words.js';

const typeWith = (sort?: string) =>
  ({
    attributes: [
      { name: 'at', type: 'instant' },
      { name: 'name', type: 'string' },
    ],
    presentation: sort === undefined ? {} : { list: { columns: [], filters: [], sort } },
  }) as unknown as ObjectType;

it('counts what is there, and says that there is more', () => {
  expect(linkedCount(undefined)).toBe('–');
  expect(linkedCount({ entities: [], more: false })).toBe('0');
  expect(linkedCount({ entities: Array(50).fill({}), more: true })).toBe('50+');
});

it('says which are shown by the order of their list', () => {
  expect(shownWords(typeWith('-at'), 50)).toBe('The newest 50 are shown.');
  expect(shownWords(typeWith('at'), 50)).toBe('The oldest 50 are shown.');
  expect(shownWords(typeWith('-name'), 50)).toBe('The first 50 are shown.');
  expect(shownWords(typeWith(), 50)).toBe('The first 50 are shown.');
});
