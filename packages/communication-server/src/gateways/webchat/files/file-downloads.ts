import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Log } from '@caruso/service-manager';
import type { ChatStore } from '../chat-store.js';
import { downloadHeaders } from './download-headers.js';
import type { DownloadTickets } from './download-tickets.js';

/** Gives out files for tickets. */
export class FileDownloads {
  readonly #store: ChatStore;
  readonly #tickets: DownloadTickets;
  readonly #log: Log;

  constructor(store: ChatStore, tickets: DownloadTickets, log: Log) {
    this.#store = store;
    this.#tickets = tickets;
    this.#log = log;
  }

  /** Answers with the file of a ticket. False when the ticket is none, or used up. */
  answer(ticket: string, response: ServerResponse): boolean {
    const download = this.#tickets.redeem(ticket);
    if (!download) return false;
    const { chat, file } = download;
    response.writeHead(200, downloadHeaders(file));
    pipeline(this.#store.content(chat, file.file), response).catch((thrown: unknown) =>
      this.#log.warn('A visitor did not get the whole of a file', { reason: String(thrown) }),
    );
    return true;
  }
}
