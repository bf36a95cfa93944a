import type { Call, CallOptions, CarusoError } from '@caruso/core';
import type { Target } from './target.js';

/**
 * One call: as its handler sees it, and what there is to know about it from its caller's side. Most handlers never look at the
 * signal, and most calls are over before their deadline matters, so both are made when they are first asked for.
 */
export class ServiceCall implements Call {
  readonly caller: string;
  #controller: AbortController | undefined;
  #reason: CarusoError | undefined;
  #until: number | undefined;

  constructor(
    readonly target: Target,
    /** The input, checked. */
    readonly input: unknown,
    readonly options: CallOptions | undefined,
    /** How often the call was made before. */
    readonly tried = 0,
    until?: number,
  ) {
    this.caller = target.caller;
    this.#until = until;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** How long the call may take in all, in milliseconds; undefined for as long as it likes, as streams may. */
  get timeoutMs(): number | undefined {
    const { operation } = this.target;
    return operation.stream ? undefined : (this.options?.timeoutMs ?? operation.timeoutMs);
  }

  /** When its time is over, by the clock of the manager. */
  get until(): number | undefined {
    const { timeoutMs } = this;
    if (this.#until === undefined && timeoutMs !== undefined) this.#until = this.target.host.clock.now() + timeoutMs;
    return this.#until;
  }

  /** Names the operation in an error. */
  get place() {
    return { contract: this.target.contract.name, operation: this.target.name };
  }

  /** Tells the handler to end. */
  abort(reason: CarusoError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }

  /** The same call, to be made once more within what is left of its time. */
  again(): ServiceCall {
    return new ServiceCall(this.target, this.input, this.options, this.tried + 1, this.until);
  }
}
