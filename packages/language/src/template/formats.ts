import { IANAZone } from 'luxon';
import { Decimal, decimalText } from '../expression/decimal.js';
import { CalendarDate, Instant, TimeOfDay } from '../expression/temporal.js';
import { type TypeKind, types } from '../expression/type.js';
import { type PlainValue, readValue } from '../expression/value.js';

/** For whom a text is rendered. */
export interface Locale {
  /** BCP 47, such as `de-AT`; an unknown one counts as `en`. */
  readonly locale: string;
  /** IANA name of the zone in which instants are shown; an unknown one counts as UTC. */
  readonly zone: string;
  /** ISO 4217, for money without a currency of its own. Without any, money is shown with two digits. */
  readonly currency?: string;
  /** The words for yes and no; English when left out. */
  readonly words?: { readonly yes: string; readonly no: string };
}

/** One format: what may be written behind the `|` of an insert. */
export interface Format {
  readonly doc: string;
  readonly accepts: ReadonlySet<TypeKind>;
  /** What the one word behind the name may be. */
  readonly argument: RegExp;
  readonly argumentHint: string;
  readonly apply: (value: PlainValue, argument: string | undefined, locale: Locale) => string;
}

const STYLES = /^(short|medium|long|full)$/;
type Style = 'short' | 'medium' | 'long' | 'full';
const STYLE_HINT = 'short, medium, long or full';

/** All formats, by name. */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  [
    'date',
    {
      doc: 'The day of a date or an instant.',
      accepts: new Set<TypeKind>(['date', 'instant']),
      argument: STYLES,
      argumentHint: STYLE_HINT,
      apply: (value, style = 'long', locale) => formatDate(value, style as Style, locale),
    },
  ],
  [
    'time',
    {
      doc: 'The time of day of a time or an instant.',
      accepts: new Set<TypeKind>(['time', 'instant']),
      argument: STYLES,
      argumentHint: STYLE_HINT,
      apply: (value, style = 'short', locale) => formatTime(value, style as Style, locale),
    },
  ],
  [
    'number',
    {
      doc: 'A number; with a figure, so many digits behind the point.',
      accepts: new Set<TypeKind>(['number']),
      argument: /^\d$/,
      argumentHint: 'a number of digits, 0 to 9',
      apply: (value, digits, locale) => {
        const exactly = { minimumFractionDigits: Number(digits), maximumFractionDigits: Number(digits) };
        return formatNumber(value, digits === undefined ? ALL_DIGITS : exactly, locale);
      },
    },
  ],
  [
    'money',
    {
      doc: 'An amount of money; with a code, in that currency.',
      accepts: new Set<TypeKind>(['number']),
      argument: /^[A-Z]{3}$/,
      argumentHint: 'a currency such as EUR',
      apply: (value, currency = '', locale) => {
        const code = currency === '' ? locale.currency : currency;
        const known = code !== undefined && /^[A-Za-z]{3}$/.test(code);
        const two = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
        return formatNumber(value, known ? { style: 'currency', currency: code } : two, locale);
      },
    },
  ],
  [
    'digits',
    {
      doc: 'A number or text figure by figure, as it is read out.',
      accepts: new Set<TypeKind>(['number', 'text', 'code']),
      argument: /^$/,
      argumentHint: 'nothing',
      apply: (value) => [...String(value)].filter((character) => character !== ' ').join(' '),
    },
  ],
]);

const ALL_DIGITS = { maximumFractionDigits: 20 };

function formatNumber(value: PlainValue, options: Intl.NumberFormatOptions, { locale }: Locale): string {
  const number = readValue(value, types.number);
  if (!(number instanceof Decimal)) return String(value);
  // A text is formatted exactly; the detour over a number would round it.
  return new Intl.NumberFormat(knownLocale(locale), options).format(decimalText(number) as `${number}`);
}

export function formatDate(value: PlainValue, dateStyle: Style, locale: Locale): string {
  const date = readValue(value, types.date);
  if (date instanceof CalendarDate) {
    const format = new Intl.DateTimeFormat(knownLocale(locale.locale), { dateStyle, timeZone: 'UTC' });
    return format.format(date.moment.toMillis());
  }
  return formatInstant(value, { dateStyle }, locale);
}

export function formatTime(value: PlainValue, timeStyle: Style, locale: Locale): string {
  const time = readValue(value, types.time);
  if (time instanceof TimeOfDay) {
    const format = new Intl.DateTimeFormat(knownLocale(locale.locale), { timeStyle, timeZone: 'UTC' });
    return format.format(Date.parse(`1970-01-01T${time.iso.slice(0, 8)}Z`));
  }
  return formatInstant(value, { timeStyle }, locale);
}

export function formatInstant(
  value: PlainValue,
  options: Intl.DateTimeFormatOptions,
  { locale, zone }: Locale,
): string {
  const instant = readValue(value, types.instant);
  if (!(instant instanceof Instant)) return String(value);
  const timeZone = IANAZone.isValidZone(zone) ? zone : 'UTC';
  return new Intl.DateTimeFormat(knownLocale(locale), { ...options, timeZone }).format(
    instant.momentIn('UTC').toMillis(),
  );
}

export function formatPlainNumber(value: PlainValue, locale: Locale): string {
  return formatNumber(value, ALL_DIGITS, locale);
}

/** The locale, or English when it is not one: a wrong setting must not keep a dialog from going on. */
export function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
