import { describe, expect, it } from 'vitest';
import { isFailure, unanswered } from './hangup-cause.js';

describe('the causes of Q.850', () => {
  it.each([
    [1, 'unknown-number'],
    [17, 'busy'],
    [18, 'no-answer'],
    [19, 'no-answer'],
    [20, 'offline'],
    [21, 'rejected'],
    [34, 'congestion'],
    [96, 'failed'],
  ])('%i says of a call that was not answered: %s', (cause, outcome) => {
    expect(unanswered(cause)).toBe(outcome);
  });

  it('tell a telephone that fails from one that is put down', () => {
    expect([44, 38, 127].map(isFailure)).toEqual([true, true, true]);
    expect([16, 17, 0, undefined].map(isFailure)).toEqual([false, false, false, false]);
  });
});
