import { type CallOptions, CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { ActiveCall } from '../registry/active-calls.js';
import type { TracedCall } from '../telemetry/call-telemetry.js';
import { asCallerSees, checkedInput, checkedOutput } from './check-values.js';
import { noteOutcome } from './outcome.js';
import type { Destination } from './route.js';
import type { Target } from './service-call.js';
import { ServiceCall } from './service-call.js';
import { waitForDestination } from './wait-for-destination.js';

type Handler = (input: unknown, call: ServiceCall) => AsyncIterable<unknown>;

/** What a wait for the next value ends with when the stream was given up. */
const GIVEN_UP = Symbol('given up');

const ENDED: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * A stream of one call. It opens when the first value is asked for, and holds its lease until it has ended, failed, was
 * returned by its consumer, or was cut off by a drain.
 */
export class StreamCall implements AsyncGenerator<unknown, undefined, undefined>, ActiveCall {
  slot = -1;
  readonly #call: ServiceCall;
  #at: Destination | undefined;
  #values: AsyncIterator<unknown> | undefined;
  /** The handler has been told to end. */
  #leaving = false;
  #ended = false;
  #problem: CarusoError | undefined;
  #cutOff: (reason: unknown) => void = () => {};
  #began = 0;
  #traced: TracedCall | undefined;

  constructor(
    private readonly target: Target,
    private readonly input: unknown,
    private readonly options: CallOptions | undefined,
  ) {
    this.#call = new ServiceCall(target, input, options);
  }

  get place() {
    return this.#call.place;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async next(): Promise<IteratorResult<unknown, undefined>> {
    if (this.#problem) throw this.#take();
    if (this.#ended || this.#leaving) return ENDED;
    try {
      this.#values ??= await this.#open();
      const result = await this.#orCutOff(this.#values.next());
      if (result.done !== true) return { done: false, value: checkedOutput(this.target, result.value) };
    } catch (thrown) {
      if (thrown === GIVEN_UP) return ENDED;
      const problem = asCallerSees(this.target, thrown);
      this.#problem = undefined;
      await this.#abandon(problem);
      throw problem;
    }
    this.#end(undefined);
    return ENDED;
  }

  async return(): Promise<IteratorResult<unknown, undefined>> {
    await this.#abandon(undefined);
    return ENDED;
  }

  async throw(thrown: unknown): Promise<IteratorResult<unknown, undefined>> {
    await this.return();
    throw thrown;
  }

  interrupt(reason: CarusoError): void {
    this.#call.abort(reason);
  }

  drop(reason: CarusoError): void {
    this.#call.abort(reason);
    this.#problem = reason;
    this.#leaving = true;
    this.#end(reason);
    this.#cutOff(reason);
    // Nobody waits for a handler that does not end; should it end later, it cleans up.
    this.#values?.return?.().catch(() => undefined);
  }

  async #open(): Promise<AsyncIterator<unknown>> {
    const { target, options } = this;
    const checked = checkedInput(target, this.input);
    if (options?.signal?.aborted) throw new ServiceErrors.Cancelled(this.place);
    const at = target.route.destination() ?? (await waitForDestination(this.#call));
    this.#at = at;
    at.instance.leases += 1;
    at.instance.active.add(this);
    this.#began = at.record.counts.begin();
    this.#traced = target.host.telemetry?.begin(target);
    options?.signal?.addEventListener('abort', this.#cancel, { once: true });
    const handler = at.service[target.name as keyof typeof at.service] as unknown as Handler;
    const open = () => handler.call(at.service, checked, this.#call)[Symbol.asyncIterator]();
    return this.#traced ? this.#traced.run(open) : open();
  }

  /** Whoever gives a stream up needs no error to know it: the stream ends, and nobody waits for its handler. */
  readonly #cancel = () => {
    void this.#abandon(new ServiceErrors.Cancelled(this.place));
    this.#cutOff(GIVEN_UP);
  };

  /** The next value, unless the stream is cut off before it comes. */
  #orCutOff<Value>(value: Promise<Value>): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      this.#cutOff = reject;
      value.then(resolve, reject);
    });
  }

  /** Lets the handler clean up, then gives the lease back. */
  async #abandon(problem: CarusoError | undefined): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#call.abort(problem ?? new ServiceErrors.Cancelled(this.place));
    try {
      await this.#values?.return?.();
    } catch (thrown) {
      if (!CarusoError.is(thrown) || !ServiceErrors.Cancelled.is(thrown)) problem ??= asCallerSees(this.target, thrown);
    }
    this.#end(problem);
  }

  #end(problem: CarusoError | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.options?.signal?.removeEventListener('abort', this.#cancel);
    if (!this.#at) return;
    const { record, instance } = this.#at;
    instance.active.delete(this);
    record.counts.end(this.#began);
    noteOutcome(this.#at, problem);
    this.#traced?.end(problem);
    instance.giveBack();
  }

  #take(): CarusoError {
    const problem = this.#problem as CarusoError;
    this.#problem = undefined;
    return problem;
  }
}
