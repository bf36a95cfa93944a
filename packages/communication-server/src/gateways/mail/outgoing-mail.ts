import type { Readable } from 'node:stream';
import type { SendMailOptions } from 'nodemailer';
import type { OwnAddresses } from './own-addresses.js';
import type { StoredMail } from './stored-mail.js';

/** Message ids in `References`: the first of the thread and the latest, so that the header does not grow without end. */
const LATEST_REFERENCES = 19;

/** What a mail that answers another one takes from it. */
export function replyTo(
  mail: StoredMail,
  { own, id, now }: { readonly own: OwnAddresses; readonly id: string; readonly now: number },
) {
  const [first, ...rest] = [...mail.references, mail.messageId];
  return {
    id,
    gateway: mail.gateway,
    externalId: id,
    thread: mail.thread,
    contact: mail.contact,
    direction: 'out',
    at: now,
    messageId: `<${id}@${own.domain}>`,
    references: [...(first === undefined ? [] : [first]), ...rest.slice(-LATEST_REFERENCES)],
    name: mail.name,
    ours: mail.ours,
    subject: /^(re|aw)\s*:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    note: undefined,
    agent: undefined,
    attempts: 0,
    due: now,
  } as const satisfies Partial<StoredMail>;
}

/** A file that goes with a mail. */
interface Enclosed {
  readonly name: string;
  readonly type: string;
  readonly content: Readable;
}

/** A mail as it goes over the wire: the same every time it is sent. */
export function outgoingMail(mail: StoredMail, own: OwnAddresses, files: readonly Enclosed[]): SendMailOptions {
  const { address, replyTo: to, ours, subject, text, messageId, references, at, kind } = mail;
  const automatic = kind === 'auto-reply';
  const notice = kind === 'notice' ? { headers: { 'Auto-Submitted': 'auto-generated' } } : {};
  return {
    from: { name: own.name, address: ours },
    // As text it would be taken for several where it has a comma.
    to: { name: '', address: to },
    subject,
    text,
    messageId,
    inReplyTo: references.at(-1) ?? '',
    references: [...references],
    date: new Date(at),
    attachments: files.map(({ name, type, content }) => ({
      filename: name,
      contentType: type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
      content,
    })),
    // Nobody is told when an automatic reply cannot be delivered, or two machines write to each other for ever.
    ...notice,
    ...(automatic
      ? { envelope: { from: '', to: [{ name: '', address }] }, headers: { 'Auto-Submitted': 'auto-replied' } }
      : {}),
  };
}
