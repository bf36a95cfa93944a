import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActiveCall, ActiveCalls } from './active-calls.js';

const call = (): ActiveCall => ({
  slot: -1,
  place: { contract: 'test', operation: 'run' },
  interrupt: () => {},
  drop: () => {},
});

describe('the calls in flight on an instance', () => {
  it('are those that were added and not taken out, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(), { nil: undefined })), (steps) => {
        const calls = new ActiveCalls();
        const expected: ActiveCall[] = [];
        for (const step of steps) {
          if (step === undefined || expected.length === 0) {
            const added = call();
            expected.push(added);
            calls.add(added);
          } else {
            const [removed] = expected.splice(step % expected.length, 1);
            if (removed) calls.delete(removed);
          }
        }
        expect(new Set(calls)).toEqual(new Set(expected));
        expect([...calls]).toHaveLength(expected.length);
      }),
    );
  });
});
