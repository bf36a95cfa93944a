import { setMaxListeners } from 'node:events';
import { type Clock, type EventType, systemClock } from '@caruso/core';
import type { NatsConnection } from '@nats-io/transport-node';
import { ServiceErrors } from '../errors.js';
import { type Log, stderrLog } from '../log.js';
import { EventSubjects } from './event-names.js';
import type { EventTransport } from './event-transport.js';
import type { EventBus, EventSubscription } from './events.js';
import { type JetStreamLibrary, JetStreamStore } from './jetstream-store.js';
import { type JetStreamLink, JetStreamSubscription } from './jetstream-subscription.js';
import { pause } from './pause.js';
import type { Receiver } from './receiver.js';
import { TransportBus } from './transport-bus.js';

/** How events are kept on a NATS server. */
export interface JetStreamEventsOptions {
  /** Whose events they are; other companies on the same server have a stream of their own. */
  readonly company: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** How long the server keeps an event, in milliseconds. Default: as the stream has it; a new one keeps them for a week. */
  readonly maxAgeMs?: number;
  /** How many bytes of events it keeps; the oldest go first. Default: as the stream has it; a new one keeps 1 GiB. */
  readonly maxBytes?: number;
  /** How long after a subscriber has died its event goes to another one, in milliseconds. Default 10,000. */
  readonly ackWaitMs?: number;
  /** How long `publish` tries to get an event stored, in milliseconds. Default 30,000. */
  readonly publishMs?: number;
}

/**
 * Events that are kept by JetStream on a NATS server: they outlive the processes that publish and handle them. One stream
 * for each company, with one durable consumer for each event and consumer name; both are made when they are missing.
 *
 * Events that are published before the one before is stored keep their order unless the link breaks just then.
 *
 * The connection is the caller's: it should reconnect without end (`maxReconnectAttempts: -1`), and is not closed by
 * {@link EventBus.close}.
 *
 * @throws ServiceErrors.EventsUnavailable when there is no server, or none with JetStream
 * @example
 * ```ts
 * const connection = await connect({ servers: 'nats://127.0.0.1:4222', maxReconnectAttempts: -1 });
 * const bus = await jetStreamEvents(connection, { company: 'stadtwerke' });
 * ```
 */
export async function jetStreamEvents(connection: NatsConnection, options: JetStreamEventsOptions): Promise<EventBus> {
  const { company, maxAgeMs, maxBytes } = options;
  const { clock = systemClock, log = stderrLog, ackWaitMs = 10_000, publishMs = 30_000 } = options;
  const subjects = new EventSubjects(company);
  // Here and not above, because processes without NATS should not have to load it.
  const library = await import('@nats-io/jetstream');
  const client = library.jetstream(connection);
  const manager = await client.jetstreamManager(false);
  const store = new JetStreamStore(library, manager, { company, subjects, limits: { maxAgeMs, maxBytes }, ackWaitMs });
  await store.ensureStream();
  const link = { connection, client, store, ackWaitMs, clock, log };
  return new TransportBus(new JetStreamTransport(library, link, subjects, publishMs), clock);
}

/** How long one try to store an event waits for the server: what is sent while the link is down gets lost. */
const TRY_MS = 2_000;
const LONGEST_PAUSE_MS = 1_000;

class JetStreamTransport implements EventTransport {
  readonly #library: JetStreamLibrary;
  readonly #link: JetStreamLink;
  readonly #subjects: EventSubjects;
  readonly #publishMs: number;
  readonly #closing = new AbortController();

  constructor(library: JetStreamLibrary, link: JetStreamLink, subjects: EventSubjects, publishMs: number) {
    this.#library = library;
    this.#link = link;
    this.#subjects = subjects;
    this.#publishMs = publishMs;
    // One for each event that is being published while the server is away.
    setMaxListeners(0, this.#closing.signal);
  }

  async keep(event: EventType, id: string, text: string): Promise<void> {
    const { clock, client } = this.#link;
    const payload = this.#payload(event, text);
    const until = clock.now() + this.#publishMs;
    for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        // The server stores one id once, so a try whose answer got lost does no harm.
        await client.publish(this.#subjects.of(event), payload, { msgID: `${event.name}/${id}`, timeout: TRY_MS });
        return;
      } catch (thrown) {
        if (clock.now() >= until || this.#isFinal(thrown)) {
          const reason = thrown instanceof Error ? thrown.message : String(thrown);
          throw new ServiceErrors.EventNotStored({ event: event.name, id, reason }, { cause: thrown });
        }
        await this.#makeReady(thrown);
        await pause(clock, pauseMs, this.#closing.signal);
      }
    }
  }

  subscribe(receiver: Receiver): Promise<EventSubscription> {
    return JetStreamSubscription.open(receiver, this.#link);
  }

  forget(event: EventType, consumer: string): Promise<void> {
    return this.#link.store.forget(event, consumer);
  }

  close(): void {
    this.#closing.abort();
  }

  #payload({ name: event }: EventType, text: string): Uint8Array {
    const payload = new TextEncoder().encode(text);
    const most = this.#link.connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    if (payload.length <= most) return payload;
    const issues = `it has ${payload.length} bytes, and the server takes ${most}`;
    throw new ServiceErrors.InvalidEvent({ event, issues });
  }

  /** A server that has lost its files answers, but has no stream: then nobody is there to store the event. */
  async #makeReady(thrown: unknown): Promise<void> {
    if (!(thrown instanceof Error) || thrown.name !== 'JetStreamNotEnabled') return;
    // If that fails too, the next try tells.
    await this.#link.store.ensureStream().catch(() => undefined);
  }

  /** Whether another try would fail for the same reason. */
  #isFinal(thrown: unknown): boolean {
    return (
      this.#closing.signal.aborted ||
      this.#link.connection.isClosed() ||
      thrown instanceof this.#library.JetStreamApiError ||
      (thrown instanceof Error && thrown.cause instanceof Error && thrown.cause.name === 'PermissionViolationError')
    );
  }
}
