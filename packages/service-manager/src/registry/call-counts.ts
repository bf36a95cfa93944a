import { Latency } from './latency.js';

/** So many calls are timed each; from then on one of {@link SAMPLE}, because reading the clock costs more than a local call. */
const TIMED_EACH = 1_024;
const SAMPLE = 16;

/** What is counted of the calls of one component. */
export class CallCounts {
  calls = 0;
  failures = 0;
  readonly latency = new Latency();

  /** Counts a call; returns when it began, or 0 when it is not timed. */
  begin(): number {
    this.calls += 1;
    return this.calls <= TIMED_EACH || this.calls % SAMPLE === 0 ? performance.now() : 0;
  }

  end(began: number): void {
    if (began > 0) this.latency.add(performance.now() - began);
  }
}
