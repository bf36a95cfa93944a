import { DateTime } from 'luxon';
import { ContactCentreErrors } from '../errors.js';
import type { HolidayRegion } from './calendar-definition.js';

/** A public holiday, or the day of one that lasts several. */
export interface PublicHoliday {
  readonly name: string;
  /** Minutes after midnight at which it begins; not 0 when work ends at noon. */
  readonly fromMinute: number;
}

/** The public holidays of a region. */
export interface PublicHolidays {
  /** The holiday on a date such as `2026-12-25`; undefined when there is none. */
  on(date: string): PublicHoliday | undefined;
}

/**
 * Loads the rules of public holidays and applies them year by year, as years are asked for.
 *
 * The rules of all countries are read at the first call, which takes half a second: that is why they are not imported.
 *
 * @throws UnknownHolidayRegion with the codes that there are
 */
export async function loadPublicHolidays({ country, state, region }: HolidayRegion): Promise<PublicHolidays> {
  const { default: Holidays } = await import('date-holidays');
  const rules = new Holidays();
  check('country', country, rules.getCountries());
  if (state !== undefined) check(`state of ${country}`, state, rules.getStates(country));
  if (region !== undefined) check(`region of ${country}`, region, rules.getRegions(country, state ?? ''));
  rules.init({ country, ...(state !== undefined && { state }), ...(region !== undefined && { region }) });
  const years = new Map<number, ReadonlyMap<string, PublicHoliday>>();
  return {
    on(date) {
      const year = Number(date.slice(0, 4));
      const days = years.get(year) ?? new Map([year - 1, year].flatMap(daysOf));
      years.set(year, days);
      return days.get(date);
    },
  };

  /** One may last into the next year. */
  function daysOf(year: number): [string, PublicHoliday][] {
    const holidays = rules.getHolidays(year).filter(({ type }) => type === 'public');
    return holidays.flatMap(({ date, start, end, name }) => {
      const first = DateTime.fromSQL(date.slice(0, 19), { zone: 'utc' });
      // A day that summer time begins or ends has 23 or 25 hours, and is one day.
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
      return Array.from({ length: days }, (_, day): [string, PublicHoliday] => [
        first.plus({ days: day }).toFormat('yyyy-MM-dd'),
        { name, fromMinute: day === 0 ? first.hour * 60 + first.minute : 0 },
      ]);
    });
  }
}

function check(what: string, code: string, known: Readonly<Record<string, string>> | undefined): void {
  if (known === undefined || !(code in known))
    throw new ContactCentreErrors.UnknownHolidayRegion({ what, code, known: Object.keys(known ?? {}) });
}
