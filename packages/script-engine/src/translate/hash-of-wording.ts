/**
 * Names a wording in eight characters, so that a translation can say of which it was made: FNV-1a of 32 bits. It tells that
 * a wording has changed; it is no protection against anybody.
 *
 * @param shown - the wording without layout: line breaks as blanks, no blanks at its ends
 */
export function hashOfWording(shown: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(shown)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
