import { describe, expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.js';

/** An action that notes its beginning and ends when it is told. */
function action(name: string, begun: string[]) {
  let end: (failure?: Error) => void = () => {};
  const ended = new Promise<string>((resolve, reject) => {
    end = (failure) => (failure ? reject(failure) : resolve(name));
  });
  const run = () => {
    begun.push(name);
    return ended;
  };
  return { run, end: (failure?: Error) => end(failure) };
}

describe('OneAtATime', () => {
  it('begins an action when all earlier ones of its key have ended, well or not', async () => {
    const begun: string[] = [];
    const [a, b, c] = [action('a', begun), action('b', begun), action('c', begun)];
    const turns = new OneAtATime();
    const results = Promise.allSettled([a, b, c].map(({ run }) => turns.run('d-1', run)));
    await new Promise(setImmediate);
    expect(begun).toEqual(['a']);
    a.end(new Error('a went wrong'));
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'b']);
    b.end();
    c.end();
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('lets different keys go on beside each other', async () => {
    const begun: string[] = [];
    const [a, b] = [action('a', begun), action('b', begun)];
    const turns = new OneAtATime();
    const results = [turns.run('d-1', a.run), turns.run('d-2', b.run)];
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'b']);
    a.end();
    b.end();
    expect(await Promise.all(results)).toEqual(['a', 'b']);
  });
});
