import type { ObjectType } from '../../../src/api-types.js';

export type AttributeType = ObjectType['attributes'][number]['type'];

/** What stands where there is no value. */
export const NO_VALUE = '–';

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/**
 * The value of an attribute as people of a locale write it. Numbers that travel as text keep every digit; dates are
 * taken as calendar days, never moved by a time zone; only instants are shown in the browser's zone.
 */
export function formatAttribute(value: unknown, type: AttributeType, locale: string): string {
  if (value === null || value === undefined || value === '') return NO_VALUE;
  switch (type) {
    case 'boolean':
      return value === true || value === 'true' ? 'Yes' : 'No';
    // Whole numbers are years, numbers of things and codes as often as counts, so they stand as they are.
    case 'integer':
    case 'long':
      return String(value);
    case 'double':
      return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : String(value);
    case 'decimal':
      return formatDecimal(String(value), locale);
    case 'date':
      return formatDate(String(value), locale);
    case 'time':
      return String(value).slice(0, 5);
    case 'instant':
      return formatMoment(new Date(String(value)), locale) ?? String(value);
    case 'localDateTime':
      return formatMoment(new Date(`${String(value).replace(' ', 'T')}Z`), locale, 'UTC') ?? String(value);
    case 'enum':
      return words(String(value));
    case 'json':
      return typeof value === 'string' ? value : JSON.stringify(value);
    default:
      return String(value);
  }
}

/** A decimal number written as text, with the separators of a locale and all its digits. */
export function formatDecimal(text: string, locale: string): string {
  if (!DECIMAL.test(text)) return text;
  const digits = text.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(text as Intl.StringNumericLiteral);
}

/** An ISO date (`2026-03-29`) as a calendar day of a locale. */
export function formatDate(iso: string, locale: string): string {
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(day);
}

/** A moment by date and minute, in a time zone or the browser's; undefined when it is none. */
export function formatMoment(moment: Date, locale: string, timeZone?: string): string | undefined {
  if (Number.isNaN(moment.getTime())) return undefined;
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone }).format(moment);
}

/** A code such as `optIn` or `not-ready` as words: `Opt in`, `Not ready`. */
export function words(code: string): string {
  const spaced = code
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .trim();
  const lower = spaced === spaced.toUpperCase() ? spaced : spaced.toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
