import { describe, expect, it } from 'vitest';
import { ScriptErrors } from '../errors.js';
import { GroupedWrites } from './grouped-writes.js';

/** Writes that are under way until they are let go on. */
function slowWrites(outcome: (items: readonly string[]) => void = () => {}) {
  const groups: (readonly string[])[] = [];
  const letGo: (() => void)[] = [];
  const writes = new GroupedWrites<string>(async (items) => {
    groups.push(items);
    await new Promise<void>((resolve) => letGo.push(resolve));
    outcome(items);
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const finish = () => {
    letGo.shift()?.();
    return turn();
  };
  return { writes, groups, turn, finish };
}

const refused = () => new ScriptErrors.WrittenMeanwhile({ dialog: 'd' });

describe('GroupedWrites', () => {
  it('makes together what came while the last write was under way', async () => {
    const { writes, groups, turn, finish } = slowWrites();
    const first = [writes.add('a'), writes.add('b')];
    await turn();
    const others = [writes.add('c'), writes.add('d')];
    await finish();
    await Promise.all(first);
    await finish();
    await Promise.all(others);
    expect(groups).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('resolves no write before it is made', async () => {
    const { writes, turn, finish } = slowWrites();
    const order: string[] = [];
    const written = writes.add('a').then(() => order.push('resolved'));
    await turn();
    order.push('under way');
    await finish();
    await written;
    expect(order).toEqual(['under way', 'resolved']);
  });

  it('makes the others of a group when one of it is refused', async () => {
    const made: string[] = [];
    const writes = new GroupedWrites<string>(async (items) => {
      if (items.includes('bad')) throw refused();
      made.push(...items);
    });
    const results = await Promise.allSettled([writes.add('a'), writes.add('bad'), writes.add('b')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(made).toEqual(['a', 'b']);
  });

  it('makes nothing twice when nobody knows whether a group was made', async () => {
    let attempts = 0;
    const writes = new GroupedWrites<string>(async () => {
      attempts += 1;
      throw new Error('the connection is lost');
    });
    const results = await Promise.allSettled([writes.add('a'), writes.add('b')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(attempts).toBe(1);
  });

  it('goes on writing after a failure', async () => {
    let fails = true;
    const writes = new GroupedWrites<string>(async () => {
      if (fails) throw new Error('no');
    });
    await expect(writes.add('a')).rejects.toThrow('no');
    fails = false;
    await expect(writes.add('b')).resolves.toBeUndefined();
  });
});
