import type { Component } from '../model/service-manager.js';
import { Breaker } from './breaker.js';
import { Bulkhead } from './bulkhead.js';

/** What limits the calls of a component: its breaker and its bulkhead. Most components have neither. */
export class Admission {
  private constructor(
    readonly breaker: Breaker | undefined,
    readonly bulkhead: Bulkhead | undefined,
  ) {}

  static of({ breaker, concurrency }: Component, now: () => number): Admission | undefined {
    if (!breaker && !concurrency) return undefined;
    return new Admission(breaker && new Breaker(breaker, now), concurrency && new Bulkhead(concurrency));
  }
}
