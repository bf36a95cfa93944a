import { describe, expect, it } from 'vitest';
import type { Segment } from '../live/segment.js';
import { metrics } from './metrics.js';
import { count, noTally } from './tally.js';

const segment = (outcome: 'answered' | 'abandoned', estimate: number | null, wait: number): Segment => ({
  ...{
    segment: 1,
    contact: 'c',
    queue: 'q',
    queuedAt: 0,
    arrivedAt: 0,
    thresholdMs: 20_000,
    agent: null,
    wrappedAt: null,
    replyMs: null,
    overdue: false,
    resolutionMs: null,
  },
  ...{ outcome, estimateMs: estimate === null ? null : estimate * 1_000 },
  answeredAt: outcome === 'answered' ? wait * 1_000 : null,
  leftAt: wait * 1_000,
});
const figures = (...segments: readonly Segment[]) => {
  const tally = noTally();
  for (const each of segments) count(tally, each, 0);
  return Object.fromEntries(
    (['estimate-error', 'estimate-absolute-error', 'estimate-near', 'estimate-exceeded'] as const).map((id) => [
      id,
      metrics[id].of(tally),
    ]),
  );
};

describe('the metrics of estimated waits', () => {
  it('compare each estimate with the wait of who was answered', () => {
    expect(figures(segment('answered', 100, 120), segment('answered', 100, 50), segment('answered', 5, 12))).toEqual({
      'estimate-error': 23 / 3,
      'estimate-absolute-error': 77 / 3,
      'estimate-near': 2 / 3,
      'estimate-exceeded': null,
    });
  });

  it('count of who gave up only what is known: whether it was too long already', () => {
    const gaveUp = [segment('abandoned', 100, 20), segment('abandoned', 20, 100)];
    expect(figures(...gaveUp)).toMatchObject({ 'estimate-error': null, 'estimate-exceeded': 0.5 });
  });

  it('leave out who was to be answered at once and was, and of whom nothing was known', () => {
    expect(figures(segment('answered', 0, 4), segment('answered', null, 90))).toMatchObject({ 'estimate-near': null });
  });
});
