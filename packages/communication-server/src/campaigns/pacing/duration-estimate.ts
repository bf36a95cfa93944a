/** What is known of how long something lasts: how many were seen to end in each of equally long spans of time. */
export interface DurationEstimate {
  readonly spanMs: number;
  /** The last span has no end. */
  readonly ended: readonly number[];
  /** Supposed before the first end, in milliseconds. */
  readonly supposedMean: number;
}

const SPANS = 100;
/** Spans that the supposed mean has. */
const SPANS_OF_MEAN = 20;
/** Ends after which an earlier one counts a third. */
const MEMORY = 2_000;
/** Running durations that what is supposed weighs, in each span. */
const WEIGHT_OF_SUPPOSED = 3;

export function supposeDuration(meanMs: number): DurationEstimate {
  return { spanMs: meanMs / SPANS_OF_MEAN, ended: new Array<number>(SPANS).fill(0), supposedMean: meanMs };
}

/** The estimate after one more has ended. */
export function learnDuration(estimate: DurationEstimate, ms: number): DurationEstimate {
  const ended = estimate.ended.map((count) => count * (1 - 1 / MEMORY));
  const span = spanOf(estimate, ms);
  ended[span] = (ended[span] ?? 0) + 1;
  return { ...estimate, ended };
}

/** P(longer than a time), in milliseconds. */
export type Survival = (ms: number) => number;

/**
 * The survival function: in each span the share of those running that ended in it, as actuaries do it. Those that still
 * run count for the spans they have passed, so that the first ends of a morning, which are the short ones, do not make
 * everything look short.
 *
 * @param running how long those that have not ended have lasted, in milliseconds
 */
export function survivalOf(estimate: DurationEstimate, running: readonly number[] = []): Survival {
  const { spanMs, ended, supposedMean } = estimate;
  const stillRunning = new Array<number>(ended.length).fill(0);
  for (const ms of running) stillRunning[spanOf(estimate, ms)] = (stillRunning[spanOf(estimate, ms)] ?? 0) + 1;
  const supposed = 1 - Math.exp(-spanMs / supposedMean);
  const hazards = new Array<number>(ended.length);
  let exposed = 0;
  for (let span = ended.length - 1; span >= 0; span--) {
    exposed += ended[span] ?? 0;
    hazards[span] = ((ended[span] ?? 0) + WEIGHT_OF_SUPPOSED * supposed) / (exposed + WEIGHT_OF_SUPPOSED);
    exposed += stillRunning[span] ?? 0;
  }
  const survivals = [1];
  for (const hazard of hazards) survivals.push((survivals.at(-1) ?? 1) * (1 - hazard));
  const lastRate = -Math.log1p(-supposed) / spanMs;
  return (ms) => {
    const position = Math.max(0, ms) / spanMs;
    const span = Math.floor(position);
    const [start, end] = [survivals[span], survivals[span + 1]];
    if (start === undefined || end === undefined)
      return (survivals.at(-1) ?? 0) * Math.exp(-lastRate * (ms - ended.length * spanMs));
    return start + (end - start) * (position - span);
  };
}

function spanOf({ spanMs, ended }: DurationEstimate, ms: number): number {
  return Math.min(Math.floor(ms / spanMs), ended.length - 1);
}
