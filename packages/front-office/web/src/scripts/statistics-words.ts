import type { StepStatistics } from '../../../src/api-types.js';

/** What share of those who came to a step went no further, in per cent. */
export function leftShare({ shown, left }: StepStatistics): number {
  return shown === 0 ? 0 : Math.round((100 * left) / shown);
}

/** How strongly a step is painted: not at all where everybody goes on, and in full where a quarter and more do not. */
export function leftLevel(step: StepStatistics): 0 | 1 | 2 | 3 {
  const share = leftShare(step);
  if (share >= 25) return 3;
  if (share >= 10) return 2;
  return share >= 3 ? 1 : 0;
}

/** A step in so few words that they fit on it. */
export function stepInShort(step: StepStatistics): string {
  const seconds = step.medianSeconds === null ? '' : ` · ${timeInShort(step.medianSeconds)}`;
  return `${step.shown}× · ${leftShare(step)} % left${seconds}`;
}

/** A step for who hears the picture. */
export function stepSaid(step: StepStatistics): string {
  const took = step.medianSeconds === null ? '' : `, half of the answers within ${timeInShort(step.medianSeconds)}`;
  return `Shown ${step.shown} times, ${leftShare(step)} % left here${took}`;
}

export function timeInShort(seconds: number): string {
  return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
