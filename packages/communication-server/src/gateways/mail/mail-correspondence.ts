import type { Message } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import { cleanText } from '../clean-text.js';
import type { Correspondence, GatewayContact, GatewayHost } from '../gateway.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import type { MailStore, StoredAttachment } from './mail-store.js';
import type { Outbox } from './outbox.js';
import { replyTo } from './outgoing-mail.js';
import type { OwnAddresses } from './own-addresses.js';
import type { MailState, StoredMail } from './stored-mail.js';

interface CorrespondenceParts {
  readonly store: MailStore;
  readonly pieces: AttachmentPieces;
  readonly outbox: Outbox;
  readonly host: GatewayHost;
  readonly own: OwnAddresses;
}

const STATES: Readonly<Record<MailState, Message['state']>> = {
  read: 'received',
  filed: 'received',
  draft: 'sending',
  waiting: 'sending',
  sent: 'sent',
  failed: 'failed',
  refused: 'failed',
};

/** The mails of a contact's thread, and answers to them. */
export class MailCorrespondence implements Correspondence {
  readonly #parts: CorrespondenceParts;

  constructor(parts: CorrespondenceParts) {
    this.#parts = parts;
  }

  async messages(contact: GatewayContact): Promise<readonly Message[]> {
    const { store } = this.#parts;
    const mails = (await store.thread(threadOf(contact))).filter(
      ({ kind, state }) => kind !== 'duplicate' && state !== 'refused',
    );
    const attachments = await store.attachments(mails.map(({ id }) => id));
    return mails.map((mail) =>
      messageOf(
        mail,
        attachments.filter((attachment) => attachment.mail === mail.id),
      ),
    );
  }

  async send(
    contact: GatewayContact,
    agent: string,
    { id, text }: { readonly id: string; readonly text: string },
  ): Promise<Message> {
    const { store, outbox } = this.#parts;
    const known = await store.find(id);
    const mail = known ?? (await this.#draft(contact, agent, id, text));
    if (mail.state === 'draft' || mail.state === 'refused') await outbox.release(mail);
    return messageOf((await store.find(id)) ?? mail, []);
  }

  async *attachment(contact: GatewayContact, attachment: string): AsyncGenerator<Uint8Array> {
    const { store, pieces } = this.#parts;
    const mails = await store.thread(threadOf(contact));
    const known = await store.attachments(mails.map(({ id }) => id));
    if (!known.some(({ id }) => id === attachment))
      throw new ContactCentreErrors.UnknownAttachment({ attachment, contact: contact.contact });
    yield* pieces.read(attachment);
  }

  async #draft(contact: GatewayContact, agent: string, id: string, text: string): Promise<StoredMail> {
    const { store, host, own } = this.#parts;
    const answered = (await store.thread(threadOf(contact))).findLast(
      ({ kind, replyTo: to }) => (kind === 'customer' || kind === 'generated') && to !== '',
    );
    if (!answered) throw new ContactCentreErrors.NobodyToAnswer({ contact: contact.contact });
    const draft: StoredMail = {
      ...replyTo(answered, { own, id, now: host.clock.now() }),
      contact: contact.contact,
      kind: 'answer',
      state: 'draft',
      address: answered.address,
      replyTo: answered.replyTo,
      text: cleanText(text),
      agent,
    };
    await store.add([draft]);
    return draft;
  }
}

function threadOf({ attributes }: GatewayContact): string {
  return attributes.thread ?? '';
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
    attachments: attachments.map(({ id: attachment, name, type, bytes }) => ({ attachment, name, type, bytes })),
    ...(contact === undefined ? {} : { contact }),
    ...(agent === undefined ? {} : { agent }),
    ...(note === undefined ? {} : { note }),
  };
}
