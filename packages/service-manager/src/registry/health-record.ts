import type { HealthPolicy } from '../model/run-policy.js';

/** Whether a component is well, as far as its checks tell: one blip changes nothing, a row of them does. */
export class HealthRecord {
  healthy = true;
  /** What the last failed check said; undefined after one that passed. */
  reason: string | undefined;
  #row = 0;
  #failures = 3;
  #successes = 2;

  constructor(policy: HealthPolicy | undefined) {
    this.reset(policy);
  }

  /** Begins anew, as after a start. */
  reset({ failures = 3, successes = 2 }: HealthPolicy = {}): void {
    this.#failures = failures;
    this.#successes = successes;
    this.healthy = true;
    this.reason = undefined;
    this.#row = 0;
  }

  /** Takes the outcome of a check: undefined, or why it failed. Returns whether the health has changed. */
  note(failure: string | undefined): boolean {
    const agrees = this.healthy === (failure === undefined);
    this.#row = agrees ? 0 : this.#row + 1;
    this.reason = failure ?? (this.healthy ? undefined : this.reason);
    if (this.#row < (this.healthy ? this.#failures : this.#successes)) return false;
    return this.set(!this.healthy, failure);
  }

  /** Sets the health at once, without counting. */
  set(healthy: boolean, reason?: string): boolean {
    const changed = this.healthy !== healthy;
    this.healthy = healthy;
    this.reason = healthy ? undefined : reason;
    this.#row = 0;
    return changed;
  }
}
