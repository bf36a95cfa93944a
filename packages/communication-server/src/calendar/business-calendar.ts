import { DateTime } from 'luxon';
import {
  type CalendarDefinition,
  checkCalendar,
  goesIntoNextDay,
  minutesOf,
  type OpeningSpan,
  WEEKDAYS,
} from './calendar-definition.js';
import { momentOf } from './moment-of.js';
import { loadPublicHolidays, type PublicHolidays } from './public-holidays.js';

/** [from, to) in milliseconds since 1970 UTC. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export const DAY_MS = 86_400_000;

/** Days that are kept; a calendar is asked about the days around the present. */
const KEPT_DAYS = 2_000;

/**
 * A calendar that can be asked: its opening hours as moments, worked out once for each day.
 *
 * Questions are answered by `isOpen`, `nextChange`, `businessTimeBetween` and `addBusinessTime`.
 */
export class BusinessCalendar {
  /** The last day with hours of its own, as milliseconds since 1970; nothing irregular but holidays comes after it. */
  readonly lastException: number;
  readonly #definition: CalendarDefinition;
  readonly #holidays: PublicHolidays | undefined;
  readonly #exceptions: ReadonlyMap<string, readonly OpeningSpan[]>;
  readonly #dates = new Map<string, readonly TimeSpan[]>();
  readonly #days = new Map<number, readonly TimeSpan[]>();

  /**
   * @param holidays those of the definition, see {@link openCalendar}
   * @throws InvalidCalendar
   */
  constructor(definition: CalendarDefinition, holidays?: PublicHolidays) {
    checkCalendar(definition);
    this.#definition = definition;
    this.#holidays = holidays;
    const exceptions = definition.exceptions ?? [];
    this.#exceptions = new Map(exceptions.map(({ date, spans }) => [date, spans]));
    this.lastException = Math.max(0, ...exceptions.map(({ date }) => Date.parse(date)));
  }

  /** IANA name of its time zone. */
  get zone(): string {
    return this.#definition.zone;
  }

  /** The open spans within a day of UTC, counted from 1970; in order, apart from each other, and cut at its borders. */
  openWithin(day: number): readonly TimeSpan[] {
    return remembered(this.#days, day, () => {
      const start = day * DAY_MS;
      const spans = [-2, -1, 0, 1].flatMap((offset) => this.#openFrom(start + offset * DAY_MS));
      const cut = spans.map(({ from, to }) => ({ from: Math.max(from, start), to: Math.min(to, start + DAY_MS) }));
      return merged(cut.filter(({ from, to }) => from < to));
    });
  }

  /** The spans that begin on the local day with the date that a moment has in UTC. */
  #openFrom(at: number): readonly TimeSpan[] {
    const day = DateTime.fromMillis(at, { zone: 'utc' });
    const date = day.toFormat('yyyy-MM-dd');
    return remembered(this.#dates, date, () => {
      const exception = this.#exceptions.get(date);
      const weekday = WEEKDAYS[day.weekday - 1];
      const spans = exception ?? (weekday && this.#definition.week[weekday]) ?? [];
      const closing = exception ? undefined : this.#holidays?.on(date)?.fromMinute;
      return spans.map((span) => {
        const start = minutesOf(span.from);
        const end = minutesOf(span.to) + (goesIntoNextDay(span) ? 1_440 : 0);
        return {
          from: momentOf(date, start, this.#definition.zone),
          to: momentOf(date, Math.min(end, closing ?? end), this.#definition.zone),
        };
      });
    });
  }
}

/**
 * Opens a calendar; public holidays are loaded when its definition names a country.
 *
 * @throws InvalidCalendar, UnknownHolidayRegion
 * @example
 * ```ts
 * const calendar = await openCalendar({
 *   zone: 'Europe/Berlin',
 *   week: { monday: [{ from: '08:00', to: '20:00' }] },
 *   holidays: { country: 'DE', state: 'BE' },
 *   exceptions: [{ date: '2026-12-28', spans: [] }],
 * });
 * isOpen(calendar, Date.now());
 * ```
 */
export async function openCalendar(definition: CalendarDefinition): Promise<BusinessCalendar> {
  const { holidays } = definition;
  return new BusinessCalendar(definition, holidays && (await loadPublicHolidays(holidays)));
}

function merged(spans: readonly TimeSpan[]): TimeSpan[] {
  const result: TimeSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}

function remembered<Key, Value>(kept: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= KEPT_DAYS) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}
