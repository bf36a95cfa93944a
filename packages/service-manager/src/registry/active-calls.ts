import type { CarusoError } from '@caruso/core';

/** A call in flight, as the instance it runs on sees it. */
export interface ActiveCall {
  /** Where it stands among the calls of its instance. */
  slot: number;
  /** The operation, to be named in an error. */
  readonly place: { readonly contract: string; readonly operation: string };
  /** Tells the handler to end. */
  interrupt(reason: CarusoError): void;
  /** Gives up waiting for the handler: the caller gets `reason`, the lease is given back. */
  drop(reason: CarusoError): void;
}

/**
 * The calls in flight on an instance. A `Set` would do, but one through which many pass grows anew again and again, and each
 * outgrown table keeps the calls it held from being collected; that took more time than the calls.
 */
export class ActiveCalls implements Iterable<ActiveCall> {
  #slots: (ActiveCall | undefined)[] | undefined;
  #free: number[] | undefined;

  add(call: ActiveCall): void {
    this.#slots ??= [];
    call.slot = this.#free?.pop() ?? this.#slots.length;
    this.#slots[call.slot] = call;
  }

  /** Takes a call out; exactly once for each added. */
  delete(call: ActiveCall): void {
    if (!this.#slots) return;
    this.#slots[call.slot] = undefined;
    this.#free ??= [];
    this.#free.push(call.slot);
  }

  *[Symbol.iterator](): Iterator<ActiveCall> {
    for (const call of this.#slots ?? []) if (call) yield call;
  }
}
