import type { MsgHdrs, NatsConnection, Status } from '@nats-io/transport-node';
import type { Log } from '../log.js';
import { nodeOf, Subjects } from './subjects.js';

/** Told about changes of a connection. None of these may throw. */
export interface LinkListener {
  /** The connection is lost; it is being opened again. */
  down?(): void;
  /** It is there again, and the server knows all subscriptions. */
  up?(): void;
  /** The server did not allow to publish on this subject. */
  refused?(subject: string): void;
  /** It is closed for good. */
  closed?(): void;
}

/** What makes a link besides its connection. */
export interface LinkIdentity {
  readonly company: string;
  /** Whose processes this one belongs to; permissions are bound to it. */
  readonly user: string | undefined;
  readonly log: Log;
  /** Makes headers; from the library, which only the file that opens the connection loads. */
  readonly headers: (code?: number, description?: string) => MsgHdrs;
}

/** The connection of this process to NATS for one company: what was made of it, and whether it is there. */
export class NatsLink {
  readonly subjects: Subjects;
  /** Name of this process among all that call and serve. */
  readonly node: string;
  readonly #listeners = new Set<LinkListener>();
  #connected = true;
  #flushing: Promise<void> | undefined;
  #nextTurn: Promise<void> | undefined;

  constructor(
    readonly connection: NatsConnection,
    readonly identity: LinkIdentity,
    unique: string,
  ) {
    this.subjects = new Subjects(identity.company);
    this.node = nodeOf(identity.user, unique);
    void this.#watch();
  }

  get log(): Log {
    return this.identity.log;
  }

  /** Whether there is a connection now. What is sent without one is lost. */
  get connected(): boolean {
    return this.#connected;
  }

  get closed(): boolean {
    return this.connection.isClosed();
  }

  /** Bytes a message may have, headers included. */
  get maxPayload(): number {
    return this.connection.info?.max_payload ?? 1_048_576;
  }

  /** Adds a listener; returns how to remove it. */
  listen(listener: LinkListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Resolves in the next turn of the event loop, for all who ask in this one: what they then send leaves in one write. Otherwise
   * each write takes what was sent in one microtask.
   */
  nextTurn(): Promise<void> {
    this.#nextTurn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#nextTurn = undefined;
        resolve();
      });
    });
    return this.#nextTurn;
  }

  /** Resolves when the server knows the subscriptions made so far. Those who ask at the same time share one round trip. */
  synced(): Promise<void> {
    this.#flushing ??= this.#flush();
    return this.#flushing;
  }

  /** Resolves when there is a connection; rejects when it is closed for good. */
  whenConnected(): Promise<void> {
    if (this.#connected && !this.closed) return Promise.resolve();
    return this.#unlessClosed(
      new Promise((resolve) => {
        const remove = this.listen({
          up: () => {
            remove();
            resolve();
          },
        });
      }),
    );
  }

  /** Closes the connection when what was sent is out. */
  async close(): Promise<void> {
    if (this.closed) return;
    if (this.#connected) await this.connection.flush().catch(() => {});
    await this.connection.close();
  }

  async #flush(): Promise<void> {
    // Whoever subscribes in the same moment is included.
    await Promise.resolve();
    this.#flushing = undefined;
    for (;;) {
      await this.whenConnected();
      try {
        return await this.#unlessClosed(this.connection.flush());
      } catch (problem) {
        if (this.closed) throw problem;
        // The connection went in the middle, of which this object hears in a moment. The next one makes all subscriptions anew.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  /** What `awaited` becomes; rejects when the connection is closed before, because then nothing comes any more. */
  #unlessClosed(awaited: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const closed = () => reject(new Error('the connection to NATS is closed'));
      if (this.closed) {
        closed();
        return;
      }
      const remove = this.listen({ closed });
      awaited.finally(remove).then(resolve, reject);
    });
  }

  async #watch(): Promise<void> {
    for await (const status of this.connection.status()) this.#note(status);
    this.#connected = false;
    this.#tell((listener) => listener.closed?.());
    this.#listeners.clear();
  }

  #note(status: Status): void {
    switch (status.type) {
      case 'disconnect':
        this.#connected = false;
        this.log.warn('The connection to NATS is lost', { server: status.server });
        this.#tell((listener) => listener.down?.());
        break;
      case 'reconnect':
        this.#connected = true;
        this.log.info('The connection to NATS is there again', { server: status.server });
        this.#tell((listener) => listener.up?.());
        break;
      case 'error':
        this.#noteError(status.error);
        break;
    }
  }

  #noteError(problem: Error): void {
    const { operation, subject } = problem as Error & { readonly operation?: string; readonly subject?: string };
    if (operation === 'publish' && subject) this.#tell((listener) => listener.refused?.(subject));
    else this.log.warn('NATS reports a problem', { problem: problem.message });
  }

  #tell(what: (listener: LinkListener) => void): void {
    for (const listener of [...this.#listeners]) what(listener);
  }
}
