import type { CarusoError, Timer } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Bulkhead } from '../limits/bulkhead.js';
import type { ActiveCall } from '../registry/active-calls.js';
import { asCallerSees, checkedOutput } from './check-values.js';
import { noteOutcome } from './outcome.js';
import { isRepeated } from './repeat.js';
import type { Destination } from './route.js';
import type { ServiceCall } from './service-call.js';

/**
 * A call whose handler has not settled yet. The caller waits until it does, the time is over, the caller gives up, or a drain
 * ends it; the lease is given back when the handler has settled, also when the caller has stopped waiting by then.
 */
export class InFlightCall implements ActiveCall {
  slot = -1;
  #resolve: (value: unknown) => void = () => {};
  #reject: (reason: CarusoError) => void = () => {};
  #waiting = true;
  #leased = true;
  #timer: Timer | undefined;

  constructor(
    private readonly call: ServiceCall,
    private readonly at: Destination,
    private readonly began: number,
    private readonly bulkhead: Bulkhead | undefined,
  ) {}

  get place() {
    return this.call.place;
  }

  /** What the caller waits for. */
  outcome(running: PromiseLike<unknown>): Promise<unknown> {
    const { until, options, target } = this.call;
    this.at.instance.active.add(this);
    const outcome = new Promise<unknown>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (until !== undefined) this.#timer = target.host.clock.at(until, this.#tooLate);
    options?.signal?.addEventListener('abort', this.#cancel, { once: true });
    running.then(this.#returned, this.#threw);
    return outcome;
  }

  interrupt(reason: CarusoError): void {
    this.call.abort(reason);
  }

  drop(reason: CarusoError): void {
    this.call.abort(reason);
    this.#giveBack();
    this.#end(reason);
  }

  #leave(reason: CarusoError): void {
    this.call.abort(reason);
    this.#end(reason);
  }

  readonly #cancel = () => this.#leave(new ServiceErrors.Cancelled(this.place));

  readonly #tooLate = () => {
    this.#leave(new ServiceErrors.TimedOut({ ...this.place, timeoutMs: this.call.timeoutMs ?? 0 }));
  };

  readonly #returned = (output: unknown) => {
    this.#giveBack();
    if (!this.#waiting) return;
    let value: unknown;
    try {
      value = checkedOutput(this.call.target, output);
    } catch (problem) {
      this.#end(asCallerSees(this.call.target, problem));
      return;
    }
    this.#settle(undefined);
    this.#resolve(value);
  };

  readonly #threw = (thrown: unknown) => {
    this.#giveBack();
    this.#end(asCallerSees(this.call.target, thrown));
  };

  #end(problem: CarusoError): void {
    if (!this.#waiting) return;
    this.#settle(problem);
    if (isRepeated(this.call, this.at, problem)) this.#resolve(this.call.target.repeat(this.call.again()));
    else this.#reject(problem);
  }

  #settle(problem: CarusoError | undefined): void {
    this.#waiting = false;
    this.#timer?.cancel();
    this.call.options?.signal?.removeEventListener('abort', this.#cancel);
    this.at.record.counts.end(this.began);
    noteOutcome(this.at, problem);
  }

  #giveBack(): void {
    if (!this.#leased) return;
    this.#leased = false;
    this.at.instance.active.delete(this);
    this.bulkhead?.leave();
    this.at.instance.giveBack();
  }
}
