import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Replied, ReplyTable } from './reply-table.js';

interface Item extends Replied<Item> {
  readonly number: number;
}

describe('the table of calls', () => {
  it('finds what was added and not taken out, as a map does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 40 }))), (steps) => {
        const table = new ReplyTable<Item>();
        const expected = new Map<string, Item>();
        for (const [add, number] of steps) {
          // Many fall into the same place.
          const reply = `${number}-same-ending-${number % 3}`;
          const known = expected.get(reply);
          if (add && !known) {
            const item = { reply, number, chained: undefined };
            expected.set(reply, item);
            table.add(item);
          } else if (!add) {
            expect(known ? table.delete(known) : false).toBe(known !== undefined);
            expected.delete(reply);
          }
        }
        expect(table.size).toBe(expected.size);
        expect(new Set(table)).toEqual(new Set(expected.values()));
        for (let number = 0; number <= 40; number += 1) {
          const reply = `${number}-same-ending-${number % 3}`;
          expect(table.get(reply)).toBe(expected.get(reply));
        }
      }),
    );
  });

  it('can be changed while it is gone through', () => {
    const table = new ReplyTable<Item>();
    for (let number = 0; number < 10; number += 1) table.add({ reply: `r${number}`, number, chained: undefined });
    let seen = 0;
    for (const item of table) {
      seen += 1;
      expect(table.delete(item)).toBe(true);
      expect(table.delete(item)).toBe(false);
    }
    expect([seen, table.size]).toEqual([10, 0]);
  });
});
