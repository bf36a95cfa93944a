import { DateTime } from 'luxon';

/** A calendar day of a time zone: [start, end) in milliseconds since 1970 UTC; 23 to 25 hours long. */
export interface LocalDay {
  /** `2026-03-29` */
  readonly date: string;
  readonly start: number;
  readonly end: number;
}

/** The day in which a time falls. */
export function dayOf(at: number, zone: string): LocalDay {
  return dayFrom(DateTime.fromMillis(at, { zone }).startOf('day'));
}

/** The day with a date. */
export function dayWith(date: string, zone: string): LocalDay {
  return dayFrom(DateTime.fromISO(date, { zone }).startOf('day'));
}

/** An ISO week of a time zone, Monday to Sunday: [start, end) in milliseconds since 1970 UTC; 167 to 169 hours long. */
export interface LocalWeek {
  /** `2026-W53` */
  readonly week: string;
  readonly start: number;
  readonly end: number;
}

/** The ISO week in which a time falls. */
export function weekOf(at: number, zone: string): LocalWeek {
  const start = DateTime.fromMillis(at, { zone }).startOf('week');
  const end = start.plus({ weeks: 1 }).startOf('day');
  return { week: start.toFormat("kkkk-'W'WW"), start: start.toMillis(), end: end.toMillis() };
}

function dayFrom(start: DateTime): LocalDay {
  // In some zones midnight does not exist on one day a year; the day begins with its first moment then.
  const end = start.plus({ days: 1 }).startOf('day');
  return { date: start.toFormat('yyyy-MM-dd'), start: start.toMillis(), end: end.toMillis() };
}
