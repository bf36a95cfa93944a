import { VirtualClock } from '@caruso/core';
import { describe, expect, it } from 'vitest';
import { DeadlineTimer } from './deadline-timer.js';

describe('DeadlineTimer', () => {
  it('waits for the deadline it was told last', () => {
    const clock = new VirtualClock(0);
    const due: number[] = [];
    const timer = new DeadlineTimer(clock, () => due.push(clock.now()));
    timer.arm(100);
    timer.arm(50);
    timer.arm(50);
    clock.advance(200);
    expect(due).toEqual([50]);
  });

  it('can be armed again for the same time, and waits for nothing when there is nothing to wait for', () => {
    const clock = new VirtualClock(0);
    const due: number[] = [];
    const timer = new DeadlineTimer(clock, () => due.push(clock.now()));
    timer.arm(10);
    clock.advance(10);
    timer.arm(10);
    clock.advance(1);
    timer.arm(20);
    timer.arm(undefined);
    clock.advance(100);
    expect(due).toHaveLength(2);
  });
});
