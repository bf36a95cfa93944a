import { describe, expect, it } from 'vitest';
import { pathToUncloneable } from './uncloneable.js';

describe('what no message can carry', () => {
  it.each([
    ['a function', { order: { onDone() {} } }, 'order.onDone', 'is the function "onDone"'],
    ['a symbol in a list', [1, Symbol('x')], '1', 'is a symbol'],
    ['a function in a map', { by: new Map([['a', () => {}]]) }, 'by.a', 'is a function'],
    ['a function in a set', { of: new Set([() => {}]) }, 'of.0', 'is a function'],
    ['a promise', { later: Promise.resolve() }, 'later', 'is an object (Promise) that cannot leave its thread'],
  ])('is found: %s', (_, value, path, reason) => {
    expect(pathToUncloneable(value)).toEqual({ path, reason });
  });

  it('is not in plain data, dates, bytes, or what refers to itself', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(
      pathToUncloneable({ circle, at: new Date(), bytes: new Uint8Array(2), text: 'a', none: null }),
    ).toBeUndefined();
  });
});
