import type { Timer } from '@caruso/core';
import { ImapFlow } from 'imapflow';
import { ContactCentreErrors } from '../../errors.js';
import type { GatewayHost } from '../gateway.js';
import type { MailOptions } from './mail-options.js';
import { NewMails, type NewMailsParts } from './new-mails.js';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** Servers may close a connection that says nothing for half an hour (RFC 3501); some do sooner. */
const IDLE_MS = 4 * 60_000;
/** A server that says nothing for so long is asked, and has as long to answer before the connection is given up. */
const SILENCE_MS = 60_000;

interface MailboxParts extends NewMailsParts {
  readonly imap: MailOptions['imap'];
  readonly host: Pick<GatewayHost, 'clock' | 'log' | 'recall' | 'remember'>;
  /** How long a server may say nothing; a minute if left out. */
  readonly silenceMs?: number;
}

/** A mailbox that is read from where it was read to, and then listened to; reconnects for ever. */
export class Mailbox {
  readonly #parts: MailboxParts;
  readonly #news: NewMails;
  #client: ImapFlow | undefined;
  #running: Promise<void> | undefined;
  #closed = false;
  #wake: (() => void) | undefined;
  #timer: Timer | undefined;

  constructor(parts: MailboxParts) {
    this.#parts = parts;
    this.#news = new NewMails(parts);
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
    const { imap, silenceMs: socketTimeout = SILENCE_MS } = this.#parts;
    const { host, port, secure = port === 993, user, password: pass } = imap;
    const client = new ImapFlow({
      ...{ host, port, secure, auth: { user, pass }, logger: false, autoIdleDelay: 50, maxIdleTime: IDLE_MS },
      socketTimeout,
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
  async #follow(client: ImapFlow, progressed: () => void): Promise<never> {
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
        await this.#news.take(client, String(uidValidity), { isClosed: () => this.#closed, progressed });
        progressed();
        continue;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #pause(ms: number): Promise<void> {
    const { clock } = this.#parts.host;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#timer = clock.at(clock.now() + ms, resolve);
    });
  }
}
