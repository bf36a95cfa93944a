import type { EventType } from '@caruso/core';
import type * as JetStream from '@nats-io/jetstream';
import { ServiceErrors } from '../errors.js';
import { durableName, type EventSubjects } from './event-names.js';

/** `@nats-io/jetstream`, loaded when it was needed. */
export type JetStreamLibrary = typeof JetStream;

/** How the server keeps the events of a company; undefined leaves an existing stream as its operator set it. */
export interface StreamLimits {
  readonly maxAgeMs: number | undefined;
  readonly maxBytes: number | undefined;
}

const NANOS = 1_000_000;
const WEEK_MS = 7 * 24 * 3_600_000;
const GIB = 2 ** 30;
/** How long the server remembers ids, in milliseconds. */
const REMEMBERED_MS = 120_000;
const STREAM_EXISTS = 10058;

/** The stream of a company's events and its durable consumers: made when they are missing, else left as they are. */
export class JetStreamStore {
  readonly #library: JetStreamLibrary;
  readonly #manager: JetStream.JetStreamManager;
  readonly #company: string;
  readonly #subjects: EventSubjects;
  readonly #limits: StreamLimits;
  readonly #ackWaitMs: number;

  constructor(
    library: JetStreamLibrary,
    manager: JetStream.JetStreamManager,
    of: { company: string; subjects: EventSubjects; limits: StreamLimits; ackWaitMs: number },
  ) {
    this.#library = library;
    this.#manager = manager;
    this.#company = of.company;
    this.#subjects = of.subjects;
    this.#limits = of.limits;
    this.#ackWaitMs = of.ackWaitMs;
  }

  /** @throws ServiceErrors.EventsUnavailable */
  async ensureStream(): Promise<void> {
    const { stream, all } = this.#subjects;
    try {
      const { config } = (await this.#findStream()) ?? (await this.#addStream());
      if (!config.subjects.includes(all))
        throw new Error(`the stream ${stream} is there, but it stores ${config.subjects.join(', ')} and not ${all}`);
      const { maxAgeMs, maxBytes } = this.#limits;
      const wanted: Partial<JetStream.StreamConfig> = {
        ...(maxAgeMs === undefined ? {} : ageLimits(maxAgeMs)),
        ...(maxBytes === undefined ? {} : { max_bytes: maxBytes }),
      };
      const differs = Object.entries(wanted).some(
        ([name, value]) => config[name as keyof JetStream.StreamConfig] !== value,
      );
      if (differs) await this.#manager.streams.update(stream, wanted);
    } catch (thrown) {
      throw this.unavailable(thrown);
    }
  }

  /**
   * The durable consumer of an event.
   *
   * @param since a new one gets what was stored from then on; without it only what is stored from now on
   * @throws ServiceErrors.EventsUnavailable
   */
  async ensureConsumer(event: EventType, consumer: string, since?: Date): Promise<JetStream.ConsumerInfo> {
    const { stream } = this.#subjects;
    const name = durableName(event, consumer);
    const ack_wait = this.#ackWaitMs * NANOS;
    try {
      const found = await this.#findConsumer(name);
      if (found?.config.ack_wait === ack_wait) return found;
      if (found) return await this.#manager.consumers.update(stream, name, { ack_wait });
      return await this.#manager.consumers.add(stream, {
        durable_name: name,
        filter_subject: this.#subjects.of(event),
        ...(since
          ? { deliver_policy: this.#library.DeliverPolicy.StartTime, opt_start_time: since.toISOString() }
          : { deliver_policy: this.#library.DeliverPolicy.New }),
        ack_policy: this.#library.AckPolicy.Explicit,
        ack_wait,
        // One at a time, also while the one waits to be repeated: this keeps the order.
        max_ack_pending: 1,
        // Subscribers count, because the server would drop an event without telling anybody.
        max_deliver: -1,
      });
    } catch (thrown) {
      throw this.unavailable(thrown);
    }
  }

  /** @throws ServiceErrors.ConsumerInUse, ServiceErrors.EventsUnavailable */
  async forget(event: EventType, consumer: string): Promise<void> {
    const name = durableName(event, consumer);
    try {
      const found = await this.#findConsumer(name);
      // Each subscriber has a request waiting all the time.
      if (found && found.num_waiting > 0) throw new ServiceErrors.ConsumerInUse({ event: event.name, consumer });
      if (found) await this.#manager.consumers.delete(this.#subjects.stream, name);
    } catch (thrown) {
      throw ServiceErrors.ConsumerInUse.is(thrown) ? thrown : this.unavailable(thrown);
    }
  }

  /** The named error for what the client library has thrown. */
  unavailable(thrown: unknown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return new ServiceErrors.EventsUnavailable({ company: this.#company, reason }, { cause: thrown });
  }

  async #findStream(): Promise<JetStream.StreamInfo | undefined> {
    return this.#unlessMissing(this.#manager.streams.info(this.#subjects.stream));
  }

  async #findConsumer(name: string): Promise<JetStream.ConsumerInfo | undefined> {
    return this.#unlessMissing(this.#manager.consumers.info(this.#subjects.stream, name));
  }

  async #addStream(): Promise<JetStream.StreamInfo> {
    const { stream, all } = this.#subjects;
    const { maxAgeMs = WEEK_MS, maxBytes = GIB } = this.#limits;
    try {
      return await this.#manager.streams.add({
        name: stream,
        description: `The events of ${this.#company}`,
        subjects: [all],
        ...ageLimits(maxAgeMs),
        max_bytes: maxBytes,
        discard: this.#library.DiscardPolicy.Old,
      });
    } catch (thrown) {
      // Another process was faster.
      if (this.#codeOf(thrown) === STREAM_EXISTS) return this.#manager.streams.info(stream);
      throw thrown;
    }
  }

  async #unlessMissing<Info>(asked: Promise<Info>): Promise<Info | undefined> {
    try {
      return await asked;
    } catch (thrown) {
      const { StreamNotFound, ConsumerNotFound } = this.#library.JetStreamApiCodes;
      const code = this.#codeOf(thrown);
      if (code === StreamNotFound || code === ConsumerNotFound) return undefined;
      throw thrown;
    }
  }

  #codeOf(thrown: unknown): number | undefined {
    return thrown instanceof this.#library.JetStreamApiError ? thrown.code : undefined;
  }
}

/** The server refuses to remember ids for longer than it keeps the events. */
function ageLimits(maxAgeMs: number) {
  return { max_age: maxAgeMs * NANOS, duplicate_window: Math.min(REMEMBERED_MS, maxAgeMs) * NANOS };
}
