import { DateTime, IANAZone } from 'luxon';
import { ContactCentreErrors } from '../errors.js';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/**
 * From one time of day to another, `09:00` to `17:30`; `24:00` is the end of a day. A span whose end is not after its
 * start lasts into the next day and belongs to the day on which it begins: `22:00` to `06:00` on Friday ends on Saturday.
 */
export interface OpeningSpan {
  readonly from: string;
  readonly to: string;
}

/** A day with opening hours of its own, whatever its weekday and though it is a holiday; without spans it is closed. */
export interface ExceptionalDay {
  /** `2026-12-24` */
  readonly date: string;
  readonly spans: readonly OpeningSpan[];
}

/** Where the public holidays come from: codes of ISO 3166, such as `DE` and `BY`, or `US`, `LA` and `NO`. */
export interface HolidayRegion {
  readonly country: string;
  readonly state?: string;
  readonly region?: string;
}

/** When a company works. */
export interface CalendarDefinition {
  /** By its IANA name: `Europe/Berlin`. */
  readonly zone: string;
  /** A weekday that is not named is closed. */
  readonly week: Partial<Readonly<Record<Weekday, readonly OpeningSpan[]>>>;
  /** Without it no day is a public holiday. */
  readonly holidays?: HolidayRegion;
  readonly exceptions?: readonly ExceptionalDay[];
}

/** Minutes since midnight of a time of day. */
export function minutesOf(time: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Whether a span lasts into the next day, or for a whole one. */
export function goesIntoNextDay({ from, to }: OpeningSpan): boolean {
  return minutesOf(to) <= minutesOf(from);
}

/** @throws InvalidCalendar with a sentence for each problem. */
export function checkCalendar({ zone, week, exceptions = [] }: CalendarDefinition): void {
  const problems = [
    ...sentences(zoneProblem(zone)),
    ...Object.keys(week).flatMap((day) =>
      (WEEKDAYS as readonly string[]).includes(day) ? [] : [`"${day}" is no weekday; they are ${WEEKDAYS.join(', ')}`],
    ),
    ...Object.entries(week).flatMap(([day, spans]) => spanProblems(day, spans)),
    ...exceptions.flatMap(({ date, spans }) => spanProblems(date, spans)),
    ...exceptions.flatMap(({ date }, index) => dateProblems(date, exceptions.slice(0, index))),
  ];
  if (problems.length) throw new ContactCentreErrors.InvalidCalendar({ problems });
}

/** What is wrong with the name of a zone; undefined when nothing is. */
export function zoneProblem(zone: string): string | undefined {
  if (IANAZone.isValidZone(zone)) return undefined;
  return `"${zone}" is no time zone; an IANA name such as Europe/Berlin is expected`;
}

/** What is wrong with a time of day. */
export function timeProblem(time: string): string | undefined {
  if (/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)) return undefined;
  return `"${time}" is no time of day; 00:00 to 24:00 is expected`;
}

/** What is wrong with a date. */
export function dateProblem(date: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && DateTime.fromISO(date, { zone: 'utc' }).isValid) return undefined;
  return `"${date}" is no date; one such as 2026-12-24 is expected`;
}

function dateProblems(date: string, before: readonly ExceptionalDay[]): readonly string[] {
  const problem = dateProblem(date);
  if (problem !== undefined) return [problem];
  return before.some((other) => other.date === date) ? [`the exceptional day ${date} is there twice`] : [];
}

function spanProblems(day: string, spans: readonly OpeningSpan[]): readonly string[] {
  return spans
    .flatMap(({ from, to }) => [from, to])
    .flatMap((time) => sentences(timeProblem(time)))
    .map((problem) => `${day}: ${problem}`);
}

function sentences(problem: string | undefined): readonly string[] {
  return problem === undefined ? [] : [problem];
}
