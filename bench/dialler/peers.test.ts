import { describe, expect, it } from 'vitest';
import { impactFactor, impactLines } from './peers.js';

describe('impactdialing-like pacer', () => {
  it('dials the factor times the free agents, less what rings and is presented: 3 x 3 - 2 - 1 = 6', () => {
    expect(impactLines({ factor: 3, free: 3, ringing: 2, presented: 1 })).toBe(6);
  });

  it('takes counters below 0 for 0', () => {
    expect(impactLines({ factor: 2, free: 2, ringing: -3, presented: -1 })).toBe(4);
    expect(impactLines({ factor: 2, free: -2, ringing: 0, presented: 0 })).toBe(0);
    expect(impactLines({ factor: 1, free: 1, ringing: 5, presented: 0 })).toBe(0);
  });

  it('has the factor 1 when nothing was dialled for ten minutes', () => {
    expect(impactFactor({ dialled: 0, answered: 0, share: 0 })).toBe(1);
  });

  it('is slowed above the limit of abandonment, never below 1', () => {
    expect(impactFactor({ dialled: 100, answered: 25, share: 0.01 })).toBe(4);
    expect(impactFactor({ dialled: 100, answered: 25, share: 0.04 })).toBe(2);
    expect(impactFactor({ dialled: 100, answered: 90, share: 0.04 })).toBe(1);
  });
});
