import type { Actor, Call, CallOptions, CarusoError, Clock, Contract, Operation } from '@caruso/core';
import type { ServiceRecord } from '../registry/service-record.js';
import type { CallTelemetry } from '../telemetry/call-telemetry.js';
import type { Route } from './route.js';

/** What all calls of a manager share. */
export interface CallHost {
  readonly clock: Clock;
  /** Starts a component that starts with its first call. */
  start(record: ServiceRecord): Promise<void>;
  /** Whether the manager stops: then nobody waits for a provider. */
  readonly closing: boolean;
  /** Present only when somebody listens. */
  readonly telemetry: CallTelemetry | undefined;
}

/** One operation, as the calls of one stub reach it. */
export interface Target {
  readonly host: CallHost;
  readonly route: Route;
  readonly contract: Contract;
  readonly name: string;
  readonly operation: Operation;
  readonly caller: string;
  readonly availabilityMs: number;
  /** Makes a call once more. */
  repeat(call: ServiceCall): Promise<unknown>;
}

/** Names the operation in an error. */
export const placeOf = ({ contract, name }: Target) => ({ contract: contract.name, operation: name });

/**
 * One call: as its handler sees it, and what there is to know about it from its caller's side. Most handlers never look at the
 * signal, and most calls are over before their deadline matters, so both are made when they are first asked for.
 */
export class ServiceCall implements Call {
  readonly caller: string;
  #controller: AbortController | undefined;
  #reason: CarusoError | undefined;
  #abandoned: ((reason: CarusoError) => void) | undefined;
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

  get actor(): Actor | undefined {
    return this.options?.actor;
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
    return placeOf(this.target);
  }

  /** Tells the handler to end. */
  abort(reason: CarusoError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#abandoned?.(reason);
  }

  /** Calls `abandoned` when the call is given up. For who takes it to another process: a signal would cost more than the rest. */
  onAbort(abandoned: (reason: CarusoError) => void): void {
    if (this.#reason) abandoned(this.#reason);
    else this.#abandoned = abandoned;
  }

  /** The same call, to be made once more within what is left of its time. */
  again(): ServiceCall {
    return new ServiceCall(this.target, this.input, this.options, this.tried + 1, this.until);
  }
}
