import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The wire to a server, which can be cut, or fall silent. */
export class Wire {
  readonly #to: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  /** How often somebody has connected, and how many bytes have come from the server. */
  connections = 0;
  bytes = 0;
  /** Whatever a client says that breaks the connection. */
  breaksAt: RegExp | undefined;

  constructor(to: number) {
    this.#to = to;
  }

  get port(): number {
    return this.#port;
  }

  async mend(): Promise<void> {
    const server = createServer((near) => {
      this.connections += 1;
      const far = connect(this.#to, '127.0.0.1');
      near.pipe(far).pipe(near);
      near.on('data', (said: Buffer) => {
        if (this.breaksAt?.test(String(said))) near.resetAndDestroy();
      });
      far.on('data', ({ length }: Buffer) => {
        this.bytes += length;
      });
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          near.destroy();
          far.destroy();
          this.#sockets.delete(socket);
        });
      }
    });
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
  }

  /** What is connected hears nothing any more, and nobody says that it is so; who connects later does. */
  silence(): void {
    for (const socket of this.#sockets) socket.unpipe().resume();
  }

  /** From one moment to the next nobody is there any more. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => {
      if (server) server.close(() => resolve());
      else resolve();
    });
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }
}
