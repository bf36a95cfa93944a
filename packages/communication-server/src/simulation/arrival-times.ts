/** How many contacts are to be expected from one time to another; times in seconds from the start. */
export interface ArrivalRate {
  readonly from: number;
  /** Infinity for arrivals that never end. */
  readonly until: number;
  readonly perHour: number;
}

/**
 * The times of a Poisson process whose rate is constant within each interval; in seconds, in order.
 *
 * @param rates in order of time, not overlapping
 * @param random numbers from 0 to below 1
 */
export function* arrivalTimes(rates: readonly ArrivalRate[], random: () => number): Generator<number> {
  const gap = () => -Math.log(1 - random());
  // What is left until the next arrival, in arrivals to be expected: it is used up faster where more arrive.
  let left = gap();
  for (const { from, until, perHour } of rates) {
    const perSecond = perHour / 3_600;
    let at = from;
    while (perSecond > 0 && at + left / perSecond < until) {
      at += left / perSecond;
      yield at;
      left = gap();
    }
    left -= Math.max(0, until - at) * perSecond;
  }
}
