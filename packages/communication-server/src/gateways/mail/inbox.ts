import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { GatewayHost } from '../gateway.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import { countedSince, fillTemplate, getsAutoReply } from './auto-reply.js';
import { kindOf } from './kind-of.js';
import type { MailOptions } from './mail-options.js';
import type { MailStore, StoredAttachment } from './mail-store.js';
import { replyTo } from './outgoing-mail.js';
import type { OwnAddresses } from './own-addresses.js';
import { placeInThread } from './place-in-thread.js';
import { type ReadMail, readMail } from './read-mail.js';
import type { StoredMail } from './stored-mail.js';

interface InboxParts {
  readonly id: string;
  readonly store: MailStore;
  readonly pieces: AttachmentPieces;
  readonly host: GatewayHost;
  readonly own: OwnAddresses;
  readonly autoReply: MailOptions['autoReply'];
}

/** A mail as the mailbox has it. */
export interface MailboxMail {
  /** Where it is in the mailbox; never used for another mail. */
  readonly externalId: string;
  readonly source: Readable;
  /** What is said of it before it is read, such as that only its beginning is. */
  readonly note?: string;
}

/**
 * Takes mails in, each once: it is stored first, and then becomes a contact or part of one. A crash between any two steps is
 * mended by taking the same mail again.
 */
export class Inbox {
  readonly #parts: InboxParts;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /** @returns whether something waits to be sent because of it */
  async take(mail: MailboxMail): Promise<boolean> {
    const { store } = this.#parts;
    const known = await store.at(mail.externalId);
    if (known) {
      mail.source.destroy();
      if (known.state === 'read') await this.#file(known);
      return false;
    }
    const { stored, replies, attachments } = await this.#read(mail);
    await store.add([stored, ...replies], attachments);
    await this.#file(stored);
    return replies.length > 0;
  }

  async #read({ externalId, source, note }: MailboxMail) {
    const { id: gateway, host, own, store } = this.#parts;
    const id = idOf(gateway, externalId);
    const attachments: StoredAttachment[] = [];
    const read = await readMail(source, async ({ name, type, content }) => {
      const number = attachments.length + 1;
      const attachment = idOf(id, String(number));
      const bytes = await this.#parts.pieces.write(attachment, content);
      attachments.push({ id: attachment, mail: id, number, name: name || `attachment-${number}`, type, bytes });
    });
    const { from, messageId, subject, text } = read;
    const written = kindOf(read.headers, from.address, (address) => own.has(address));
    const [before] = (await store.withIds([messageId])).filter(({ address }) => address === from.address);
    const references = [...read.parents.toReversed(), ...(written === 'bounce' ? read.inner : [])];
    const notes = note === undefined ? read.notes : [note, ...read.notes];
    const stored: StoredMail = {
      id,
      gateway,
      externalId,
      thread: before?.thread ?? (await this.#threadOf(references)) ?? id,
      contact: undefined,
      direction: 'in',
      kind: before ? 'duplicate' : written,
      state: 'read',
      at: host.clock.now(),
      messageId,
      references,
      address: from.address,
      name: from.name,
      replyTo: read.replyTo,
      ours: own.answering(read.recipients).to,
      subject,
      text,
      note: notes.length > 0 ? `${notes.join('. ')}.` : undefined,
      agent: undefined,
      attempts: 0,
      due: 0,
    };
    return { stored, replies: await this.#repliesTo(stored, read), attachments };
  }

  async #threadOf(references: readonly string[]): Promise<string | undefined> {
    const related = await this.#parts.store.withIds(references);
    const nearest = references.findLast((reference) => related.some(({ messageId }) => messageId === reference));
    return related.find(({ messageId }) => messageId === nearest)?.thread;
  }

  /** The automatic reply to a mail, if it gets one. */
  async #repliesTo(mail: StoredMail, { recipients, returnPath, from }: ReadMail): Promise<readonly StoredMail[]> {
    const { autoReply, store, own, host } = this.#parts;
    if (!autoReply || mail.kind === 'duplicate' || mail.kind === 'answer') return [];
    const now = host.clock.now();
    const replied = await store.repliesTo(returnPath, countedSince(now));
    const toUs = recipients.some((address) => own.has(address));
    const facts = { kind: mail.kind, startsThread: mail.thread === mail.id, toUs };
    if (!getsAutoReply(facts, replied, autoReply.perHour)) return [];
    const values = { name: from.name || from.address, address: from.address, subject: mail.subject };
    const reply = replyTo(mail, { own, id: idOf(mail.id, 'auto-reply'), now });
    const filled = {
      subject: autoReply.subject === undefined ? reply.subject : fillTemplate(autoReply.subject, values),
      text: fillTemplate(autoReply.text, values),
    };
    return [{ ...reply, kind: 'auto-reply', state: 'waiting', address: returnPath, replyTo: returnPath, ...filled }];
  }

  async #file(mail: StoredMail): Promise<void> {
    const { store, host, own } = this.#parts;
    const { id, externalId, thread, kind, address: from } = mail;
    const opens = kind === 'customer' || kind === 'generated' || (kind === 'bounce' && (await this.#returned(mail)));
    const letter = { mail: id, externalId, thread, kind, from, ...own.answering([mail.ours]) };
    const contact = opens ? await placeInThread(host, letter) : undefined;
    await store.change(id, { state: 'filed', contact });
  }

  /** Notes which mails of ours have come back. True when one of them was the answer of an agent, who thinks it was read. */
  async #returned(bounce: StoredMail): Promise<boolean> {
    const { store } = this.#parts;
    const back = (await store.withIds(bounce.references)).filter(({ direction }) => direction === 'out');
    const note = 'It was not delivered: the mail server of the customer has sent it back.';
    for (const { id } of back) await store.change(id, { state: 'failed', note });
    return back.some(({ kind }) => kind === 'answer');
  }
}

function idOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
