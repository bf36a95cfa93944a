import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type AriAccess, AriClient } from '../../../src/gateways/asterisk/ari/ari-client.js';

/** What a request is answered with; `cut`: the line is cut before the answer comes. */
export interface SmallAnswer {
  readonly status: number | 'cut';
  readonly body?: object;
}

/** ARI in which a test says what is answered. */
export class SmallAri {
  /** What was asked, such as `POST channels/c1/answer`, without what stands behind a question mark. */
  readonly asked: string[] = [];
  readonly access: AriAccess;
  readonly client: AriClient;
  /** Where it tells what happens. */
  readonly events: WebSocketServer;
  readonly #server: Server;

  /** @param answer - 204 where it says nothing */
  static async start(answer: (request: string) => SmallAnswer | undefined | Promise<SmallAnswer>): Promise<SmallAri> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SmallAri(server, answer);
  }

  private constructor(server: Server, answer: (request: string) => SmallAnswer | undefined | Promise<SmallAnswer>) {
    this.#server = server;
    this.events = new WebSocketServer({ server });
    const { port } = server.address() as AddressInfo;
    this.access = { url: `http://127.0.0.1:${port}`, user: 'u', password: 'p', application: 'caruso' };
    this.client = new AriClient(this.access);
    server.on('request', async ({ method = '', url = '', socket }, response) => {
      const request = `${method} ${decodeURIComponent(url.split('?')[0] ?? '').replace('/ari/', '')}`;
      this.asked.push(request);
      const { status, body } = (await answer(request)) ?? { status: 204 };
      if (status === 'cut') socket.destroy();
      else response.writeHead(status).end(body && JSON.stringify(body));
    });
  }

  /** Cuts the line by which events are told. */
  cutEvents(): void {
    for (const socket of this.events.clients) socket.terminate();
  }

  close(): void {
    this.cutEvents();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
