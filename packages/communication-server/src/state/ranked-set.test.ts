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
    expect([set.size, set.first, [...set]]).toEqual([0, undefined, []]);
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
          expect([...set]).toEqual(wanted);
          expect(set.first).toBe(wanted[0]);
        });
      }),
    );
  });

  it('finds each of many members again, also among those of the same rank', () => {
    const rank = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 100_000 }));
    const member = fc.record({ rank, dropped: fc.boolean() });
    fc.assert(
      fc.property(fc.array(member, { minLength: 400, maxLength: 1_500, size: 'max' }), (members) => {
        const set = new RankedSet<(typeof members)[number]>((member) => [member.rank, 0]);
        for (const one of members) set.add(one);
        for (const one of members) set.add(one);
        expect(set.size).toBe(members.length);
        for (const one of members) if (one.dropped) expect(set.delete(one)).toBe(true);
        for (const one of members) expect(set.has(one)).toBe(!one.dropped);
        for (const one of members) if (one.dropped) expect(set.delete(one)).toBe(false);
        // Sorting is stable: who has the same rank stays in the order of addition.
        const kept = members.filter(({ dropped }) => !dropped).sort((a, b) => a.rank - b.rank);
        expect(set.ordered()).toEqual(kept);
        expect([set.size, set.first]).toEqual([kept.length, kept[0]]);
      }),
      { numRuns: 30 },
    );
  });
});
