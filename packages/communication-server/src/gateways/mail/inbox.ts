import type { Readable } from 'node:stream';
import { fillTemplate } from '../../templates/fill-template.js';
import type { GatewayHost, SetAside } from '../gateway.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import { countedSince, getsAutoReply } from './auto-reply.js';
import { isErased } from './erased-mail.js';
import { idOf } from './id-of.js';
import type { MailOptions } from './mail-options.js';
import { filing } from './mail-statements.js';
import type { MailStore, StoredAttachment } from './mail-store.js';
import { replyTo } from './outgoing-mail.js';
import type { OwnAddresses } from './own-addresses.js';
import { type Letter, placeInThreads } from './place-in-thread.js';
import { type ReadMail, readMail } from './read-mail.js';
import { sortMails, type TakenMail } from './sort-mails.js';
import type { StoredMail } from './stored-mail.js';
import { unreadable } from './unreadable.js';

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
  /** Its content; undefined when somebody has deleted it meanwhile. */
  readonly open: () => Promise<Readable | undefined>;
  /** What is said of it before it is read, such as that only its beginning is. */
  readonly note?: string;
}

/**
 * Takes mails in, each once: they are stored first, and then become contacts or parts of some. A crash between any two steps is
 * mended by taking the same mails again. What came together shares its writes.
 */
export class Inbox {
  readonly #parts: InboxParts;
  /** The time of the last mail: those of a thread may come faster than a clock tells apart. */
  #latest = 0;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /** @returns whether something waits to be sent because of them */
  async take(mails: readonly MailboxMail[]): Promise<boolean> {
    const { id: gateway, host, own, store } = this.#parts;
    const here = await store.at(mails.map(({ externalId }) => externalId));
    const known = new Map(here.map((mail) => [mail.externalId, mail]));
    const taken: TakenMail[] = [];
    for (const mail of mails) if (!known.has(mail.externalId)) taken.push(...(await this.#read(mail)));
    const named = taken.flatMap(({ read: { messageId, parents, inner } }) => [messageId, ...parents, ...inner]);
    const stored = sortMails(taken, await store.withIds(named), {
      ...{ gateway, own },
      now: Math.max(host.clock.now(), this.#latest + 1),
    });
    const replies = await this.#repliesTo(stored, taken);
    this.#latest = Math.max(this.#latest, ...[...stored, ...replies].map(({ at }) => at));
    if (stored.length > 0) await store.add([...stored, ...replies], await this.#keptOf(stored, taken));
    for (const mail of stored) known.set(mail.externalId, mail);
    await this.#file(mails.flatMap(({ externalId }) => known.get(externalId) ?? []));
    return replies.length > 0;
  }

  /**
   * Sets a mail aside that cannot be read: it concerns nobody, and the log says so.
   *
   * @returns false when it is here, so that something else is the matter with it
   */
  async giveUp(externalId: string, reason: string): Promise<boolean> {
    const { id: gateway, host, own, store } = this.#parts;
    if ((await store.at([externalId])).length > 0) return false;
    const mail = unreadable(externalId, { gateway, ours: own.answering([]).to, now: host.clock.now(), reason });
    await store.add([mail]);
    await this.#file([mail]);
    return true;
  }

  /** The mail as it is written, unless it is not there any more. */
  async #read({ externalId, open, note }: MailboxMail): Promise<readonly TakenMail[]> {
    const source = await open();
    if (!source) return [];
    const id = idOf(this.#parts.id, externalId);
    const attachments: StoredAttachment[] = [];
    const read = await readMail(source, async ({ name, type, content }) => {
      const number = attachments.length + 1;
      const attachment = idOf(id, String(number));
      const bytes = await this.#parts.pieces.write(attachment, content);
      attachments.push({ id: attachment, mail: id, number, name: name || `attachment-${number}`, type, bytes });
    });
    return [{ id, externalId, read, notes: note === undefined ? read.notes : [note, ...read.notes], attachments }];
  }

  /** The attachments of the mails; those of a mail that was erased before are gone. */
  async #keptOf(mails: readonly StoredMail[], taken: readonly TakenMail[]): Promise<readonly StoredAttachment[]> {
    const erased = new Set(mails.filter(isErased).map(({ id }) => id));
    const all = taken.flatMap(({ attachments }) => attachments);
    await this.#parts.pieces.remove(all.filter(({ mail }) => erased.has(mail)).map(({ id }) => id));
    return all.filter(({ mail }) => !erased.has(mail));
  }

  /** The automatic replies to those of the mails that get one. */
  async #repliesTo(mails: readonly StoredMail[], taken: readonly TakenMail[]): Promise<readonly StoredMail[]> {
    const { autoReply, store, own, host } = this.#parts;
    if (!autoReply) return [];
    const now = host.clock.now();
    const wanted = mails.flatMap((mail, index) => {
      const read = taken[index]?.read;
      const toUs = read?.recipients.some((address) => own.has(address)) ?? false;
      const facts = { kind: mail.kind, startsThread: mail.thread === mail.id, toUs };
      return read && getsAutoReply(facts, 0, autoReply.perHour) ? [{ mail, read, facts }] : [];
    });
    const addresses = [...new Set(wanted.map(({ read }) => read.returnPath))];
    const replied = await store.repliesTo(addresses, countedSince(now));
    return wanted.flatMap(({ mail, read, facts }) => {
      const before = replied.get(read.returnPath) ?? 0;
      if (!getsAutoReply(facts, before, autoReply.perHour)) return [];
      replied.set(read.returnPath, before + 1);
      return [this.#replyTo(mail, read, autoReply, now)];
    });
  }

  #replyTo(
    mail: StoredMail,
    { from, returnPath }: ReadMail,
    autoReply: NonNullable<MailOptions['autoReply']>,
    now: number,
  ): StoredMail {
    const values = { name: from.name || from.address, address: from.address, subject: mail.subject };
    const reply = replyTo(mail, { own: this.#parts.own, id: idOf(mail.id, 'auto-reply'), now });
    const filled = {
      subject: autoReply.subject === undefined ? reply.subject : fillTemplate(autoReply.subject, values),
      text: fillTemplate(autoReply.text, values),
    };
    // The times of mails may be ahead of the clock, and a thread is told in the order of time.
    const at = Math.max(now, mail.at + 1);
    return { ...reply, kind: 'auto-reply', state: 'waiting', at, address: returnPath, replyTo: returnPath, ...filled };
  }

  /** Makes mails that are stored contacts, or parts of some, as far as that has not been done. */
  async #file(mails: readonly StoredMail[]): Promise<void> {
    const { store, host, own } = this.#parts;
    const unfiled = mails.filter(({ state }) => state === 'read');
    const letters: Letter[] = [];
    const aside: SetAside[] = [];
    for (const mail of unfiled) {
      const { id, externalId, thread, kind, address: from } = mail;
      const answering = own.answering([mail.ours]);
      const opens = kind === 'customer' || kind === 'generated' || (kind === 'bounce' && (await this.#returned(mail)));
      if (opens) letters.push({ mail: id, externalId, thread, kind, from, ...answering });
      else
        aside.push({ message: externalId, queue: answering.queue, kind, beside: filing({ id, contact: undefined }) });
    }
    const contacts = await placeInThreads(host, store, letters);
    await store.file(letters.map(({ mail: id }) => ({ id, contact: contacts.get(id) })));
    await host.setAside(aside);
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
