import { ERASED_MAIL, isErased } from './erased-mail.js';
import { kindOf, type MailKind } from './kind-of.js';
import type { RelatedMail, StoredAttachment } from './mail-store.js';
import type { OwnAddresses } from './own-addresses.js';
import type { ReadMail } from './read-mail.js';
import type { StoredMail } from './stored-mail.js';

/** A mail that was read, with its attachments kept. */
export interface TakenMail {
  readonly id: string;
  readonly externalId: string;
  readonly read: ReadMail;
  readonly notes: readonly string[];
  readonly attachments: readonly StoredAttachment[];
}

/**
 * What mails are, among those that are here and among each other: who has written them, of which thread they are, and whether they came
 * before.
 *
 * @param related - mails that are here with ids that these have or name, the latest first
 * @param now - milliseconds since 1970 UTC
 */
export function sortMails(
  mails: readonly TakenMail[],
  related: readonly RelatedMail[],
  { gateway, own, now }: { readonly gateway: string; readonly own: OwnAddresses; readonly now: number },
): readonly StoredMail[] {
  const known = new Map<string, readonly RelatedMail[]>();
  for (const mail of related) known.set(mail.messageId, [...(known.get(mail.messageId) ?? []), mail]);
  const latest = new Map<string, number>();
  return mails.map(({ id, externalId, read, notes: ofReading }) => {
    const { headers, from, reported, messageId, subject, text } = read;
    // What is sent to ourselves concerns nobody, and the customer would wait for ever.
    const replyTo = own.has(read.replyTo) ? from.address : read.replyTo;
    const written = kindOf({ headers, from: from.address, reported }, (address) => own.has(address));
    const before = known.get(messageId)?.find((mail) => mail.address === from.address || isErased(mail));
    const references = referencesOf(read, written === 'bounce' || written === 'report');
    const notes = [
      ...ofReading,
      ...(goesElsewhere(written, from.address, replyTo) ? [`An answer goes to ${replyTo}`] : []),
    ];
    const nearest = references.findLast((reference) => known.has(reference));
    const thread = before?.thread ?? known.get(nearest ?? '')?.[0]?.thread ?? id;
    // A thread is told in the order of time, and its mails may come at once.
    const at = Math.max(now, (latest.get(thread) ?? 0) + 1);
    const mail: StoredMail = {
      id,
      gateway,
      externalId,
      thread,
      contact: undefined,
      direction: 'in',
      kind: before ? 'duplicate' : written,
      state: 'read',
      at,
      messageId,
      references,
      address: from.address,
      name: from.name,
      replyTo,
      ours: own.answering(read.recipients).to,
      subject,
      text,
      note: notes.length > 0 ? `${notes.join('. ')}.` : undefined,
      agent: undefined,
      attempts: 0,
      due: 0,
      // In a mailbox that is read again there may still be what was erased here.
      ...(before && isErased(before) ? ERASED_MAIL : {}),
    };
    latest.set(thread, at);
    known.set(messageId, [mail, ...(known.get(messageId) ?? [])]);
    return mail;
  });
}

/** Whether an answer goes to another address than the mail says it is from: whoever answers must know. */
function goesElsewhere(kind: MailKind, from: string, replyTo: string): boolean {
  return (kind === 'customer' || kind === 'generated') && replyTo !== from;
}

/** The message ids by which the thread of a mail is found, the nearest last. */
function referencesOf({ parents, inner }: ReadMail, isReport: boolean): readonly string[] {
  return [...parents.toReversed(), ...(isReport ? inner : [])];
}
