import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SettableClock } from '../../test/support/settable-clock.js';
import { SteadyClock } from './steady-clock.js';

const HOUR = 3_600_000;

describe('SteadyClock', () => {
  it('is the clock of the machine as long as nobody puts that back, also when it is put forward', () => {
    const machine = new SettableClock(100 * HOUR);
    const clock = new SteadyClock(machine);
    machine.pass(1_000);
    expect(clock.now()).toBe(machine.now());
    machine.set(HOUR);
    expect(clock.now()).toBe(machine.now());
  });

  it('goes on at half its pace when the clock is put back, and agrees with it in the end', () => {
    const machine = new SettableClock(100 * HOUR);
    const clock = new SteadyClock(machine);
    const before = clock.now();
    machine.set(-HOUR);
    expect(clock.now()).toBe(before);
    machine.pass(20_000);
    expect(clock.now()).toBe(before + 10_000);
    machine.pass(2 * HOUR - 20_000);
    expect(clock.now()).toBe(machine.now());
    machine.pass(1_000);
    expect(clock.now()).toBe(machine.now());
  });

  it('is not before what the log says has happened', () => {
    const machine = new SettableClock(100 * HOUR);
    const clock = new SteadyClock(machine);
    clock.reach(machine.now() + HOUR);
    const ahead = clock.now();
    expect(ahead).toBe(machine.now() + HOUR);
    machine.pass(2_000);
    expect(clock.now()).toBe(ahead + 1_000);
  });

  it('calls at its own time, before, while and after it goes slowly', () => {
    const machine = new SettableClock(100 * HOUR);
    const clock = new SteadyClock(machine);
    clock.now();
    machine.set(-10_000);
    const called: number[] = [];
    for (const wait of [0, 4_000, 10_000, 30_000]) clock.at(clock.now() + wait, () => called.push(machine.passed));
    machine.pass(60_000);
    expect(called).toEqual([0, 8_000, 20_000, 40_000]);
  });

  it('never goes back, whatever the clock of the machine does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -HOUR, max: HOUR }), fc.nat(60_000))), (steps) => {
        const machine = new SettableClock(100 * HOUR);
        const clock = new SteadyClock(machine);
        let last = clock.now();
        for (const [by, ms] of steps) {
          machine.set(by);
          last = Math.max(last, clock.now());
          machine.pass(ms);
          const now = clock.now();
          expect(now).toBeGreaterThanOrEqual(last + Math.floor(ms / 2) - 1);
          expect(now).toBeGreaterThanOrEqual(Math.floor(machine.now()));
          last = now;
        }
      }),
    );
  });
});
