import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import WebSocket, { WebSocketServer } from 'ws';
import { freePort } from './ports.js';

/** The line between a gateway and its Asterisk, which a test may cut or disturb. */
export class AriProxy {
  readonly #sockets = new Set<WebSocket>();
  #server: Server | undefined;
  #port = 0;

  /** @param target - the address of Asterisk */
  static async to(target: string): Promise<AriProxy> {
    const proxy = new AriProxy(target, await freePort());
    await proxy.mend();
    return proxy;
  }

  private constructor(
    readonly target: string,
    port: number,
  ) {
    this.#port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Says something to the gateway that Asterisk did not say. */
  say(text: string): void {
    for (const socket of this.#sockets) socket.send(text);
  }

  /** Lets nothing through any more. */
  async cut(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async mend(): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      const { method, url, headers } = incoming;
      const forwarded = request(`${this.target}${url}`, { method: method ?? 'GET', headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on('error', () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, { url, headers: { authorization = '' } }) => {
      this.#sockets.add(socket);
      const upstream = new WebSocket(`${this.target.replace('http', 'ws')}${url}`, { headers: { authorization } });
      upstream.on('message', (data) => socket.send(String(data)));
      upstream.on('close', () => socket.terminate());
      upstream.on('error', () => socket.terminate());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        upstream.terminate();
      });
    });
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
  }
}
