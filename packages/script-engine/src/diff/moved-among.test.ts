import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedAmong } from './moved-among.js';

describe('movedAmong', () => {
  it('names the fewest that have to move', () => {
    expect([...movedAmong([0, 1, 2])]).toEqual([]);
    expect([...movedAmong([3, 0, 1, 2])]).toEqual([0]);
    expect([...movedAmong([0, 3, 1, 2])]).toEqual([1]);
  });

  it('leaves a row that rises, in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50)), (places) => {
        const moved = movedAmong(places);
        const staying = places.filter((_, index) => !moved.has(index));
        expect(staying).toEqual([...staying].sort((a, b) => a - b));
        expect(staying.length > 0).toBe(places.length > 0);
      }),
    );
  });
});
