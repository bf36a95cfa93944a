import { createHash } from 'node:crypto';

/** The SHA-256 of a text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
