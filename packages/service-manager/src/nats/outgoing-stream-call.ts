import type { CarusoError } from '@caruso/core';
import type { Msg } from '@nats-io/transport-node';
import { IncomingStream, STREAM_WINDOW } from '../channel/incoming-stream.js';
import { ServiceErrors } from '../errors.js';
import { Outgoing } from './outgoing.js';
import type { RemoteCallOptions, RemoteOperation } from './remote-operation.js';
import { answeredProblem, END_OF_STREAM } from './wire-error.js';

/** Header by which a consumer says how many values it can take. */
export const CREDIT_HEADER = 'Caruso-Credit';

/** How a stream reaches its caller's and its provider's process. */
export interface StreamPort {
  /** Sends the request; throws when that is impossible. */
  open(stream: OutgoingStreamCall): void;
  /** Tells the provider that the consumer can take more values. */
  giveCredit(stream: OutgoingStreamCall, count: number): void;
  /** Tells the provider that the consumer wants no more. */
  leave(stream: OutgoingStreamCall): void;
}

const ENDED: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * A stream that another process produces, as its consumer sees it. It is opened with the first value asked for, and produced
 * only as fast as it is consumed.
 */
export class OutgoingStreamCall extends Outgoing implements AsyncGenerator<unknown, undefined, undefined> {
  readonly #incoming: IncomingStream;
  readonly input: unknown;
  #state: 'new' | 'open' | 'ended' = 'new';
  /** Those who ask at the same time are served in turn. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Called at the end once the consumer has left. */
  #left: ((problem: CarusoError | undefined) => void) | undefined;

  constructor(
    target: RemoteOperation,
    options: RemoteCallOptions,
    input: unknown,
    private readonly port: StreamPort,
  ) {
    super(target, { ...options, headers: { ...options.headers, [CREDIT_HEADER]: String(STREAM_WINDOW) } });
    this.input = input;
    this.#incoming = new IncomingStream((count) => port.giveCredit(this, count));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    const taken = this.#turn.then(() => this.#take());
    this.#turn = taken.catch(() => {});
    return taken;
  }

  /** Resolves when the provider has ended its stream; rejects when it failed at that. */
  async return(): Promise<IteratorResult<unknown, undefined>> {
    const open = this.#state === 'open' && !this.#incoming.ended;
    this.#state = 'ended';
    if (!open) return ENDED;
    const end = new Promise<CarusoError | undefined>((resolve) => {
      this.#left = resolve;
    });
    this.port.leave(this);
    const problem = await end;
    if (problem) throw problem;
    return ENDED;
  }

  async throw(thrown: unknown): Promise<IteratorResult<unknown, undefined>> {
    await this.return();
    throw thrown;
  }

  answered(answer: Msg): boolean {
    const problem = answeredProblem(answer, this.target.place);
    if (problem || answer.headers?.code === END_OF_STREAM) {
      if (problem) this.noteUnheard(problem);
      this.#incoming.end(problem);
      this.#left?.(problem);
      return true;
    }
    if (this.#left) return false;
    try {
      if (this.#incoming.push(this.valueOf(answer))) return false;
      this.failed(
        new ServiceErrors.UnreadableAnswer({ ...this.target.place, reason: 'it sends more than was asked for' }),
      );
    } catch (unreadable) {
      this.failed(unreadable as CarusoError);
    }
    this.port.leave(this);
    return true;
  }

  /** No harm to a consumer that wanted no more. */
  failed(problem: CarusoError): void {
    this.#incoming.end(problem);
    this.#left?.(undefined);
  }

  async #take(): Promise<IteratorResult<unknown, undefined>> {
    if (this.#state === 'ended') return ENDED;
    try {
      if (this.#state === 'new') {
        this.#state = 'open';
        this.port.open(this);
      }
      const taken = await this.#incoming.take();
      if (!taken.done) return taken;
    } catch (problem) {
      this.#state = 'ended';
      throw problem;
    }
    this.#state = 'ended';
    return ENDED;
  }
}
