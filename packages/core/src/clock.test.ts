import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock, VirtualClock } from './clock.js';

describe('VirtualClock', () => {
  it('calls what falls due in order of time, each at its own time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000)), (times) => {
        const clock = new VirtualClock();
        const seen: number[] = [];
        for (const time of times) clock.at(time, () => seen.push(clock.now()));
        clock.advance(1_000);
        expect(seen).toEqual([...times].sort((a, b) => a - b));
        expect(clock.pending).toBe(0);
      }),
    );
  });

  it('keeps the order of those that fall due at the same time', () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    for (const name of ['a', 'b', 'c']) clock.at(5, () => seen.push(name));
    clock.advance(5);
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('calls what a due timer sets within the same advance, and nothing that was cancelled', () => {
    const clock = new VirtualClock(100);
    const seen: string[] = [];
    const never = clock.at(120, () => seen.push('never'));
    clock.at(110, () => {
      never.cancel();
      clock.at(115, () => seen.push('chained'));
    });
    clock.advance(50);
    expect(seen).toEqual(['chained']);
    expect(clock.now()).toBe(150);
  });
});

describe('systemClock', () => {
  it('calls at once what is already due, and not what was cancelled', async () => {
    const late = systemClock.at(systemClock.now() + 60_000, () => expect.unreachable());
    late.cancel();
    await new Promise<void>((resolve) => systemClock.at(0, resolve));
  });
});
