import { type BusinessCalendar, DAY_MS, type TimeSpan } from './business-calendar.js';

/** How long a calendar without regular hours is looked through for the next change. */
const HORIZON_DAYS = 400;

/** Whether a company works at a moment, in milliseconds since 1970 UTC. */
export function isOpen(calendar: BusinessCalendar, at: number): boolean {
  return calendar.openWithin(Math.floor(at / DAY_MS)).some(({ from, to }) => from <= at && at < to);
}

/**
 * The first moment after `at` at which the company opens or closes.
 *
 * @returns undefined when nothing changes within 400 days and until the last exceptional day: always or never open
 */
export function nextChange(calendar: BusinessCalendar, at: number): number | undefined {
  let closing = isOpen(calendar, at) ? at : undefined;
  for (const { from, to } of spansAfter(calendar, at)) {
    if (closing === undefined) return from;
    if (from > closing) return closing;
    closing = to;
    if (closing > horizon(calendar, at)) return undefined;
  }
  return closing;
}

/** The milliseconds of business time between two moments; negative when `to` is before `from`. */
export function businessTimeBetween(calendar: BusinessCalendar, from: number, to: number): number {
  if (to < from) return 0 - businessTimeBetween(calendar, to, from);
  let sum = 0;
  for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++)
    for (const span of calendar.openWithin(day)) sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
  return sum;
}

/**
 * The first moment at which as much business time has gone by since `at`.
 *
 * @param ms business time in milliseconds, 0 or more
 * @returns undefined when there is not so much: the company is closed for ever
 */
export function addBusinessTime(calendar: BusinessCalendar, at: number, ms: number): number | undefined {
  if (ms <= 0) return at;
  let left = ms;
  for (const { from, to } of spansAfter(calendar, at)) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  return undefined;
}

/** The open spans after a moment, cut at the borders of days of UTC, until none has come for the horizon. */
function* spansAfter(calendar: BusinessCalendar, at: number): Generator<TimeSpan> {
  let end = horizon(calendar, at);
  for (let day = Math.floor(at / DAY_MS); day * DAY_MS < end; day++) {
    for (const { from, to } of calendar.openWithin(day)) {
      if (to <= at) continue;
      yield { from: Math.max(from, at), to };
      end = horizon(calendar, to);
    }
  }
}

function horizon(calendar: BusinessCalendar, at: number): number {
  return Math.max(at + HORIZON_DAYS * DAY_MS, calendar.lastException + 3 * DAY_MS);
}
