import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AriClient } from '../../../src/gateways/asterisk/ari/ari-client.js';

/** What a request is answered with; `cut`: the line is cut before the answer comes. */
export interface SmallAnswer {
  readonly status: number | 'cut';
  readonly body?: object;
}

/** ARI in which a test says what is answered. */
export class SmallAri {
  /** What was asked, such as `POST channels/c1/answer`, without what stands behind a question mark. */
  readonly asked: string[] = [];
  readonly client: AriClient;
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
    const { port } = server.address() as AddressInfo;
    this.client = new AriClient({
      url: `http://127.0.0.1:${port}`,
      user: 'u',
      password: 'p',
      application: 'caruso',
    });
    server.on('request', async ({ method = '', url = '', socket }, response) => {
      const request = `${method} ${decodeURIComponent(url.split('?')[0] ?? '').replace('/ari/', '')}`;
      this.asked.push(request);
      const { status, body } = (await answer(request)) ?? { status: 204 };
      if (status === 'cut') socket.destroy();
      else response.writeHead(status).end(body && JSON.stringify(body));
    });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
