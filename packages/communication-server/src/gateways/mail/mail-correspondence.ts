import type { Attachment, Message } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import type { Addressee, Answer, AnswerFile, Correspondence, GatewayContact } from '../gateway.js';
import type { AnswerDrafts } from './answer-drafts.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import type { MailStore, StoredAttachment } from './mail-store.js';
import type { Outbox } from './outbox.js';
import type { MailState, StoredMail } from './stored-mail.js';

interface CorrespondenceParts {
  readonly store: MailStore;
  readonly pieces: AttachmentPieces;
  readonly outbox: Outbox;
  readonly drafts: AnswerDrafts;
}

const STATES: Readonly<Record<MailState, Message['state']>> = {
  read: 'received',
  filed: 'received',
  begun: 'sending',
  draft: 'sending',
  waiting: 'sending',
  sent: 'sent',
  failed: 'failed',
  refused: 'failed',
};

/** Of these nothing is to be read, or it was read before. */
const UNSEEN: ReadonlySet<StoredMail['kind']> = new Set(['duplicate', 'undelivered']);

/** The mails of a contact's thread, and answers to them. */
export class MailCorrespondence implements Correspondence {
  readonly #parts: CorrespondenceParts;

  constructor(parts: CorrespondenceParts) {
    this.#parts = parts;
  }

  async messages(contact: GatewayContact): Promise<readonly Message[]> {
    const { store } = this.#parts;
    const mails = (await store.thread(threadOf(contact))).filter(
      ({ kind, state }) => !UNSEEN.has(kind) && state !== 'refused' && state !== 'begun',
    );
    const attachments = await store.attachments(mails.map(({ id }) => id));
    return mails.map((mail) =>
      messageOf(
        mail,
        attachments.filter((attachment) => attachment.mail === mail.id),
      ),
    );
  }

  async send(contact: GatewayContact, agent: string, answer: Answer): Promise<Message> {
    const { store, outbox, drafts } = this.#parts;
    const { id } = answer;
    const known = await store.find(id);
    const mail = known && known.state !== 'begun' ? known : await drafts.write(contact, agent, answer);
    if (mail.state === 'draft' || mail.state === 'refused') await outbox.release(mail);
    return messageOf((await store.find(id)) ?? mail, await store.attachments([id]));
  }

  async addressee(contact: GatewayContact): Promise<Addressee> {
    const mails = await this.#parts.store.thread(threadOf(contact));
    const last = mails.findLast(
      ({ direction, kind }) => direction === 'in' && kind !== 'bounce' && kind !== 'undelivered',
    );
    const { address, name, subject } = last ?? { address: contact.from, name: '', subject: '' };
    return { address, name: name || address, subject };
  }

  async attach(contact: GatewayContact, agent: string, file: AnswerFile): Promise<Attachment> {
    return attachmentOf(await this.#parts.drafts.attach(contact, agent, file));
  }

  async *attachment(contact: GatewayContact, attachment: string): AsyncGenerator<Uint8Array> {
    const { store, pieces } = this.#parts;
    const mails = await store.thread(threadOf(contact));
    const known = await store.attachments(mails.map(({ id }) => id));
    if (!known.some(({ id }) => id === attachment))
      throw new ContactCentreErrors.UnknownAttachment({ attachment, contact: contact.contact });
    yield* pieces.read(attachment);
  }
}

function threadOf({ attributes }: GatewayContact): string {
  return attributes.thread ?? '';
}

function attachmentOf({ id: attachment, name, type, bytes }: StoredAttachment): Attachment {
  return { attachment, name, type, bytes };
}

function messageOf(mail: StoredMail, attachments: readonly StoredAttachment[]): Message {
  const { id, direction, contact, at, address, ours, subject, text, agent, note, kind, state } = mail;
  return {
    message: id,
    direction,
    at,
    from: direction === 'in' ? address : ours,
    to: direction === 'in' ? ours : mail.replyTo,
    subject,
    text,
    automatic: kind !== 'customer' && kind !== 'answer' && kind !== 'own',
    state: STATES[state],
    attachments: attachments.map(attachmentOf),
    ...(contact === undefined ? {} : { contact }),
    ...(agent === undefined ? {} : { agent }),
    ...(note === undefined ? {} : { note }),
  };
}
