import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from './suggest.js';

describe('nearest', () => {
  it('finds the name with a letter missing, doubled, replaced or swapped', () => {
    const names = ['reason', 'moveDate', 'tariff'];
    expect(['reasn', 'reasson', 'reaxon', 'raeson'].map((name) => nearest(name, names))).toEqual(
      Array(4).fill('reason'),
    );
  });

  it('does not mind capital letters', () => {
    expect(nearest('movedate', ['moveDate'])).toBe('moveDate');
  });

  it('suggests nothing when nothing is near', () => {
    expect(nearest('tariff', ['reason', 'moveDate'])).toBeUndefined();
    expect(nearest('x', ['yz'])).toBeUndefined();
  });

  it('asks in the hint', () => {
    expect(didYouMean('movng', ['moving'])).toBe("did you mean 'moving'?");
    expect(didYouMean('movng', [])).toBeUndefined();
  });
});
