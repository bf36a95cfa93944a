import { describe, expect, it } from 'vitest';
import { isComplete } from './pressed-keys.js';

const number = { kind: 'keys', single: ['*'], max: 5, finish: '#' } as const;

describe('the keys of a caller', () => {
  it.each([
    ['', false],
    ['1', false],
    ['1234', false],
    ['12345', true],
    ['12#', true],
    ['#', true],
    ['*', true],
    ['1*', false],
  ])('%j are an answer: %s', (keys, complete) => {
    expect(isComplete(keys, number)).toBe(complete);
  });

  it('wait for no end where one key is enough', () => {
    const menu = { kind: 'keys', single: ['1', '2'], max: 1, finish: undefined } as const;
    expect([isComplete('2', menu), isComplete('7', menu)]).toEqual([true, true]);
  });
});
