import { DateTime } from 'luxon';

/**
 * The first moment, in milliseconds since 1970 UTC, at which the clock on the wall of a zone shows a time of a day or a
 * later one. So a time that is shown twice in the night that ends summer time is the first of the two, and one that is
 * skipped in the night that begins it is the moment of the change.
 *
 * @param minutes since midnight; more than 1,440 lie on the next day
 */
export function momentOf(date: string, minutes: number, zone: string): number {
  const wanted = DateTime.fromISO(date, { zone: 'utc' }).plus({ minutes });
  const shown = wanted.setZone(zone, { keepLocalTime: true });
  const skipped = wallClock(shown.toMillis(), zone) - wanted.toMillis();
  if (skipped === 0) return Math.min(...shown.getPossibleOffsets().map((moment) => moment.toMillis()));
  let before = shown.toMillis() - skipped;
  let after = shown.toMillis();
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallClock(middle, zone) < wanted.toMillis()) before = middle;
    else after = middle;
  }
  return after;
}

/** What the clock on the wall shows, as if it were UTC. */
function wallClock(at: number, zone: string): number {
  const moment = DateTime.fromMillis(at, { zone });
  return at + moment.offset * 60_000;
}
