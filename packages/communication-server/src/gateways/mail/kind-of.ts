import type { HeaderLines } from './header-lines.js';

/**
 * Who has written a mail, as far as answering it is concerned:
 * - `customer`: somebody; the only kind that gets an automatic reply
 * - `generated`: a program, such as a form on a web page, for somebody who waits for an answer
 * - `auto-reply`: a program that has read a mail of ours
 * - `bulk`: a list or a mass mailing
 * - `bounce`: a mail server that could not deliver a mail of ours
 * - `report`: a mail server that tells of a mail of ours what is no failure: it is late, or has arrived
 * - `own`: we ourselves
 */
export type MailKind = 'customer' | 'generated' | 'auto-reply' | 'bulk' | 'bounce' | 'report' | 'own';

const ROBOTS = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|owner-.*|.*-request|.*-bounces?)@/;

/**
 * RFC 3834 (Auto-Submitted), RFC 3464 (multipart/report), RFC 2919 (List-Id), and what mail programs write that know neither.
 *
 * @param from - the address in `From`, in lower case
 * @param reported - what a mail server reports to have become of mails
 * @param isOwn - whether an address is one of ours
 */
export function kindOf(
  {
    headers,
    from,
    reported,
  }: { readonly headers: HeaderLines; readonly from: string; readonly reported: readonly string[] },
  isOwn: (address: string) => boolean,
): MailKind {
  const type = headers.value('content-type') ?? '';
  if (type.startsWith('multipart/report') && /report-type\s*=\s*"?delivery-status/.test(type))
    return reported.length === 0 || reported.includes('failed') ? 'bounce' : 'report';
  if (headers.value('return-path') === '<>' && from.startsWith('mailer-daemon@')) return 'bounce';
  if (isOwn(from)) return 'own';
  const submitted = headers.value('auto-submitted')?.split(';')[0]?.trim() ?? 'no';
  if (submitted === 'auto-replied' || headers.has('x-autoreply') || headers.has('x-autorespond')) return 'auto-reply';
  const precedence = headers.value('precedence') ?? '';
  if (/^(auto_reply|auto-reply)$/.test(precedence)) return 'auto-reply';
  if (/^(bulk|junk|list)$/.test(precedence) || headers.has('list-id') || headers.has('list-unsubscribe'))
    return submitted === 'no' ? 'bulk' : 'auto-reply';
  const suppressed = headers.value('x-auto-response-suppress') ?? 'none';
  if (
    submitted !== 'no' ||
    headers.value('return-path') === '<>' ||
    ROBOTS.test(from) ||
    /all|autoreply/.test(suppressed)
  )
    return 'generated';
  return 'customer';
}
