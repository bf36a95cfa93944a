import type { Clock } from '@caruso/core';
import type { ConsumerInfo, ConsumerMessages, ConsumerNotification, JetStreamClient, JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Log } from '../log.js';
import { deliver } from './deliver.js';
import type { EventSubscription } from './events.js';
import type { JetStreamStore } from './jetstream-store.js';
import { pause } from './pause.js';
import type { Receiver } from './receiver.js';

/** What a subscription needs besides its receiver. */
export interface JetStreamLink {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly store: JetStreamStore;
  readonly ackWaitMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** The server forgets a request after this time, and tells twice in it that it still knows it. */
const REQUEST_MS = 10_000;
const CONFIRM_MS = 2_000;
const PAUSE_MS = 500;

/** After these the server has no request of ours any more. */
const LOST: ReadonlySet<ConsumerNotification['type']> = new Set([
  'consumer_deleted',
  'consumer_not_found',
  'stream_not_found',
  'no_responders',
  'heartbeats_missed',
]);

/** Takes the events of a durable consumer one by one, and goes on by itself after the link or the server was lost. */
export class JetStreamSubscription implements EventSubscription {
  readonly #receiver: Receiver;
  readonly #link: JetStreamLink;
  readonly #closing = new AbortController();
  #handling: Promise<void> = Promise.resolve();
  #following: Promise<void> = Promise.resolve();
  /** The message last settled: it comes again when its acknowledgement got lost. */
  #settled = '';
  /** From when on the events are needed if the server loses the consumer. */
  #since: Date;
  #reported = '';
  #closed: Promise<void> | undefined;

  private constructor(receiver: Receiver, link: JetStreamLink) {
    this.#receiver = receiver;
    this.#link = link;
    this.#since = new Date(link.clock.now());
  }

  /** @throws ServiceErrors.EventsUnavailable */
  static async open(receiver: Receiver, link: JetStreamLink): Promise<JetStreamSubscription> {
    const subscription = new JetStreamSubscription(receiver, link);
    const info = await link.store.ensureConsumer(receiver.event, receiver.consumer);
    subscription.#following = subscription.#follow(await subscription.#request(info));
    return subscription;
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await this.#following;
    await this.#handling;
  }

  /** Asks the server for one message after the other. */
  #request(info: ConsumerInfo): Promise<ConsumerMessages> {
    return this.#link.client.consumers.getConsumerFromInfo(info).consume({
      bind: true,
      max_messages: 1,
      expires: REQUEST_MS,
      callback: (message) => {
        this.#handling = this.#handling.then(() => this.#handle(message));
      },
    });
  }

  /** Asks again whenever the server does not know of our request any more, until the subscription is closed. */
  async #follow(first: ConsumerMessages): Promise<void> {
    for (let messages: ConsumerMessages | undefined = first; messages; messages = await this.#requestAgain()) {
      const stop = messages.close.bind(messages);
      this.#closing.signal.addEventListener('abort', stop);
      if (this.#closing.signal.aborted) stop();
      const reason = await Promise.race([messages.closed(), nextLoss(messages.status())]);
      this.#closing.signal.removeEventListener('abort', stop);
      await messages.close();
      if (!this.#closing.signal.aborted) this.#report(reason ?? 'the connection is closed');
    }
  }

  async #requestAgain(): Promise<ConsumerMessages | undefined> {
    const { connection, store, clock } = this.#link;
    const { event, consumer } = this.#receiver;
    for (;;) {
      await pause(clock, PAUSE_MS, this.#closing.signal);
      if (this.#closing.signal.aborted || connection.isClosed()) return undefined;
      try {
        await store.ensureStream();
        return await this.#request(await store.ensureConsumer(event, consumer, this.#since));
      } catch (thrown) {
        this.#report(thrown);
      }
    }
  }

  /** Tells the log, once in a row, what keeps the events away. */
  #report(reason: unknown): void {
    const text = reason instanceof Error ? reason.message : String(reason);
    if (text === this.#reported) return;
    this.#reported = text;
    const { event, consumer } = this.#receiver;
    this.#link.log.warn(`Events "${event.name}" do not reach "${consumer}" at the moment: ${text}`);
  }

  async #handle(message: JsMsg): Promise<void> {
    const { log } = this.#link;
    if (this.#closing.signal.aborted) return tell(() => message.nak());
    const identity = `${message.seq}@${message.timestampNanos}`;
    if (identity !== this.#settled) {
      const working = this.#keepAlive(message);
      const outcome = await deliver(this.#receiver, message.string(), message.info.deliveryCount, log);
      working.cancel();
      if (outcome !== 'settled') return tell(() => message.nak(outcome.repeatAfterMs));
      this.#settled = identity;
      this.#since = message.time;
    }
    // Unconfirmed, the message comes again, here or at another subscriber.
    await message.ackAck({ timeout: CONFIRM_MS }).catch(() => undefined);
  }

  /** Tells the server again and again that the message is being handled, so that nobody else gets it. */
  #keepAlive(message: JsMsg) {
    const { clock, ackWaitMs } = this.#link;
    const beat = () => {
      tell(() => message.working());
      timer = clock.at(clock.now() + ackWaitMs / 3, beat);
    };
    let timer = clock.at(clock.now() + ackWaitMs / 3, beat);
    return { cancel: () => timer.cancel() };
  }
}

async function nextLoss(notifications: AsyncIterable<ConsumerNotification>): Promise<string | undefined> {
  for await (const { type } of notifications) if (LOST.has(type)) return type.replaceAll('_', ' ');
  return undefined;
}

/** Tells the server something about a message. On a closed connection it can't be told, and finds out by itself. */
function tell(action: () => void): void {
  try {
    action();
  } catch {
    // as said
  }
}
