import type { Actor, CarusoError } from '@caruso/core';
import type { Msg } from '@nats-io/transport-node';
import type { Place } from '../channel/error-document.js';
import type { OutgoingStream } from '../channel/outgoing-stream.js';
import { AbortWatch } from './abort-watch.js';
import { ACTOR_HEADER, readActor } from './actor-header.js';
import type { Replied } from './reply-table.js';
import type { NatsCall } from './served-service.js';
import { type ReplyAddress, Subjects } from './subjects.js';

/** Who calls from outside of CARUSO has no name. */
const FOREIGN = 'nats';

/** A call from another process while it is served. What few handlers ask for is found out when they do. */
export class ServedCall implements NatsCall, Replied<ServedCall> {
  /** Where the answers go; empty when nobody wants any. */
  readonly reply: string;
  chained: ServedCall | undefined;
  /** Since when it runs, by the clock; for one that takes its time. */
  since = 0;
  stream: OutgoingStream | undefined;
  /** Why nobody waits for it any more. */
  reason: CarusoError | undefined;
  #controller: AbortController | undefined;
  #watch: AbortWatch | undefined;
  #from: ReplyAddress | undefined | null = null;

  constructor(
    readonly place: Place,
    private readonly message: Msg,
  ) {
    this.reply = message.reply ?? '';
  }

  get subject(): string {
    return this.message.subject;
  }

  get caller(): string {
    return this.from?.caller ?? FOREIGN;
  }

  /** The process that calls, when it is one of ours. */
  get from(): ReplyAddress | undefined {
    if (this.#from === null) this.#from = Subjects.readReply(this.reply);
    return this.#from;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.reason) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  get abortWatch(): AbortWatch {
    this.#watch ??= new AbortWatch();
    if (this.reason) this.#watch.abort(this.reason);
    return this.#watch;
  }

  get actor(): Actor | undefined {
    const header = this.header(ACTOR_HEADER);
    return header === undefined ? undefined : readActor(header);
  }

  header(name: string): string | undefined {
    return this.message.headers?.get(name) || undefined;
  }

  /** Nobody waits for it any more. */
  abort(reason: CarusoError): void {
    if (this.reason) return;
    this.reason = reason;
    this.#controller?.abort(reason);
    this.#watch?.abort(reason);
    this.stream?.return();
  }
}
