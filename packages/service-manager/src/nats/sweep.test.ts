import { VirtualClock } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { Sweep } from './sweep.js';

describe('a sweep', () => {
  it('runs at the earliest time asked for, with one timer', () => {
    const clock = new VirtualClock();
    const runs: number[] = [];
    const sweep = new Sweep(clock, (now) => {
      runs.push(now);
      return now < 100 ? 100 : Number.POSITIVE_INFINITY;
    });
    for (const time of [80, 50, 70, 500]) sweep.by(time);
    expect(clock.pending).toBe(1);
    clock.advance(1_000);
    expect(runs).toEqual([50, 100]);
    expect(clock.pending).toBe(0);
  });

  it('leaves no timer when it is stopped', () => {
    const clock = new VirtualClock();
    const sweep = new Sweep(clock, () => Number.POSITIVE_INFINITY);
    sweep.by(10);
    sweep.stop();
    expect(clock.pending).toBe(0);
    sweep.by(20);
    expect(clock.pending).toBe(1);
  });
});
