import { BadCell } from './cell.js';

const DAY = /^(\d{4,6})-(\d\d)-(\d\d)$/;
const CLOCK = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/;
const BOTH = /^(\d{4,6}-\d\d-\d\d)(?:[T ](\d\S*?))?( ?(?:Z|[+-]\d\d(?::?\d\d)?))?( BC)?$/;
const HOURS = /^(-?)(\d{2,}):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const ENDLESS = new Set(['infinity', '-infinity']);
const ZERO_PART = /^\d{4}-(?:00-\d\d|\d\d-00)/;

/** MariaDB's dates that are none, such as `0000-00-00` and `2024-00-00`. */
export const isZeroDate = (cell: string) => ZERO_PART.test(cell) || cell.startsWith('0000-');

/** A date as a cell. Zero dates, dates before Christ and PostgreSQL's `infinity` are left as they are. */
export function dateCell(text: string): string {
  const [, day = '', clock, zone, era = ''] = BOTH.exec(text) ?? [];
  if (ENDLESS.has(text) || (isDay(day) && clock === undefined && zone === undefined)) return text;
  if (isDay(day) && clock !== undefined && zone === undefined && /^00:00(?::00(?:\.0+)?)?$/.test(clock))
    return day + era;
  throw new BadCell('it is no date such as 2024-02-29');
}

/** A date with a time as a cell; `zoned` values are converted to UTC, others must not name a zone. */
export function timestampCell(text: string, zoned: boolean): string {
  if (ENDLESS.has(text)) return text;
  const [, day = '', clock = '00:00:00', zone, era = ''] = BOTH.exec(text) ?? [];
  if (!isDay(day)) throw new BadCell('it is no date with a time such as 2024-02-29 14:30:00');
  const local = `${day} ${timeCell(clock)}`;
  if (zone === undefined) return local + era;
  if (!zoned) throw new BadCell('it has a time zone, and the column has none');
  return inUtc(local, zone.trim()) + era;
}

/** A time of day as a cell. */
export function timeCell(text: string): string {
  const [, hour = '', minute = '', second = '00', fraction] = CLOCK.exec(text) ?? [];
  const real = Number(hour) < 24 || `${hour}:${minute}:${second}` === '24:00:00';
  if (hour === '' || !real || Number(minute) > 59 || Number(second) > 59)
    throw new BadCell('it is no time such as 14:30:00');
  return `${hour}:${minute}:${second}${fractionOf(fraction)}`;
}

/** A span of time of hours, minutes and seconds as a cell, such as `838:59:59` and `-12:00:00.5`. */
export function hoursCell(text: string): string {
  const [, sign = '', hours, minutes, seconds = '00', fraction] = HOURS.exec(text) ?? [];
  if (hours === undefined) throw new BadCell('it is no span of time such as 838:59:59');
  const span = `${hours.replace(/^0+(?=\d\d)/, '')}:${minutes}:${seconds}${fractionOf(fraction)}`;
  return /[1-9]/.test(span) ? sign + span : span;
}

const ISO_HOURS = /^PT(?:(-?)(\d+)H)?(?:(-?)(\d+)M)?(?:(-?)(\d+)(?:\.(\d+))?S)?$/;

/** A span of time that PostgreSQL writes in the manner of ISO 8601; one with days, months or years stays as it is. */
export function intervalCell(text: string): string {
  const match = ISO_HOURS.exec(text);
  if (!match) return text;
  const [, hourSign, hours = '0', minuteSign, minutes = '0', secondSign, seconds = '0', fraction] = match;
  const signs = new Set([hourSign, minuteSign, secondSign].filter((sign) => sign !== undefined));
  if (signs.size > 1) return text;
  const two = (digits: string) => digits.padStart(2, '0');
  return `${[...signs][0] ?? ''}${two(hours)}:${two(minutes)}:${two(seconds)}${fractionOf(fraction)}`;
}

function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? [];
  if (year === '') return false;
  if (isZeroDate(text)) return Number(month) <= 12 && Number(day) <= 31;
  const leap = month === '02' && Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  return Number(day) > 0 && Number(day) <= (DAYS[Number(month) - 1] ?? 0) + (leap ? 1 : 0);
}

function fractionOf(digits = ''): string {
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? '' : `.${kept}`;
}

function inUtc(local: string, zone: string): string {
  if (zone === 'Z' || /^[+-]00(?::?00)?$/.test(zone)) return local;
  const [hours = '0', minutes = '0'] = zone.slice(1).match(/\d\d/g) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (zone.startsWith('-') ? -60_000 : 60_000);
  const at = Date.parse(`${local.slice(0, 10)}T${local.slice(11, 19)}Z`) - offset;
  if (Number.isNaN(at)) throw new BadCell('its year cannot be converted to UTC');
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ') + local.slice(19);
}
