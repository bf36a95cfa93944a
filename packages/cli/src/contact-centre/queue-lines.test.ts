import type { QueueView } from '@caruso/communication-server/contract';
import { describe, expect, it } from 'vitest';
import { queueLines } from './queue-lines.js';

const states = { offline: 0, ready: 0, reserved: 0, busy: 0, 'wrap-up': 0, 'not-ready': 0 };
const queue: QueueView = { queue: 'service', name: 'Service', channel: 'voice', waiting: 0, agents: states, paused: 0 };
const linesWith = (estimates: QueueView['estimates']) =>
  queueLines(estimates ? { ...queue, estimates } : queue, [], [], 0).join('\n');

describe('the lines of a queue', () => {
  it('say how right the estimates of waits were', () => {
    const counted = { answered: 143.2, gaveUp: 11.9, gaveUpLater: 3.1 };
    expect(linesWith({ ...counted, errorMs: -8_000, absoluteErrorMs: 12_000, near: 0.71 })).toContain(
      'Estimated waits: off by 12 s in the mean (8 s too short), 71 % near, of 143 who waited; 12 gave up, 3 of them later than estimated.',
    );
  });

  it('say of estimates only what is known', () => {
    expect(linesWith({ answered: 0, gaveUp: 2, gaveUpLater: 1 })).toContain('Estimated waits: 2 gave up, 1 of them');
    expect(linesWith(undefined)).not.toContain('Estimated');
  });
});
