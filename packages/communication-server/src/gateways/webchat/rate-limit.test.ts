import { expect, it } from 'vitest';
import { RateLimit } from './rate-limit.js';

it('lets as many through at once as fit, then one for each share of the time', () => {
  const limit = new RateLimit(3, 3_000);
  expect([0, 0, 0].map((at) => limit.take(at))).toEqual([0, 0, 0]);
  expect(limit.take(0)).toBe(1_000);
  expect(limit.take(400)).toBe(600);
  expect(limit.take(1_000)).toBe(0);
  expect(limit.take(1_000)).toBe(1_000);
});

it('saves up no more than fits, and is as new after the whole time', () => {
  const limit = new RateLimit(2, 1_000);
  limit.take(0);
  expect(limit.isFull(400)).toBe(false);
  expect(limit.isFull(500)).toBe(true);
  expect([9_000, 9_000, 9_000].map((at) => limit.take(at) > 0)).toEqual([false, false, true]);
});

it('waits no longer when the clock is put back', () => {
  const limit = new RateLimit(1, 1_000);
  limit.take(10_000);
  expect(limit.take(5_000)).toBe(1_000);
  expect(limit.take(6_000)).toBe(0);
});
