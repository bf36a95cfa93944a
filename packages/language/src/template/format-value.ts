import { Duration } from 'luxon';
import type { Type } from '../expression/type.js';
import { types } from '../expression/type.js';
import type { PlainValue } from '../expression/value.js';
import { formatDate, formatInstant, formatPlainNumber, formatTime, knownLocale, type Locale } from './formats.js';

/** A value as an insert without a format shows it, by its type. Nothing is an empty text. */
export function formatValue(value: PlainValue, type: Type, locale: Locale): string {
  if (value === null) return '';
  if (Array.isArray(value)) return formatList(value, type, locale);
  switch (type.kind) {
    case 'number':
      return formatPlainNumber(value, locale);
    case 'date':
      return formatDate(value, 'long', locale);
    case 'time':
      return formatTime(value, 'short', locale);
    case 'instant':
      return formatInstant(value, { dateStyle: 'medium', timeStyle: 'short' }, locale);
    case 'duration':
      return formatDuration(String(value), locale);
    default:
      if (typeof value === 'boolean') return value ? (locale.words?.yes ?? 'yes') : (locale.words?.no ?? 'no');
      return typeof value === 'string' ? value : '';
  }
}

function formatList(values: readonly PlainValue[], type: Type, locale: Locale): string {
  const of = type.kind === 'list' ? type.of : types.unknown;
  const texts = values.map((value) => formatValue(value, of, locale)).filter((text) => text !== '');
  return new Intl.ListFormat(knownLocale(locale.locale), { type: 'conjunction' }).format(texts);
}

function formatDuration(iso: string, { locale }: Locale): string {
  const duration = Duration.fromISO(iso, { locale: knownLocale(locale) });
  return duration.isValid ? duration.toHuman() : iso;
}
