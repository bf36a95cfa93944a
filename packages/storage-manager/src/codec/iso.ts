import { Misfit } from './misfit.js';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)$/;
const FINISHED_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A date `YYYY-MM-DD` of the years 0001 to 9999 that the calendar has. */
export function canonicalDate(text: string): string {
  const match = DATE.exec(text);
  if (match) {
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    if (year > 0 && day > 0 && day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0)) return text;
  }
  throw new Misfit(`"${text}" is no date such as "2024-02-29"`);
}

/** A time of day `HH:MM:SS`, with three or six digits of a fraction if there is one. */
export function canonicalTime(text: string): string {
  const match = TIME.exec(text);
  if (!match) throw new Misfit(`"${text}" is no time such as "14:30:00"`);
  const [, hour = '', minute = '', second = '00', fraction = ''] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    throw new Misfit(`"${text}" is no time of a day`);
  return `${hour}:${minute}:${second}${shortFraction(fraction, text)}`;
}

/** A date and a time without a zone, `YYYY-MM-DDTHH:MM:SS`, with three or six digits of a fraction if there is one. */
export function canonicalLocalDateTime(text: string): string {
  const match = DATE_TIME.exec(text);
  if (!match) throw new Misfit(`"${text}" is no date and time such as "2024-02-29T14:30:00"`);
  return `${canonicalDate(match[1] ?? '')}T${canonicalTime(match[2] ?? '')}`;
}

/**
 * An instant in UTC, as `Date.toISOString()` writes it: `2024-02-29T14:30:00.000Z`; with six digits of the fraction when
 * it has microseconds. Other offsets are converted.
 */
export function canonicalInstant(text: string): string {
  if (FINISHED_INSTANT.test(text) && Date.parse(text) >= YEAR_ONE && isReal(text)) return text;
  const match = INSTANT.exec(text);
  if (!match) throw new Misfit(`"${text}" is no instant such as "2024-02-29T14:30:00.000Z"`);
  const local = `${canonicalDate(match[1] ?? '')}T${canonicalTime(match[2] ?? '')}`;
  return instantAt(local, offsetSeconds(match[3] ?? 'Z'));
}

const YEAR_ONE = Date.parse('0001-01-01T00:00:00Z');
const YEAR_TEN_THOUSAND = Date.parse('+010000-01-01T00:00:00Z');

/** JavaScript takes the 30th of February for the 1st of March, and 24 o'clock for the next day. */
const isReal = (text: string) =>
  (Number(text.slice(8, 10)) < 29 && text.slice(11, 13) < '24') || new Date(text).toISOString() === text;

/** The instant of a canonical local date and time at an offset from UTC. */
export function instantAt(local: string, offset: number): string {
  const seconds = local.slice(0, 19);
  const fraction = local.slice(20);
  const time = Date.parse(`${seconds}Z`) - offset * 1000;
  if (!(time >= YEAR_ONE && time < YEAR_TEN_THOUSAND)) throw new Misfit(`"${local}" lies outside the years 1 to 9999`);
  return `${new Date(time).toISOString().slice(0, 20)}${fraction.padEnd(3, '0')}Z`;
}

/** An instant with all six digits of its fraction, so that texts sort as instants do. */
export function sortableInstant(canonical: string): string {
  return canonical.length === 24 ? `${canonical.slice(0, 23)}000Z` : canonical;
}

const SORTABLE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** The canonical form of what {@link sortableInstant} has made, or of any other spelling. */
export function fromSortableInstant(stored: string): string {
  if (!SORTABLE.test(stored)) return canonicalInstant(stored);
  return stored.endsWith('000Z') ? `${stored.slice(0, 23)}Z` : stored;
}

function offsetSeconds(text: string): number {
  if (text === 'Z') return 0;
  const [hours = '0', minutes = '0', seconds = '0'] = text.slice(1).match(/\d\d/g) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return text.startsWith('-') ? -total : total;
}

function shortFraction(fraction: string, text: string): string {
  const digits = fraction.replace(/0+$/, '');
  if (digits === '') return '';
  if (digits.length > 6) throw new Misfit(`"${text}" is finer than a microsecond`);
  return `.${digits.padEnd(digits.length > 3 ? 6 : 3, '0')}`;
}
