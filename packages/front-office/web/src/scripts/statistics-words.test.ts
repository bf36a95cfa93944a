import { describe, expect, it } from 'vitest';
import { leftLevel, leftShare, stepInShort, stepSaid, timeInShort } from './statistics-words.js';

const step = (shown: number, left: number, medianSeconds: number | null = null) => ({
  ...{ node: 'q', kind: 'question' as const, shown, left, medianSeconds, p90Seconds: medianSeconds },
  ...{ answered: shown - left, refused: 0, back: 0, standing: 0 },
});

describe('the statistics of a step', () => {
  it('say how often it was shown, what share left there, and how long it took', () => {
    expect(stepInShort(step(120, 9, 14.4))).toBe('120× · 8 % left · 14 s');
    expect(stepInShort(step(2, 0))).toBe('2× · 0 % left');
    expect(stepSaid(step(120, 9, 14.4))).toBe('Shown 120 times, 8 % left here, half of the answers within 14 s');
    expect(timeInShort(150)).toBe('3 min');
  });

  it('paint it the stronger the more leave', () => {
    expect([0, 2, 3, 9, 10, 24, 25, 100].map((left) => leftLevel(step(100, left)))).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect(leftShare(step(0, 0))).toBe(0);
  });
});
