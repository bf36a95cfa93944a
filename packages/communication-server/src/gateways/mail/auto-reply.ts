import type { MailKind } from './kind-of.js';

const HOUR_MS = 3_600_000;
const PER_HOUR = 4;
/** Characters of a value that comes from the customer, so that nobody sends texts of their own through us. */
const LONGEST_VALUE = 100;

/** Since when automatic replies to an address count. */
export function countedSince(now: number): number {
  return now - HOUR_MS;
}

/** Whether a mail gets an automatic reply: the first of its thread, by a person, to us, and not too often (RFC 3834). */
export function getsAutoReply(
  mail: { readonly kind: MailKind; readonly startsThread: boolean; readonly toUs: boolean },
  repliedInLastHour: number,
  perHour: number = PER_HOUR,
): boolean {
  return mail.kind === 'customer' && mail.startsThread && mail.toUs && repliedInLastHour < perHour;
}

/** Fills a template. Values of strangers are one short line each, without addresses of web pages, and are not templates. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? escaped(values[name] ?? '') : placeholder,
  );
}

function escaped(value: string): string {
  const line = value
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S*/gi, '…')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...line];
  return letters.length > LONGEST_VALUE ? `${letters.slice(0, LONGEST_VALUE - 1).join('')}…` : line;
}
