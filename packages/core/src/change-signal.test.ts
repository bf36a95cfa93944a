import { describe, expect, it } from 'vitest';
import { ChangeSignal } from './change-signal.js';

const never = new AbortController().signal;

describe('ChangeSignal', () => {
  it('lets all who wait go on at the next change', async () => {
    const changed = new ChangeSignal();
    const waits = [changed.after(0, never), changed.after(0, never)];
    changed.raise();
    await Promise.all(waits);
    expect(changed.count).toBe(1);
  });

  it('misses no change between two waits', async () => {
    const changed = new ChangeSignal();
    const seen = changed.count;
    changed.raise();
    await changed.after(seen, never);
  });

  it('keeps waiting while nothing has changed since', async () => {
    const changed = new ChangeSignal();
    changed.raise();
    let over = false;
    const wait = changed.after(changed.count, never).then(() => {
      over = true;
    });
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    expect(over).toBe(false);
    changed.raise();
    await wait;
  });

  it('lets go who does not want to wait any more, and no other', async () => {
    const changed = new ChangeSignal();
    const controller = new AbortController();
    let over = false;
    const other = changed.after(0, never).then(() => {
      over = true;
    });
    const wait = changed.after(0, controller.signal);
    controller.abort();
    await wait;
    await changed.after(0, controller.signal);
    expect(over).toBe(false);
    changed.raise();
    await other;
  });
});
