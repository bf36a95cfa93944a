import { NO_VALUE } from './attribute-value.js';

/** A length of time by its size: `0.4 ms`, `12 ms`, `1.2 s`, `3 min`; nothing measured is no zero. */
export function formatMilliseconds(ms: number | undefined): string {
  if (ms === undefined) return NO_VALUE;
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  return `${Math.round(ms / 60_000)} min`;
}
