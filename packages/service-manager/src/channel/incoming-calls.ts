import { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { AnyHandler } from './call-across.js';
import type { Channel } from './channel.js';
import { errorDocument, type Place, revivedError, sendError } from './error-document.js';
import type { Request } from './message.js';
import { OutgoingStream } from './outgoing-stream.js';
import type { Resolve } from './served.js';

type CallMessage = Extract<Request, { type: 'call' }>;

/** A call that is served. */
interface RunningCall {
  readonly message: CallMessage;
  readonly controller: AbortController;
  readonly stream?: OutgoingStream;
}

/** The calls the other side makes over a channel. When the channel closes, their signals are aborted and streams ended. */
export class IncomingCalls {
  readonly #running = new Map<number, RunningCall>();
  #resolve: Resolve = () => undefined;

  constructor(private readonly channel: Channel) {}

  serve(resolve: Resolve): void {
    this.#resolve = resolve;
  }

  receive(message: Request): void {
    const running = this.#running.get(message.id);
    if (message.type === 'call') {
      if (running) this.channel.log.warn(`${this.channel.peer} used the number of a call twice`);
      else this.#start(message);
      return;
    }
    // What is said about a call that has just ended crosses its last answer.
    if (!running) return;
    if (message.type === 'cancel') running.controller.abort(revivedError(message.error, running.message));
    else if (message.type === 'credit') running.stream?.addCredit(message.count);
    else this.#return(running, new ServiceErrors.Cancelled(placeOf(running.message)));
  }

  channelClosed(reason: CarusoError): void {
    for (const running of this.#running.values()) this.#return(running, reason);
    this.#running.clear();
  }

  #return({ stream, controller }: RunningCall, reason: CarusoError): void {
    stream?.return();
    controller.abort(reason);
  }

  async #start(message: CallMessage): Promise<void> {
    const { id, input, caller, actor, timeoutMs, retries, credit } = message;
    const controller = new AbortController();
    const stream = credit === undefined ? undefined : new OutgoingStream(credit);
    this.#running.set(id, { message, controller, ...(stream ? { stream } : {}) });
    try {
      const handler = this.#handler(message);
      const outcome = handler(input, { signal: controller.signal, caller, actor, timeoutMs, retries });
      if (stream) {
        await stream.pump(outcome as AsyncIterable<unknown>, (value) => this.channel.send({ type: 'next', id, value }));
        this.channel.send({ type: 'end', id });
      } else {
        this.channel.send({ type: 'result', id, value: await outcome });
      }
    } catch (thrown) {
      if (!CarusoError.is(thrown) && !controller.signal.aborted) {
        this.channel.log.error(`${message.contract}.${message.operation} failed`, thrown, { caller });
      }
      sendError(this.channel, { type: 'error', id, error: errorDocument(thrown, placeOf(message)) });
    } finally {
      this.#running.delete(id);
    }
  }

  #handler({ contract: name, operation, caller, credit }: CallMessage): AnyHandler {
    const served = this.#resolve(name, caller);
    if (!served) throw new ServiceErrors.UnknownService({ service: name, known: [] });
    const { contract, service } = served;
    const isStream = credit !== undefined;
    const known = Object.keys(contract.operations).filter(
      (key) => Boolean(contract.operations[key]?.stream) === isStream,
    );
    if (!known.includes(operation)) throw new ServiceErrors.UnknownOperation({ contract: name, operation, known });
    const handler = service[operation as keyof typeof service] as unknown as AnyHandler;
    return (input, call) => handler.call(service, input, call);
  }
}

function placeOf({ contract, operation }: CallMessage): Place {
  return { contract, operation };
}
