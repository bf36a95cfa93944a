import { createHash } from 'node:crypto';

/** An id that follows from what it is about, so that what is done again is not done twice. */
export function idOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
