import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '@caruso/service-manager';
import { type WebSocket, WebSocketServer } from 'ws';
import { ContactCentreErrors } from '../../errors.js';
import type { Addresses } from './addresses.js';
import { type ChatFile, pageFile, widgetFile } from './chat-files.js';
import type { FileDownloads } from './files/file-downloads.js';
import { LONGEST_PIECE } from './frames.js';

const REQUEST_TIMEOUT_MS = 10_000;
const GOING_AWAY = 1001;

/** What a chat server is told. */
export interface ChatServerParts {
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[];
  readonly company: string;
  readonly log: Log;
  readonly addresses: Addresses;
  readonly downloads: FileDownloads;
  /** A browser of a page that may is connected, from an address. */
  readonly connected: (socket: WebSocket, address: string) => void;
}

/**
 * The border to the browsers of visitors: the script of the widget, a page that has it, files for tickets,
 * and WebSockets from allowed origins.
 */
export class ChatServer {
  readonly #parts: ChatServerParts;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_PIECE, perMessageDeflate: false });
  readonly #widget: ChatFile;

  constructor(parts: ChatServerParts) {
    this.#parts = parts;
    this.#widget = widgetFile(parts.log);
    this.#http = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) =>
      this.#answer(request, response),
    );
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /**
   * Listens.
   *
   * @returns where
   * @throws ContactCentreErrors.ChatPortRefused
   */
  async listen(): Promise<string> {
    const { host, port } = this.#parts;
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', (thrown) => {
        reject(new ContactCentreErrors.ChatPortRefused({ host, port, reason: thrown.message }, { cause: thrown }));
      });
      this.#http.listen(port, host, resolve);
    });
    const address = this.#http.address();
    const taken = typeof address === 'object' && address ? address.port : port;
    return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.close(GOING_AWAY, 'restart');
    this.#sockets.close();
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    for (const socket of this.#sockets.clients) socket.terminate();
    if (this.#http.listening) await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const file = this.#fileOf(request);
    const readsOnly = request.method === 'GET' || request.method === 'HEAD';
    if (!readsOnly) response.writeHead(405, { allow: 'GET, HEAD' }).end();
    else if (this.#gaveFile(request, response)) return;
    else if (!file) response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n');
    else response.writeHead(file.status, file.headers).end(request.method === 'HEAD' ? undefined : file.body);
  }

  #gaveFile(request: IncomingMessage, response: ServerResponse): boolean {
    const [, ticket] = /^\/files\/([\w-]{43})$/.exec(pathOf(request) ?? '') ?? [];
    return ticket !== undefined && request.method === 'GET' && this.#parts.downloads.answer(ticket, response);
  }

  #fileOf(request: IncomingMessage): ChatFile | undefined {
    const path = pathOf(request);
    if (path === '/widget.js') return this.#widget;
    return path === '/' ? pageFile(this.#parts.company, request.headers['accept-language']) : undefined;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { addresses, connected } = this.#parts;
    const address = addresses.of(request);
    const refusal = this.#refusalOf(request);
    const release = refusal === undefined ? addresses.take(address) : undefined;
    if (!release) {
      const status = refusal ?? '503 Service Unavailable';
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    socket.once('close', release);
    this.#sockets.handleUpgrade(request, socket, head, (opened) => connected(opened, address));
  }

  #refusalOf(request: IncomingMessage): string | undefined {
    if (pathOf(request) !== '/chat') return '404 Not Found';
    return this.#isAllowed(request) ? undefined : '403 Forbidden';
  }

  /** From a page that may embed the chat, or from the chat's own. Programs that are no browsers say what they like. */
  #isAllowed({ headers: { origin, host } }: IncomingMessage): boolean {
    if (origin === undefined) return false;
    return this.#parts.origins.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
  }
}

function pathOf({ url = '/' }: IncomingMessage): string | undefined {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname : undefined;
}
