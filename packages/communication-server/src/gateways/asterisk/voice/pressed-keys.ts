import type { ExpectedKeys } from './voice-options.js';

/** Whether the keys a caller has pressed are an answer that waits for no further key. */
export function isComplete(keys: string, { single, max, finish }: ExpectedKeys): boolean {
  if (keys === '') return false;
  if (keys.length >= max || single.includes(keys)) return true;
  return finish !== undefined && keys.endsWith(finish);
}
