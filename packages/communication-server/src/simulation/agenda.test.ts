import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda.js';

describe('Agenda', () => {
  it('lets everything happen in the order of time, and at the same time as it was planned', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });
    fc.assert(
      fc.property(times, times, (first, later) => {
        const agenda = new Agenda();
        const happened: (readonly [at: number, turn: number])[] = [];
        let turn = 0;
        const plan = (at: number) => {
          const entry = [at, ++turn] as const;
          agenda.plan(at, () => happened.push(entry));
        };
        first.forEach(plan);
        // What is planned while time goes on is never for the past.
        for (const delay of later) {
          const { next } = agenda;
          agenda.runNext();
          plan((next ?? 0) + delay);
        }
        while (agenda.next !== undefined) agenda.runNext();
        expect(happened).toHaveLength(first.length + later.length);
        expect(happened).toEqual(happened.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });

  it('has nothing to do when nothing is planned', () => {
    const agenda = new Agenda();
    agenda.runNext();
    expect(agenda.next).toBeUndefined();
  });
});
