import type { Contract, Service } from '@caruso/core';
import type { Implementations } from '../model/service-manager.js';
import { ActiveCalls } from './active-calls.js';
import type { Trial } from './trial.js';

/**
 * One start of a component: its services, and the leases of the calls in flight on them. It may be stopped only when no lease
 * is out; `idle()` tells when.
 */
export class Instance {
  /** Calls in flight, whose handlers have not settled. */
  leases = 0;
  /** Those of them that did not end at once, to be told when a drain's deadline is over. */
  readonly active = new ActiveCalls();
  /** Watches its calls while it is on probation. */
  trial: Trial | undefined;
  /** It has failed its probation: the calls that failed on it may be made again if their operation allows it. */
  rejected = false;
  #idle: (() => void)[] | undefined;

  constructor(
    readonly services: Implementations,
    /** When it had started, in milliseconds since 1970. */
    readonly startedAt: number,
  ) {}

  /** Each service object once, in the order of the contracts. */
  get objects(): readonly Service<Contract>[] {
    return [...new Set(this.services.values())];
  }

  /** Gives a lease back; exactly once for each taken. */
  giveBack(): void {
    this.leases -= 1;
    if (this.leases > 0 || !this.#idle) return;
    const idle = this.#idle;
    this.#idle = undefined;
    for (const resolve of idle) resolve();
  }

  /** Resolves as soon as no call is in flight. */
  idle(): Promise<void> {
    if (this.leases === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle ??= [];
      this.#idle.push(resolve);
    });
  }
}
