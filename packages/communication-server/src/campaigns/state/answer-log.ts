import type { WindowCounts } from '../pacing/abandonment.js';

const HOUR_MS = 3_600_000;
/** Longer than any window. */
const KEPT_HOURS = 32 * 24;

type Counted = keyof WindowCounts;

/** What became of answered calls, by the hour; enough for the window of any regime, however many calls there were. */
export class AnswerLog {
  readonly #hours: Map<number, Record<Counted, number>>;

  constructor(hours: Iterable<readonly [number, WindowCounts]> = []) {
    this.#hours = new Map([...hours].map(([hour, counts]) => [hour, { ...counts }]));
  }

  /** Counts a call that was answered at a time (ms UTC); -1 takes it back. */
  count(what: Counted, at: number, difference: 1 | -1 = 1): void {
    const hour = Math.floor(at / HOUR_MS);
    const counts = this.#hours.get(hour) ?? { connected: 0, dropped: 0, machines: 0 };
    counts[what] += difference;
    this.#hours.set(hour, counts);
    for (const old of this.#hours.keys()) {
      if (old > hour - KEPT_HOURS) break;
      this.#hours.delete(old);
    }
  }

  /** The calls of a window until now; the hour in which it begins counts whole. */
  within(windowMs: number, now: number): WindowCounts {
    const from = Math.floor((now - windowMs) / HOUR_MS);
    const sum = { connected: 0, dropped: 0, machines: 0 };
    for (const [hour, { connected, dropped, machines }] of this.#hours) {
      if (hour < from) continue;
      sum.connected += connected;
      sum.dropped += dropped;
      sum.machines += machines;
    }
    return sum;
  }

  /** As plain data. */
  get hours(): readonly (readonly [number, WindowCounts])[] {
    return [...this.#hours].map(([hour, counts]) => [hour, { ...counts }]);
  }
}
