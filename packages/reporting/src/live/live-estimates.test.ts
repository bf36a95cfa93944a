import { expect, it } from 'vitest';
import { LiveState } from './live-state.js';

it('an estimated wait is a fact in whole milliseconds, whatever its seconds are', () => {
  const state = new LiveState({ zone: 'UTC', thresholdOf: () => 20_000 });
  const origin = { gateway: 'g', externalId: 'a', from: 'a', to: 'us', attributes: {} };
  state.apply({
    number: 1,
    at: 0,
    type: 'contact-arrived',
    contact: 'a',
    channel: 'voice',
    direction: 'in',
    ...origin,
  });
  const segment = state.apply({ number: 2, at: 0, type: 'contact-queued', contact: 'a', queue: 'q', wait: 4.038 });
  // 4.038 * 1000 is a little more than that.
  expect(segment?.estimateMs).toBe(4_038);
});
