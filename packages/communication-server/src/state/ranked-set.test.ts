import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RankedSet } from './ranked-set.js';

describe('RankedSet', () => {
  it('is empty at first', () => {
    const set = new RankedSet<string>();
    expect([set.size, set.first, set.lowest, set.firsts(3)]).toEqual([0, undefined, undefined, []]);
  });

  it('keeps its members in order through any sequence of additions and deletions', () => {
    const step = fc.record({
      member: fc.integer({ min: 0, max: 30 }),
      rank: fc.option(fc.integer(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const set = new RankedSet<number>();
        const model = new Map<number, number>();
        steps.forEach(({ member, rank }, index) => {
          // Ranks are made different, because the order of equals is nobody's promise.
          const unique = rank === undefined ? undefined : Math.trunc(rank / 1_000) * 1_000 + index;
          if (unique === undefined) expect(set.delete(member)).toBe(model.delete(member));
          else {
            set.add(member, unique);
            model.set(member, unique);
          }
          const wanted = [...model].sort(([, a], [, b]) => a - b).map(([key]) => key);
          expect(set.ordered()).toEqual(wanted);
          expect(set.firsts(4)).toEqual(wanted.slice(0, 4));
          expect(set.first).toBe(wanted[0]);
        });
      }),
    );
  });
});
