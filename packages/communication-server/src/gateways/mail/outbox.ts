import { Readable } from 'node:stream';
import type { Timer } from '@caruso/core';
import { CarusoError } from '@caruso/core';
import { createTransport, type Transporter } from 'nodemailer';
import type { GatewayHost } from '../gateway.js';
import type { AttachmentPieces } from './attachment-pieces.js';
import type { MailOptions } from './mail-options.js';
import { changing, inserting } from './mail-statements.js';
import type { MailStore } from './mail-store.js';
import { outgoingMail } from './outgoing-mail.js';
import type { OwnAddresses } from './own-addresses.js';
import { placeInThreads } from './place-in-thread.js';
import type { MailState, StoredMail } from './stored-mail.js';
import { keptRefusal, refusalOf } from './undelivered.js';

const BATCH = 50;
/** Mail servers take several mails at once, and are busy with each for a while. */
const CONNECTIONS = 4;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 15 * 60_000;
/** After that long a mail that could not be sent has failed (RFC 5321, 4.5.4.1: four to five days). */
const GIVE_UP_MS = 5 * 24 * 3_600_000;
/** A reply to the sender that is about the mail (RFC 1870). */
const TOO_LARGE = 552;
const UNSENT: readonly MailState[] = ['begun', 'draft', 'waiting'];

interface OutboxParts {
  readonly smtp: MailOptions['smtp'];
  readonly store: MailStore;
  readonly pieces: AttachmentPieces;
  readonly host: GatewayHost;
  readonly own: OwnAddresses;
}

/**
 * Sends what is stored. A mail is stored with its message id before it is sent, so one that was on its way when the process was
 * killed is sent again under the same id, and a mail server or reader can tell.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #transport: Transporter;
  #running: Promise<void> | undefined;
  #wanted = false;
  #timer: Timer | undefined;
  #closed = false;
  /** What was sent, though that could not be stored: while a disk is full nobody gets the same mail every two seconds. */
  readonly #unnoted = new Set<string>();
  /** Those of which it is being noted that they were refused. */
  readonly #failing = new Map<string, Promise<void>>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    const { host, port, secure = port === 465, user, password } = parts.smtp;
    const auth = user === undefined ? {} : { auth: { user, pass: password ?? '' } };
    // What a connection that breaks was sending is tried again here, with its files read anew.
    const pool = { pool: true, maxConnections: CONNECTIONS, maxRequeues: 0 } as const;
    const closed = { disableFileAccess: true, disableUrlAccess: true };
    this.#transport = createTransport({ host, port, secure, ...auth, ...pool, ...closed });
  }

  /** Goes on with what was stored before a crash. */
  async start(): Promise<void> {
    const { store } = this.#parts;
    for (const draft of await store.outgoing('draft', 1_000)) await this.release(draft).catch(ignoreRefusal);
    this.wake();
  }

  /**
   * Lets a draft go once the log says that its agent has answered with it.
   *
   * @throws ContactCentreErrors.NotYourContact, and the draft stays unsent
   */
  async release({ id, agent, contact }: StoredMail): Promise<void> {
    const { host, store } = this.#parts;
    try {
      await host.sent(agent ?? '', contact ?? '', id);
    } catch (thrown) {
      // When the log cannot be written it may hold the answer all the same: that is looked up at the next start, or try.
      if (CarusoError.is(thrown) && thrown.kind === 'conflict') await store.change(id, { state: 'refused' });
      throw thrown;
    }
    // Who asks twice at once releases twice: what is on its way by then must not be sent again.
    await store.change(id, { state: 'waiting' }, ['draft', 'refused']);
    this.wake();
  }

  /** Lets mails go no more. Of one that is on its way now nothing is noted but that it has gone. */
  async withdraw(mails: readonly string[]): Promise<void> {
    for (const id of mails) await this.#parts.store.change(id, { state: 'refused' }, UNSENT);
    await Promise.allSettled(mails.map((id) => this.#failing.get(id)));
  }

  wake(): void {
    this.#wanted = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    this.#transport.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#closed) {
      this.#wanted = false;
      try {
        await this.#sendDue();
      } catch (thrown) {
        if (this.#closed) return;
        this.#parts.host.log.error('Mail that waits could not be sent; it is tried again', thrown);
        this.#wakeAt(this.#parts.host.clock.now() + FIRST_RETRY_MS);
      }
    }
  }

  async #sendDue(): Promise<void> {
    const { store, host } = this.#parts;
    for (;;) {
      const waiting = await store.outgoing('waiting', BATCH);
      const due = waiting.filter((mail) => mail.due <= host.clock.now());
      if (due.length === 0) {
        const [next] = waiting;
        if (next) this.#wakeAt(next.due);
        return;
      }
      await this.#sendAll(due);
      if (this.#closed) return;
    }
  }

  /** Several at once, but those of a thread one after the other. */
  async #sendAll(mails: readonly StoredMail[]): Promise<void> {
    const threads = new Map<string, StoredMail[]>();
    for (const mail of mails) threads.set(mail.thread, [...(threads.get(mail.thread) ?? []), mail]);
    const left = [...threads.values()];
    const line = async () => {
      for (let thread = left.shift(); thread; thread = left.shift())
        for (const mail of thread) if (!this.#closed) await this.#send(mail);
    };
    const ended = await Promise.allSettled(Array.from({ length: CONNECTIONS }, line));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }

  async #send(mail: StoredMail): Promise<void> {
    const { id } = mail;
    if (!this.#unnoted.has(id) && !((await this.#isWanted(id)) && (await this.#deliver(mail)))) return;
    this.#unnoted.add(id);
    await this.#parts.store.change(id, { state: 'sent', attempts: mail.attempts + 1, note: undefined });
    this.#unnoted.delete(id);
  }

  /** What was found waiting may be withdrawn before its turn comes. */
  async #isWanted(id: string): Promise<boolean> {
    return (await this.#parts.store.find(id))?.state === 'waiting';
  }

  /** False when the mail server has not taken it: it is tried again, or has failed. */
  async #deliver(mail: StoredMail): Promise<boolean> {
    const { store, pieces, host, own } = this.#parts;
    const attempts = mail.attempts + 1;
    try {
      const files = await store.attachments([mail.id]);
      const enclosed = files.map((file) => ({ ...file, content: Readable.from(pieces.read(file.id)) }));
      await this.#transport.sendMail(outgoingMail(mail, own, enclosed));
      return true;
    } catch (thrown) {
      const now = host.clock.now();
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      if (this.#closed) return false;
      if (isForEver(thrown, mail) || now - mail.at > GIVE_UP_MS) {
        const failing = this.#fail(mail, reason).finally(() => this.#failing.delete(mail.id));
        this.#failing.set(mail.id, failing);
        await failing;
      } else {
        const due = now + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** mail.attempts);
        host.log.warn('A mail could not be sent; it is tried again', { mail: mail.id, attempts, due, reason });
        await store.change(mail.id, { attempts, due, note: `Not sent so far: ${reason}` }, ['waiting']);
      }
      return false;
    }
  }

  /** Whoever answers next is told that the customer does not know the answer. */
  async #fail(mail: StoredMail, reason: string): Promise<void> {
    const { store, host, own } = this.#parts;
    const { id, kind } = mail;
    if (!(await this.#isWanted(id))) return;
    host.log.warn('A mail cannot be delivered', { mail: id, reason });
    const note = `It was not delivered: ${reason}`;
    const failed = changing(id, { state: 'failed', attempts: mail.attempts + 1, note });
    if (kind !== 'answer') return store.write([failed]);
    const placed = await placeInThreads(host, store, [refusalOf(mail, own.answering([mail.ours]))]);
    const kept = keptRefusal(mail, { contact: placed.get(id), now: host.clock.now() });
    await store.write([failed, inserting(kept)]);
  }

  #wakeAt(time: number): void {
    this.#timer?.cancel();
    if (!this.#closed) this.#timer = this.#parts.host.clock.at(time, () => this.wake());
  }
}

/** Whether the mail itself was refused, and not only now: neither the connection, our password nor our address was the matter. */
function isForEver(thrown: unknown, { kind }: StoredMail): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown)) return false;
  const code = 'responseCode' in thrown && typeof thrown.responseCode === 'number' ? thrown.responseCode : 500;
  if (code === TOO_LARGE) return true;
  // Automatic replies name no sender, which some servers never take.
  if (kind !== 'auto-reply' && 'command' in thrown && thrown.command === 'MAIL FROM') return false;
  return (thrown.code === 'EENVELOPE' || thrown.code === 'EMESSAGE') && code >= 500;
}

function ignoreRefusal(thrown: unknown): void {
  if (!CarusoError.is(thrown) || thrown.kind !== 'conflict') throw thrown;
}
