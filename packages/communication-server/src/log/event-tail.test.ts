import { describe, expect, it } from 'vitest';
import type { ContactCentreEvent } from '../contract.js';
import { EventTail } from './event-tail.js';

const events = (from: number, to: number): ContactCentreEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    number: from + index,
    at: 0,
    type: 'agent-logged-in',
    agent: 'ada',
  }));

describe('EventTail', () => {
  it('gives the events behind a number, and says when it does not have the first of them any more', () => {
    const tail = new EventTail(3);
    expect(tail.behind(0, 10)).toBeUndefined();
    tail.add(events(5, 8));
    expect(tail.behind(3, 10)).toBeUndefined();
    expect(tail.behind(4, 2)).toEqual(events(5, 6));
    expect(tail.behind(7, 10)).toEqual(events(8, 8));
    expect(tail.behind(8, 10)).toEqual([]);
  });

  it('forgets the oldest, but keeps as many as it was told to', () => {
    const tail = new EventTail(3);
    for (let number = 1; number <= 50; number++) {
      tail.add(events(number, number));
      const oldest = Math.max(1, number - 2);
      expect(tail.behind(oldest - 1, 10)?.at(-1)?.number).toBe(number);
      expect(tail.behind(number - 7, 10)).toBeUndefined();
    }
  });
});
