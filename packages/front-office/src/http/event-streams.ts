import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Clock } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { FastifyReply } from 'fastify';
import { FrontOfficeErrors } from '../errors.js';

/** Live views one session may have open: browsers allow six connections to a host without HTTP/2. */
const STREAMS_PER_SESSION = 4;
/** Below the idle time-outs of usual proxies (60 s). */
const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it connects again. */
const RETRY_MS = 2_000;

/** Opens the source of a stream; it must end when the signal is aborted. */
export type Source = (signal: AbortSignal) => AsyncIterable<unknown>;

interface OpenStream {
  readonly session: string;
  readonly body: PassThrough;
  readonly giveUp: AbortController;
}

/**
 * Server-sent events (WHATWG HTML, "Server-sent events"): each value of a source as one event in JSON. A comment every
 * 15 seconds keeps proxies from closing the connection, and is the moment at which a stream whose session has ended
 * is closed too.
 */
export class EventStreams {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #alive: (session: string) => Promise<boolean>;
  readonly #open = new Set<OpenStream>();

  /** @param alive whether a session, named by its id, still lasts */
  constructor(clock: Clock, log: Log, alive: (session: string) => Promise<boolean>) {
    this.#clock = clock;
    this.#log = log;
    this.#alive = alive;
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Answers a request with the values of `source`, each as an event named `event`. What goes wrong before the first
   * value is thrown, and so answered like any error.
   *
   * @param session the id of the session that asks
   * @throws FrontOfficeErrors.TooManyStreams
   */
  async send(reply: FastifyReply, session: string, event: string, source: Source): Promise<FastifyReply> {
    const mine = [...this.#open].filter((stream) => stream.session === session);
    if (mine.length >= STREAMS_PER_SESSION) throw new FrontOfficeErrors.TooManyStreams({ limit: STREAMS_PER_SESSION });
    const stream = { session, body: new PassThrough(), giveUp: new AbortController() };
    this.#open.add(stream);
    stream.giveUp.signal.addEventListener('abort', () => this.#open.delete(stream), { once: true });
    reply.raw.once('close', () => stream.giveUp.abort());
    try {
      const values = source(stream.giveUp.signal)[Symbol.asyncIterator]();
      const first = await values.next();
      void this.#pump(stream, event, first, values);
    } catch (thrown) {
      stream.giveUp.abort();
      throw thrown;
    }
    return reply
      .headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no', connection: 'close' })
      .send(stream.body);
  }

  /** Ends the streams of a session. */
  endOf(session: string): void {
    for (const stream of [...this.#open]) if (stream.session === session) stream.giveUp.abort();
  }

  endAll(): void {
    for (const stream of [...this.#open]) stream.giveUp.abort();
  }

  async #pump(
    { session, body, giveUp }: OpenStream,
    event: string,
    first: IteratorResult<unknown>,
    values: AsyncIterator<unknown>,
  ): Promise<void> {
    const { signal } = giveUp;
    const stopHeartbeat = this.#heartbeat(session, body, giveUp);
    // Ends the answer at once, even when the source is slow to notice.
    const end = () => {
      stopHeartbeat();
      body.end();
    };
    signal.addEventListener('abort', end, { once: true });
    body.write(`retry: ${RETRY_MS}\n\n`);
    try {
      for (let next = first; !next.done && !signal.aborted; next = await values.next()) {
        const frame = `event: ${event}\ndata: ${JSON.stringify(next.value)}\n\n`;
        if (!body.write(frame)) await once(body, 'drain', { signal });
      }
    } catch (thrown) {
      if (!signal.aborted)
        this.#log.error(`The live view "${event}" broke off; the browser will connect again`, thrown);
    } finally {
      giveUp.abort();
      await values.return?.().catch((thrown: unknown) => this.#log.error('A live view ended with an error', thrown));
    }
  }

  #heartbeat(session: string, body: PassThrough, giveUp: AbortController): () => void {
    const arm = () =>
      this.#clock.at(this.#clock.now() + HEARTBEAT_MS, () => {
        timer = arm();
        if (!giveUp.signal.aborted) body.write(': still here\n\n');
        this.#alive(session).then(
          (alive) => alive || giveUp.abort(),
          () => giveUp.abort(),
        );
      });
    let timer = arm();
    return () => timer.cancel();
  }
}
