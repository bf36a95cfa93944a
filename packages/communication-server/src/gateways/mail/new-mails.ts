import { Readable } from 'node:stream';
import type { ImapFlow } from 'imapflow';
import type { GatewayHost } from '../gateway.js';
import type { MailboxMail } from './inbox.js';
import { batchesOf, type ListedMail } from './mail-batches.js';
import { saysOf, tellsOfMail } from './mail-failure.js';

/** Where the gateway remembers up to where it has read. */
const MEMORY = 'mailbox';
/** Mails up to this size are fetched several at a time; larger ones are read as a stream. */
const SMALL_BYTES = 131_072;
const CHUNK_BYTES = 1_048_576;
/** What is read of a mail that is too large: enough for its headers and what was written. */
const BEGINNING_BYTES = 262_144;
/** How often a mail that cannot be taken by itself is tried; with the pauses between the tries for half a minute. */
const MOST_TRIES = 5;
const OVER = 'the connection to the mail server is over';

export interface NewMailsParts {
  readonly maxBytes: number;
  readonly host: Pick<GatewayHost, 'log' | 'recall' | 'remember'>;
  /** Takes mails in; they are given again when that fails. */
  readonly take: (mails: readonly MailboxMail[]) => Promise<void>;
  /** Sets a mail aside that cannot be read, and tells why; false when it could be read, and something else is the matter. */
  readonly giveUp: (externalId: string, reason: string) => Promise<boolean>;
}

/** Whoever lets new mails be taken. */
interface Reader {
  /** Whether no more are to be taken. */
  readonly isClosed: () => boolean;
  /** Some mails are done with. */
  readonly progressed: () => void;
}

/**
 * What is new in a mailbox, over as many connections as it takes: a server may end the connection because of one mail. When some
 * mails cannot be taken together they are taken one by one the next time, so that those before the one to blame get in, and in the end
 * those behind it.
 */
export class NewMails {
  readonly #parts: NewMailsParts;
  /** Up to this one mails are taken one by one. */
  #carefulTo = 0;
  /** Until all that was new is taken when it has failed: sizes are asked one by one then, too. */
  #sizesAreTold = true;
  /** The mail that could not be taken by itself, how often, and why. */
  #suspect = { externalId: '', tries: 0, reason: '' };

  constructor(parts: NewMailsParts) {
    this.#parts = parts;
  }

  /** Takes what is new over a connection. */
  async take(client: ImapFlow, validity: string, { isClosed, progressed }: Reader): Promise<void> {
    const done = async (uid: number) => {
      // What was taken and not remembered is known when it is taken again.
      await this.#parts.host.remember(MEMORY, JSON.stringify({ validity, uid }));
      progressed();
    };
    const fresh = await this.#list(client, await this.#readTo(validity));
    const alone = fresh.filter(({ uid }) => uid <= this.#carefulTo);
    for (const [place, { uid }] of alone.entries()) {
      if (isClosed()) return;
      // What the server has said when it ended the connection concerns none of those behind.
      if (!client.usable) throw new Error(OVER);
      if (!(await this.#isGivenUp(client, `${validity}/${uid}`, () => fresh.slice(place + 1))))
        await this.#takeAlone(client, validity, uid);
      await done(uid);
    }
    const batches = batchesOf(fresh.slice(alone.length));
    this.#carefulTo = lastOf(batches[0]);
    let next = this.#fetch(client, batches[0]);
    for (const [index, batch] of batches.entries()) {
      if (isClosed()) return;
      const fetched = await next;
      const following = batches[index + 1];
      this.#carefulTo = lastOf(following ?? batch);
      // While these are taken in, the mail server looks for those behind them.
      next = this.#fetch(client, following);
      await this.#parts.take(batch.map((mail) => this.#mail(client, validity, mail, fetched.get(mail.uid))));
      await done(lastOf(batch));
    }
    this.#carefulTo = 0;
    this.#sizesAreTold = true;
  }

  /** What lies behind a mail in the mailbox. A server that cannot tell the size of one mail may tell of none. */
  async #list(client: ImapFlow, seen: number): Promise<readonly ListedMail[]> {
    const list = async (size: boolean) => {
      const found = await client.fetchAll(`${seen + 1}:*`, { uid: true, size }, { uid: true });
      // `*` is the last mail, even when that is not new.
      const fresh = found.filter(({ uid }) => uid > seen).sort((a, b) => a.uid - b.uid);
      return fresh.map((mail) => ({ uid: mail.uid, size: mail.size ?? 0 }));
    };
    if (!this.#sizesAreTold) {
      const fresh = await list(false);
      this.#carefulTo = lastOf(fresh);
      return fresh;
    }
    try {
      return await list(true);
    } catch (thrown) {
      this.#sizesAreTold = !tellsOfMail(thrown, client.usable);
      throw thrown;
    }
  }

  /**
   * Gives a mail up that was tried often enough, if one behind it can be read: when none can, the mail server is to blame and not the
   * mail, and when there is none, it holds up nobody.
   */
  async #isGivenUp(client: ImapFlow, externalId: string, behind: () => readonly ListedMail[]): Promise<boolean> {
    const { tries, reason } = this.#suspect;
    if (this.#suspect.externalId !== externalId || tries < MOST_TRIES) return false;
    const others = behind();
    const other = others[(tries - MOST_TRIES) % others.length];
    if (!other) return false;
    // If the connection ends at this one, the next is asked for on the next.
    this.#suspect = { externalId, tries: tries + 1, reason };
    await client.fetchOne(String(other.uid), { uid: true, source: { maxLength: 1 } }, { uid: true });
    const isGivenUp = await this.#parts.giveUp(externalId, reason);
    if (isGivenUp)
      this.#parts.host.log.error('A mail cannot be read and is set aside; it is in the mailbox', reason, {
        mail: externalId,
      });
    return isGivenUp;
  }

  async #takeAlone(client: ImapFlow, validity: string, uid: number): Promise<void> {
    const externalId = `${validity}/${uid}`;
    try {
      const found = await client.fetchOne(String(uid), { uid: true, size: true }, { uid: true });
      const size = found ? (found.size ?? 0) : 0;
      await this.#parts.take([this.#mail(client, validity, { uid, size }, undefined)]);
    } catch (thrown) {
      if (tellsOfMail(thrown, client.usable)) {
        const tries = this.#suspect.externalId === externalId ? this.#suspect.tries + 1 : 1;
        this.#suspect = { externalId, tries, reason: saysOf(thrown) };
      }
      throw thrown;
    }
  }

  /** The contents of the small ones of some mails, by UID. */
  #fetch(client: ImapFlow, batch: readonly ListedMail[] = []): Promise<ReadonlyMap<number, Buffer>> {
    const small = batch.filter(({ size }) => size <= SMALL_BYTES).map(({ uid }) => uid);
    const fetched = async () => {
      if (small.length === 0) return new Map();
      const mails = await client.fetchAll(small.join(','), { uid: true, source: true }, { uid: true });
      return new Map(mails.flatMap(({ uid, source }) => (source ? [[uid, source] as const] : [])));
    };
    const mails = fetched();
    // Whoever waits for it is told; nobody does when the batch before it fails.
    mails.catch(() => undefined);
    return mails;
  }

  #mail(client: ImapFlow, validity: string, { uid, size }: ListedMail, fetched: Buffer | undefined): MailboxMail {
    const { maxBytes } = this.#parts;
    const tooLarge = size > maxBytes;
    const limit = tooLarge ? { maxBytes: BEGINNING_BYTES } : {};
    const download = { uid: true, chunkSize: CHUNK_BYTES, ...limit };
    return {
      externalId: `${validity}/${uid}`,
      // What is not among the answers may be there all the same: servers are known that answer late.
      open: async () => {
        if (fetched) return Readable.from([fetched]);
        const { content } = await client.download(String(uid), undefined, download);
        // A connection that is over has nothing to say either, and that is no mail that was deleted.
        if (!content && !client.usable) throw new Error(OVER);
        return content;
      },
      ...(tooLarge
        ? {
            note: `The mail has ${size} bytes, more than the ${maxBytes} that are read: this is its beginning. The whole is in the mailbox`,
          }
        : {}),
    };
  }

  /** The last mail that was taken in; none in a mailbox whose mails have been numbered anew. */
  async #readTo(validity: string): Promise<number> {
    const text = await this.#parts.host.recall(MEMORY);
    if (text === undefined) return 0;
    const known = JSON.parse(text) as { validity: string; uid: number };
    return known.validity === validity ? known.uid : 0;
  }
}

function lastOf(mails: readonly ListedMail[] = []): number {
  return mails.at(-1)?.uid ?? 0;
}
