import { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { CallAcross } from './call-across.js';
import type { Channel } from './channel.js';
import { errorDocument, type Place, revivedError, sendError } from './error-document.js';
import { IncomingStream, STREAM_WINDOW } from './incoming-stream.js';
import type { Answer } from './message.js';

/** A call that has no last answer yet. */
interface OpenCall {
  answer(message: Answer): void;
  fail(reason: CarusoError): void;
}

/**
 * The calls this side makes over a channel. As with a handler in the same process, a call whose signal is aborted ends when its
 * handler does; when the channel closes, every call ends with the reason.
 */
export class OutgoingCalls {
  readonly #open = new Map<number, OpenCall>();
  #lastId = 0;

  constructor(private readonly channel: Channel) {}

  receive(message: Answer): void {
    const call = this.#open.get(message.id);
    if (call) call.answer(message);
    else this.channel.log.warn(`An answer from ${this.channel.peer} fits no call`, { type: message.type });
  }

  channelClosed(reason: CarusoError): void {
    const calls = [...this.#open.values()];
    this.#open.clear();
    for (const call of calls) call.fail(reason);
  }

  async call(place: Place, input: unknown, call: CallAcross): Promise<unknown> {
    let id = 0;
    const answer = new Promise<unknown>((resolve, reject) => {
      id = this.#send(place, input, call, {
        answer: (message) => {
          this.#open.delete(message.id);
          if (message.type === 'result') resolve(message.value);
          else reject(revivedError(message.type === 'error' ? message.error : undefined, place));
        },
        fail: reject,
      });
    });
    const forget = this.#cancelOnAbort(id, place, call.signal);
    try {
      return await answer;
    } finally {
      forget();
    }
  }

  async *stream(place: Place, input: unknown, call: CallAcross): AsyncGenerator<unknown, void, undefined> {
    const stream = new IncomingStream((count) => this.channel.send({ type: 'credit', id, count }));
    const id = this.#send(place, input, call, this.#streamCall(place, stream), STREAM_WINDOW);
    const forget = this.#cancelOnAbort(id, place, call.signal);
    try {
      for (let taken = await stream.take(); !taken.done; taken = await stream.take()) yield taken.value;
    } finally {
      forget();
      if (!stream.ended) {
        this.channel.send({ type: 'return', id });
        await stream.return();
      }
    }
  }

  /** Sends a call under a number of its own. */
  #send(place: Place, input: unknown, call: CallAcross, open: OpenCall, credit?: number): number {
    if (this.channel.closed) throw this.channel.closed;
    this.#lastId += 1;
    const id = this.#lastId;
    const { caller, actor, timeoutMs, retries } = call;
    this.channel.send({ type: 'call', id, ...place, input, caller, actor, timeoutMs, retries, credit });
    this.#open.set(id, open);
    return id;
  }

  #streamCall(place: Place, stream: IncomingStream): OpenCall {
    return {
      answer: (message) => {
        if (message.type === 'next') {
          if (!stream.push(message.value)) this.#closeFor('it sends more values than it was asked for');
          return;
        }
        this.#open.delete(message.id);
        stream.end(
          message.type === 'end'
            ? undefined
            : revivedError(message.type === 'error' ? message.error : undefined, place),
        );
      },
      fail: (reason) => stream.fail(reason),
    };
  }

  /** Tells the other side when the caller gives up; the function returned ends that. */
  #cancelOnAbort(id: number, place: Place, signal: AbortSignal): () => void {
    const cancel = () => {
      const reason = CarusoError.is(signal.reason) ? signal.reason : new ServiceErrors.Cancelled(place);
      sendError(this.channel, { type: 'cancel', id, error: errorDocument(reason, place) });
    };
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    return () => signal.removeEventListener('abort', cancel);
  }

  #closeFor(reason: string): void {
    this.channel.close(new ServiceErrors.ChannelClosed({ peer: this.channel.peer, reason }));
  }
}
