/** A new identifier nobody else has: a random UUID (RFC 9562, version 4). */
export function newId(): string {
  return globalThis.crypto.randomUUID();
}
