import type { GatewayConnection, GatewayHost } from '../gateway.js';
import { AttachmentPieces } from './attachment-pieces.js';
import { Inbox } from './inbox.js';
import { MailCorrespondence } from './mail-correspondence.js';
import type { MailOptions } from './mail-options.js';
import { MailStore } from './mail-store.js';
import { Mailbox } from './mailbox.js';
import { Outbox } from './outbox.js';
import { OwnAddresses } from './own-addresses.js';

const MAX_BYTES = 25 * 1_048_576;

/** A mailbox and an outbox at work for a contact centre. */
export class MailConnection implements GatewayConnection {
  /** Nobody hangs up a mail. */
  readonly departures = [];
  readonly correspondence: MailCorrespondence;
  readonly #mailbox: Mailbox;
  readonly #outbox: Outbox;

  /** @throws ContactCentreErrors.MailRefused */
  static async open(id: string, options: MailOptions, host: GatewayHost): Promise<MailConnection> {
    const store = new MailStore(host.storage, id);
    await store.define();
    const connection = new MailConnection(id, options, host, store);
    await connection.#mailbox.open();
    return connection;
  }

  private constructor(id: string, options: MailOptions, host: GatewayHost, store: MailStore) {
    const { imap, smtp, maxBytes = MAX_BYTES, autoReply } = options;
    const own = new OwnAddresses(options);
    const pieces = new AttachmentPieces(host.storage);
    const outbox = new Outbox({ smtp, store, host, own });
    const inbox = new Inbox({ id, store, pieces, host, own, autoReply });
    this.#outbox = outbox;
    this.#mailbox = new Mailbox({
      ...{ imap, maxBytes, host },
      take: async (mail) => {
        if (await inbox.take(mail)) outbox.wake();
      },
    });
    this.correspondence = new MailCorrespondence({ store, pieces, outbox, host, own });
  }

  async start(): Promise<void> {
    await this.#outbox.start();
    this.#mailbox.start();
  }

  /** What is done with a contact is of no concern to a mail server. */
  happened(): void {}

  async close(): Promise<void> {
    await this.#mailbox.close();
    await this.#outbox.close();
  }
}
