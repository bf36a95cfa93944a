import type { BesideContact, GatewayConnection, GatewayContact, GatewayHost, OwnLetter } from '../gateway.js';
import { AnswerDrafts } from './answer-drafts.js';
import { AttachmentPieces } from './attachment-pieces.js';
import { eraseMails } from './erase-mails.js';
import { Inbox } from './inbox.js';
import { MailCorrespondence } from './mail-correspondence.js';
import type { MailOptions } from './mail-options.js';
import { MailStore } from './mail-store.js';
import { Mailbox } from './mailbox.js';
import { Outbox } from './outbox.js';
import { OwnAddresses } from './own-addresses.js';
import { storeOwnLetter } from './own-letters.js';

const MAX_BYTES = 25 * 1_048_576;
/** A crash leaves a few; a start is not to take long for the sake of more. */
const MOST_SWEPT = 1_000;

/** A mailbox and an outbox at work for a contact centre. */
export class MailConnection implements GatewayConnection {
  /** Nobody hangs up a mail. */
  readonly departures = [];
  readonly correspondence: MailCorrespondence;
  readonly #mailbox: Mailbox;
  readonly #outbox: Outbox;
  readonly #letters: Parameters<typeof storeOwnLetter>[1];

  /** @throws ContactCentreErrors.MailRefused */
  static async open(id: string, options: MailOptions, host: GatewayHost): Promise<MailConnection> {
    const store = new MailStore(host.storage, id);
    await store.define();
    const connection = new MailConnection(id, options, host, store);
    await connection.#letters.pieces.sweep(MOST_SWEPT);
    await connection.#mailbox.open();
    return connection;
  }

  private constructor(id: string, options: MailOptions, host: GatewayHost, store: MailStore) {
    const { imap, smtp, maxBytes = MAX_BYTES, autoReply } = options;
    const own = new OwnAddresses(options);
    const pieces = new AttachmentPieces(host.storage);
    const outbox = new Outbox({ smtp, store, pieces, host, own });
    const inbox = new Inbox({ id, store, pieces, host, own, autoReply });
    this.#outbox = outbox;
    this.#letters = { id, store, pieces, host, own };
    this.#mailbox = new Mailbox({
      ...{ imap, maxBytes, host },
      take: async (mails) => {
        // Some may wait to be sent although the mails could not become contacts.
        let waits = true;
        try {
          waits = await inbox.take(mails);
        } finally {
          if (waits) outbox.wake();
        }
      },
      giveUp: (mail, reason) => inbox.giveUp(mail, reason),
    });
    this.correspondence = new MailCorrespondence({
      ...{ store, pieces, outbox },
      drafts: new AnswerDrafts({ store, pieces, host, own }),
    });
  }

  async start(): Promise<void> {
    await this.#outbox.start();
    this.#mailbox.start();
  }

  async post(letter: OwnLetter): Promise<void> {
    await storeOwnLetter(letter, this.#letters);
    this.#outbox.wake();
  }

  /** What is done with a contact is of no concern to a mail server. */
  happened(): void {}

  erase(contact: GatewayContact, { letters }: BesideContact): Promise<void> {
    return eraseMails(contact, letters, { ...this.#letters, outbox: this.#outbox });
  }

  async close(): Promise<void> {
    await this.#mailbox.close();
    await this.#outbox.close();
  }
}
