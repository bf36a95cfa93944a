import { CarusoError } from '@caruso/core';
import type { Msg } from '@nats-io/transport-node';
import { ServiceErrors } from '../errors.js';
import { jsonValue, reasonOf } from './json-payload.js';
import type { RemoteCallOptions, RemoteOperation } from './remote-operation.js';
import type { Replied } from './reply-table.js';

/** A request whose answers are awaited. */
export abstract class Outgoing implements Replied<Outgoing> {
  /** The subject of its answers, which nobody else has. */
  reply = '';
  chained: Outgoing | undefined;
  /** When it was sent, by the clock. */
  since = 0;
  /** When it is given up, by the clock; infinity for never. */
  deadline = Number.POSITIVE_INFINITY;
  /** What listens to the signal. */
  #listener: (() => void) | undefined;

  constructor(
    readonly target: RemoteOperation,
    readonly options: RemoteCallOptions,
  ) {}

  /** An answer has come; tells whether it was the last. Throws nothing. */
  abstract answered(answer: Msg): boolean;

  /** There will be no answer any more. */
  abstract failed(problem: CarusoError): void;

  /** Calls `giveUp` with the reason when the caller gives up. */
  watch(giveUp: (outgoing: this, reason: CarusoError) => void): void {
    const { signal, cancellation } = this.options;
    cancellation?.onAbort((reason) => giveUp(this, reason));
    if (!signal) return;
    this.#listener = () => giveUp(this, this.cancelled);
    signal.addEventListener('abort', this.#listener, { once: true });
  }

  /** It is over: nobody needs to be told any more. */
  release(): void {
    if (this.#listener) this.options.signal?.removeEventListener('abort', this.#listener);
  }

  /** Why the caller has given up. */
  get cancelled(): CarusoError {
    const reason: unknown = this.options.signal?.reason;
    return CarusoError.is(reason) ? reason : new ServiceErrors.Cancelled(this.target.place);
  }

  /** Whoever keeps the address learns that nobody is there, so that the next call goes elsewhere. */
  protected noteUnheard(problem: CarusoError): void {
    if (this.target.unheard && ServiceErrors.NobodyThere.is(problem)) this.target.unheard();
  }

  /** The value of an answer that is no error. */
  protected valueOf(answer: Msg): unknown {
    try {
      return jsonValue(answer);
    } catch (problem) {
      throw new ServiceErrors.UnreadableAnswer({ ...this.target.place, reason: reasonOf(problem) });
    }
  }
}
