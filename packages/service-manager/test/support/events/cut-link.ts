import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut while the server goes on. */
export class CutLink {
  readonly #sockets = new Set<Socket>();
  readonly #to: number;
  #server: Server | undefined;
  #port = 0;

  private constructor(to: number) {
    this.#to = to;
  }

  /** @param to port of the server on this machine */
  static async open(to: number): Promise<CutLink> {
    const link = new CutLink(to);
    await link.mend();
    return link;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.#port}`;
  }

  async mend(): Promise<void> {
    this.#server = createServer((near) => {
      const far = connect(this.#to, '127.0.0.1');
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.#sockets.delete(socket));
      }
    }).listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
