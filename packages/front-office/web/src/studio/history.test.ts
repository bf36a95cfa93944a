import { describe, expect, it } from 'vitest';
import { moveHistory, startHistory } from './history.js';

describe('a history', () => {
  it('goes back and forth', () => {
    const one = moveHistory(startHistory('a'), { to: 'b' });
    const back = moveHistory(one, 'undo');
    expect([back.present, moveHistory(back, 'redo').present]).toEqual(['a', 'b']);
    expect(moveHistory(back, { to: 'c' })).toMatchObject({ past: ['a'], present: 'c', future: [] });
  });

  it('stays as it is at either end', () => {
    const start = startHistory('a');
    expect(moveHistory(start, 'undo')).toBe(start);
    expect(moveHistory(start, 'redo')).toBe(start);
  });

  it('undoes what was typed in one go at once', () => {
    const typed = ['ab', 'abc'].reduce(
      (history, to) => moveHistory(history, { to, joined: to !== 'ab' }),
      startHistory('a'),
    );
    expect(moveHistory(typed, 'undo').present).toBe('a');
  });

  it('gives each state a version of its own', () => {
    const one = moveHistory(startHistory('a'), { to: 'b' });
    expect(new Set([0, one.version, moveHistory(one, 'undo').version]).size).toBe(3);
  });
});
