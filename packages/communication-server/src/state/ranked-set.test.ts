import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RankedSet } from './ranked-set.js';

interface Member {
  readonly name: number;
  readonly rank: number;
}

describe('RankedSet', () => {
  it('is empty at first', () => {
    const set = new RankedSet<number>((value) => [value, 0]);
    expect([set.size, set.first, set.firsts(3)]).toEqual([0, undefined, []]);
  });

  it('keeps its members in order through any sequence of additions and deletions', () => {
    const step = fc.record({
      name: fc.integer({ min: 0, max: 30 }),
      rank: fc.option(fc.integer(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const set = new RankedSet<Member>(({ rank }) => [Math.trunc(rank / 1_000), rank]);
        const model = new Map<number, Member>();
        steps.forEach(({ name, rank }, index) => {
          const known = model.get(name);
          if (known) expect(set.delete(known)).toBe(true);
          model.delete(name);
          if (rank !== undefined) {
            // Ranks are made different, because the order of equals is nobody's promise.
            const member = { name, rank: Math.trunc(rank / 1_000) * 1_000 + index };
            set.add(member);
            set.add(member);
            model.set(name, member);
          }
          const wanted = [...model.values()].sort((a, b) => a.rank - b.rank);
          expect(set.ordered()).toEqual(wanted);
          expect(set.firsts(4)).toEqual(wanted.slice(0, 4));
          expect([...set.inOrder()]).toEqual(wanted);
          expect(set.first).toBe(wanted[0]);
        });
      }),
    );
  });
});
