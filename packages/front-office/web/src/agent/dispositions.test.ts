import { describe, expect, it } from 'vitest';
import { dispositionLabel, dispositionOptions } from './dispositions.js';

const tree = [
  {
    id: 'reached',
    label: 'Reached',
    dispositions: [
      { id: 'sold', label: 'Sold' },
      { id: 'no', label: 'Refused', dispositions: [{ id: 'price', label: 'Too expensive' }] },
      { id: 'later', label: 'Later' },
    ],
  },
  { id: 'tape', label: 'Machine' },
];

describe('the dispositions of a wrap-up', () => {
  it('are offered in groups under their headings, and headings cannot be chosen', () => {
    expect(dispositionOptions(tree)).toEqual([
      { group: 'Reached', items: [{ value: 'sold', label: 'Sold' }] },
      { group: 'Reached › Refused', items: [{ value: 'price', label: 'Too expensive' }] },
      { group: 'Reached', items: [{ value: 'later', label: 'Later' }] },
      { value: 'tape', label: 'Machine' },
    ]);
    expect(dispositionOptions([])).toEqual([]);
  });

  it('are called alike in the history, wherever they stand', () => {
    expect(dispositionLabel(tree, 'price')).toBe('Too expensive');
    expect(dispositionLabel(tree, 'tape')).toBe('Machine');
    expect(dispositionLabel(tree, 'gone')).toBeUndefined();
    expect(dispositionLabel(tree, undefined)).toBeUndefined();
  });
});
