import type { Timer } from '@caruso/core';
import { type FetchMessageObject, ImapFlow } from 'imapflow';
import { ContactCentreErrors } from '../../errors.js';
import type { GatewayHost } from '../gateway.js';
import type { MailboxMail } from './inbox.js';
import type { MailOptions } from './mail-options.js';

/** Where the gateway remembers up to where it has read. */
const MEMORY = 'mailbox';
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** Servers may close a connection that says nothing for half an hour (RFC 3501); some do sooner. */
const IDLE_MS = 4 * 60_000;
const CHUNK_BYTES = 1_048_576;
/** What is read of a mail that is too large: enough for its headers and what was written. */
const BEGINNING_BYTES = 262_144;

interface MailboxParts {
  readonly imap: MailOptions['imap'];
  readonly maxBytes: number;
  readonly host: GatewayHost;
  /** Takes a mail in; it is given again when that fails. */
  readonly take: (mail: MailboxMail) => Promise<void>;
}

/** A mailbox that is read from where it was read to, and then listened to; reconnects for ever. */
export class Mailbox {
  readonly #parts: MailboxParts;
  #client: ImapFlow | undefined;
  #running: Promise<void> | undefined;
  #closed = false;
  #wake: (() => void) | undefined;
  #timer: Timer | undefined;

  constructor(parts: MailboxParts) {
    this.#parts = parts;
  }

  /** @throws ContactCentreErrors.MailRefused when the server can be reached and does not know the user */
  async open(): Promise<void> {
    try {
      this.#client = await this.#connect();
    } catch (thrown) {
      if (ContactCentreErrors.MailRefused.is(thrown)) throw thrown;
      const { host, port } = this.#parts.imap;
      this.#parts.host.log.error('The mail server cannot be reached; it is tried again', thrown, { host, port });
    }
  }

  start(): void {
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    this.#client?.close();
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#closed; ) {
      try {
        this.#client ??= await this.#connect();
        await this.#follow(this.#client, () => {
          failures = 0;
        });
      } catch (thrown) {
        if (this.#closed) return;
        const retryMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
        this.#parts.host.log.error('Mail cannot be received; it is tried again', thrown, { retryMs });
        this.#client?.close();
        this.#client = undefined;
        await this.#pause(retryMs);
      }
    }
  }

  async #connect(): Promise<ImapFlow> {
    const { host, port, secure = port === 993, user, password: pass } = this.#parts.imap;
    const client = new ImapFlow({
      ...{ host, port, secure, auth: { user, pass }, logger: false, autoIdleDelay: 50, maxIdleTime: IDLE_MS },
    });
    // Without a listener it would end the process; what it says comes by `close` and by the commands that fail, too.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (thrown) {
      client.close();
      if (thrown instanceof Error && 'authenticationFailed' in thrown && thrown.authenticationFailed) {
        const answer = 'responseText' in thrown ? String(thrown.responseText) : thrown.message;
        throw new ContactCentreErrors.MailRefused({ server: `${host}:${port}`, user, answer }, { cause: thrown });
      }
      throw thrown;
    }
    return client;
  }

  /** Takes what is new, and waits for more, until the connection ends. */
  async #follow(client: ImapFlow, connected: () => void): Promise<never> {
    let more = true;
    client.on('exists', () => {
      more = true;
      this.#wake?.();
    });
    client.on('close', () => this.#wake?.());
    const { mailbox = 'INBOX' } = this.#parts.imap;
    const { uidValidity } = await client.mailboxOpen(mailbox, { readOnly: true });
    for (;;) {
      if (!client.usable) throw new Error('the connection was closed');
      if (more) {
        more = false;
        await this.#takeNew(client, String(uidValidity));
        connected();
        continue;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #takeNew(client: ImapFlow, validity: string): Promise<void> {
    const { host } = this.#parts;
    const seen = await this.#readTo(validity);
    const found = await client.fetchAll(`${seen + 1}:*`, { uid: true, size: true }, { uid: true });
    // `*` is the last mail, even when that is not new.
    const fresh = found.filter(({ uid }) => uid > seen).sort((a, b) => a.uid - b.uid);
    for (const mail of fresh) {
      if (this.#closed) return;
      await this.#takeOne(client, validity, mail);
      await host.remember(MEMORY, JSON.stringify({ validity, uid: mail.uid }));
    }
  }

  async #takeOne(client: ImapFlow, validity: string, { uid, size = 0 }: FetchMessageObject): Promise<void> {
    const { maxBytes, take } = this.#parts;
    const tooLarge = size > maxBytes;
    const limit = tooLarge ? { maxBytes: BEGINNING_BYTES } : {};
    const { content } = await client.download(String(uid), undefined, { uid: true, chunkSize: CHUNK_BYTES, ...limit });
    // Somebody has deleted it meanwhile.
    if (!content) return;
    const note = tooLarge
      ? {
          note: `The mail has ${size} bytes, more than the ${maxBytes} that are read: this is its beginning. The whole is in the mailbox`,
        }
      : {};
    await take({ externalId: `${validity}/${uid}`, source: content, ...note });
  }

  /** The last mail that was taken in; none in a mailbox whose mails have been numbered anew. */
  async #readTo(validity: string): Promise<number> {
    const text = await this.#parts.host.recall(MEMORY);
    if (text === undefined) return 0;
    const known = JSON.parse(text) as { validity: string; uid: number };
    return known.validity === validity ? known.uid : 0;
  }

  async #pause(ms: number): Promise<void> {
    const { clock } = this.#parts.host;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#timer = clock.at(clock.now() + ms, resolve);
    });
  }
}
