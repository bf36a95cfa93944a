/** What a queue has shown so far of how fast it goes; younger contacts count more. */
export interface Pace {
  /** Mean talk and mean wrap-up, in milliseconds; unknown before the first. */
  talkMs?: number;
  wrapUpMs?: number;
  /** Milliseconds waited, and how many gave up meanwhile: together the mean patience, those counted who were answered. */
  waitedMs: number;
  abandoned: number;
}

/** How much one contact weighs in a mean. */
const WEIGHT = 1 / 30;

export function noteTalk(pace: Pace, ms: number): void {
  pace.talkMs = mixed(pace.talkMs, ms);
}

export function noteWrapUp(pace: Pace, ms: number): void {
  pace.wrapUpMs = mixed(pace.wrapUpMs, ms);
}

export function noteWait(pace: Pace, ms: number, gaveUp: boolean): void {
  pace.waitedMs = pace.waitedMs * (1 - WEIGHT) + ms;
  pace.abandoned = pace.abandoned * (1 - WEIGHT) + (gaveUp ? 1 : 0);
}

function mixed(mean: number | undefined, value: number): number {
  return mean === undefined ? value : mean + (value - mean) * WEIGHT;
}
