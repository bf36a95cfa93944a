import type { StoredMail } from './stored-mail.js';

const HOUR_MS = 3_600_000;
const PER_HOUR = 4;

/** Since when automatic replies to an address count. */
export function countedSince(now: number): number {
  return now - HOUR_MS;
}

/** Whether a mail gets an automatic reply: the first of its thread, by a person, to us, and not too often (RFC 3834). */
export function getsAutoReply(
  mail: { readonly kind: StoredMail['kind']; readonly startsThread: boolean; readonly toUs: boolean },
  repliedInLastHour: number,
  perHour: number = PER_HOUR,
): boolean {
  return mail.kind === 'customer' && mail.startsThread && mail.toUs && repliedInLastHour < perHour;
}
