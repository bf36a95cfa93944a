import type { ContactCentreEvent } from '../../contract.js';
import type { GatewayConnection, GatewayContact, GatewayHost } from '../gateway.js';
import { Addresses } from './addresses.js';
import { ChatBot } from './chat-bot.js';
import { ChatCorrespondence } from './chat-correspondence.js';
import { ChatServer } from './chat-server.js';
import { ChatStore } from './chat-store.js';
import { Chats } from './chats.js';
import { DownloadTickets } from './files/download-tickets.js';
import { FileDownloads } from './files/file-downloads.js';
import { UploadRoom } from './files/upload-room.js';
import { VisitorLine } from './visitor-line.js';
import { LIMITS, type WebchatOptions } from './webchat-options.js';

/** A web chat at work for a contact centre. */
export class WebchatConnection implements GatewayConnection {
  /** Who does not come back after a restart has left then; nobody knows when. */
  readonly departures = [];
  readonly leads: 'chat' | undefined;
  readonly correspondence: ChatCorrespondence;
  readonly #chats: Chats;
  readonly #server: ChatServer;
  readonly #store: ChatStore;
  readonly #host: GatewayHost;
  readonly #listening: (url: string) => void;

  /** @param listening - told where, as soon as visitors can come */
  static async open(
    id: string,
    options: WebchatOptions,
    host: GatewayHost,
    listening: (url: string) => void,
  ): Promise<WebchatConnection> {
    const store = new ChatStore(host.storage);
    await store.define();
    return new WebchatConnection(id, options, host, store, listening);
  }

  private constructor(
    id: string,
    options: WebchatOptions,
    host: GatewayHost,
    store: ChatStore,
    listening: (url: string) => void,
  ) {
    const { address = 'webchat', bot: presenter, trustProxy = false, identify } = options;
    const limits = { ...LIMITS, ...options.limits };
    const bot = new ChatBot({ host, presenter });
    const tickets = new DownloadTickets(host.clock);
    const room = new UploadRoom(limits.uploadBytes);
    const chats = new Chats(id, { store, host, bot, address, tickets, limits });
    const addresses = new Addresses({ trustProxy, limits });
    this.leads = presenter && 'chat';
    this.#host = host;
    this.#listening = listening;
    this.#chats = chats;
    this.#store = store;
    this.correspondence = new ChatCorrespondence(store, chats);
    this.#server = new ChatServer({
      ...{ host: options.host ?? '127.0.0.1', port: options.port, origins: options.origins },
      ...{ company: options.company, log: host.log, addresses },
      downloads: new FileDownloads(store, tickets, host.log),
      connected: (socket, from) =>
        new VisitorLine(socket, {
          ...{ chats, limits, room, clock: host.clock, log: host.log },
          identify: async (identity) => (identity === undefined ? {} : identify?.(identity)),
          mayBegin: () => addresses.begin(from, host.clock.now()),
        }),
    });
  }

  async start(): Promise<void> {
    await this.#chats.resume();
    const url = await this.#server.listen();
    this.#host.log.info(`The web chat is at ${url}`);
    this.#listening(url);
  }

  happened(_event: ContactCentreEvent, contact: GatewayContact): void {
    this.#chats.changed(contact);
  }

  erase({ externalId }: GatewayContact): Promise<void> {
    return this.#store.erase(externalId);
  }

  async close(): Promise<void> {
    await this.#server.close();
    this.#chats.close();
  }
}
