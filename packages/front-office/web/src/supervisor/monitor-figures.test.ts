import { describe, expect, it } from 'vitest';
import type { Monitor } from '../../../src/api-types.js';
import { figuresOf } from './monitor-figures.js';

const agent = (id: string, state: Monitor['agents'][number]['state']) => ({
  ...{ agent: id, name: id, state, since: 0, talks: [] },
});
const waits = (contact: string, since: number) => ({ contact, queue: 'q', channel: 'voice', from: '1', since });
const queue = (serviceLevel: number | null) => ({
  queue: 'q',
  name: 'Q',
  waiting: 0,
  longestSince: null,
  overdue: 0,
  nextDue: null,
  today: { offered: 0, answered: 0, abandoned: 0, serviceLevel },
  target: 0.8,
});
const monitor = (part: Partial<Monitor>): Monitor => ({
  event: 1,
  at: 0,
  agents: [],
  waiting: [],
  campaigns: [],
  queues: [],
  ...part,
});

describe('figuresOf', () => {
  it('counts each agent in exactly one state', () => {
    const { agents } = figuresOf(
      monitor({ agents: [agent('a', 'ready'), agent('b', 'reserved'), agent('c', 'busy'), agent('d', 'ready')] }),
    );
    expect(agents).toEqual({ ready: 2, reserved: 1, busy: 1, 'wrap-up': 0, 'not-ready': 0 });
    expect(Object.values(agents).reduce((sum, count) => sum + count)).toBe(4);
  });

  it('finds the longest wait, and none when nobody waits', () => {
    expect(figuresOf(monitor({ waiting: [waits('1', 200), waits('2', 100)] })).longestSince).toBe(100);
    expect(figuresOf(monitor({})).longestSince).toBeNull();
  });

  it('does not judge queues without data', () => {
    const { measured, onTarget } = figuresOf(monitor({ queues: [queue(null), queue(0.8), queue(0.79)] }));
    expect([measured, onTarget]).toEqual([2, 1]);
  });
});
