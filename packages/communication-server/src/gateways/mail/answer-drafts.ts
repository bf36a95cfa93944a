import { Readable } from 'node:stream';
import { KNOWN_MEDIA_TYPES, mediaTypeOf } from '@caruso/script-engine/contract';
import { ContactCentreErrors } from '../../errors.js';
import { cleanText } from '../clean-text.js';
import type { Answer, AnswerFile, GatewayContact, GatewayHost } from '../gateway.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import { idOf } from './id-of.js';
import type { MailStore, StoredAttachment } from './mail-store.js';
import { replyTo } from './outgoing-mail.js';
import type { OwnAddresses } from './own-addresses.js';
import { slicesOf } from './slices-of.js';
import type { StoredMail } from './stored-mail.js';

const MOST_FILES = 10;
/** Of all files of an answer: most mail servers take mails of 25 MB, and what goes by mail grows by a third. */
const MOST_BYTES = 15_000_000;
/** How long an answer that was begun with a file and never sent is kept. */
const FORGET_MS = 24 * 3_600_000;

interface DraftParts {
  readonly store: MailStore;
  readonly pieces: AttachmentPieces;
  readonly host: GatewayHost;
  readonly own: OwnAddresses;
}

/** Answers on their way from an agent into the outbox: first their files, if any, then what is written. */
export class AnswerDrafts {
  readonly #parts: DraftParts;
  /** One after the other: what is counted must not change meanwhile, and nothing is attached to what is just written. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: DraftParts) {
    this.#parts = parts;
  }

  /** @throws ContactCentreErrors.FileRefused, ContactCentreErrors.AnswerGone, ContactCentreErrors.NobodyToAnswer */
  attach(contact: GatewayContact, agent: string, file: AnswerFile): Promise<StoredAttachment> {
    return this.#inTurn(() => this.#attach(contact, agent, file));
  }

  /**
   * Stores an answer that is not sent yet; one that was written before stays as it is.
   *
   * @throws ContactCentreErrors.UnknownAttachment, ContactCentreErrors.NobodyToAnswer
   */
  write(contact: GatewayContact, agent: string, answer: Answer): Promise<StoredMail> {
    return this.#inTurn(() => this.#write(contact, agent, answer));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #attach(
    contact: GatewayContact,
    agent: string,
    { answer, name, content }: AnswerFile,
  ): Promise<StoredAttachment> {
    const { store, pieces } = this.#parts;
    const type = mediaTypeOf(content);
    const refused = (problem: string) => new ContactCentreErrors.FileRefused({ name, problem });
    if (content.byteLength === 0) throw refused('it is empty');
    if (type === undefined) throw refused(`it is none of the types that can be sent: ${KNOWN_MEDIA_TYPES.join(', ')}`);
    await this.#begin(contact, agent, answer);
    const others = await store.attachments([answer]);
    const id = idOf(answer, name, String(content.byteLength), idOf(Buffer.from(content).toString('latin1')));
    const known = others.find((other) => other.id === id);
    if (known) return known;
    if (others.length >= MOST_FILES) throw refused(`an answer has at most ${MOST_FILES} files`);
    const bytes = others.reduce((sum, other) => sum + other.bytes, content.byteLength);
    if (bytes > MOST_BYTES) throw refused(`the files of an answer have at most ${MOST_BYTES} bytes together`);
    const number = Math.max(0, ...others.map((other) => other.number)) + 1;
    await pieces.write(id, Readable.from(slicesOf(content)));
    const attachment = { id, mail: answer, number, name, type, bytes: content.byteLength };
    await store.add([], [attachment]);
    return attachment;
  }

  async #write(contact: GatewayContact, agent: string, { id, text, attachments }: Answer): Promise<StoredMail> {
    const { store, pieces, host } = this.#parts;
    const begun = await store.find(id);
    if (begun && begun.state !== 'begun') return begun;
    const files = await store.attachments([id]);
    const unknown = attachments.find((wanted) => !files.some((file) => file.id === wanted));
    if (unknown !== undefined)
      throw new ContactCentreErrors.UnknownAttachment({ attachment: unknown, contact: contact.contact });
    const draft = begun ?? (await this.#answerOf(contact, agent, id));
    const written = { text: cleanText(text), state: 'draft', at: host.clock.now(), due: host.clock.now() } as const;
    if (begun) {
      const left = files.filter((file) => !attachments.includes(file.id)).map((file) => file.id);
      await store.removeAttachments(left);
      await store.change(id, written);
      await pieces.remove(left);
    } else await store.add([{ ...draft, ...written }]);
    return { ...draft, ...written };
  }

  /** Notes that an answer is begun, and forgets what this agent began in the contact before, and others long ago. */
  async #begin(contact: GatewayContact, agent: string, id: string): Promise<void> {
    const { store, host } = this.#parts;
    const known = await store.find(id);
    if (known && (known.state !== 'begun' || known.contact !== contact.contact || known.agent !== agent))
      throw new ContactCentreErrors.AnswerGone({ message: id });
    if (known) return;
    const draft = await this.#answerOf(contact, agent, id);
    for (const other of await store.outgoing('begun', 1_000)) {
      const isOwn = other.contact === contact.contact && other.agent === agent;
      if (isOwn || other.at < host.clock.now() - FORGET_MS) await this.#forget(other.id);
    }
    await store.add([draft]);
  }

  async #forget(id: string): Promise<void> {
    const { store, pieces } = this.#parts;
    const files = (await store.attachments([id])).map((file) => file.id);
    await pieces.remove(files);
    await store.removeAttachments(files);
    await store.remove(id);
  }

  async #answerOf(contact: GatewayContact, agent: string, id: string): Promise<StoredMail> {
    const { store, host, own } = this.#parts;
    const answered = (await store.thread(contact.attributes.thread ?? '')).findLast(
      ({ kind, replyTo: to }) => (kind === 'customer' || kind === 'generated') && to !== '',
    );
    if (!answered) throw new ContactCentreErrors.NobodyToAnswer({ contact: contact.contact });
    return {
      ...replyTo(answered, { own, id, now: host.clock.now() }),
      contact: contact.contact,
      kind: 'answer',
      state: 'begun',
      address: answered.address,
      replyTo: answered.replyTo,
      text: '',
      agent,
    };
  }
}
