import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new token for a dialog, with 256 random bits, and the hash that is kept of it. */
export function newLinkToken(dialog: string): { readonly token: string; readonly hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${dialog}.${secret}`, hash: hashOf(secret) };
}

/** The dialog that a token names, and the hash of its secret; both are empty or wrong when it is none. */
export function readLinkToken(token: string): { readonly dialog: string; readonly hash: string } {
  const dot = token.lastIndexOf('.');
  return { dialog: token.slice(0, Math.max(dot, 0)), hash: hashOf(token.slice(dot + 1)) };
}

/** Compares without telling by its time how much was right. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
