const HYPHEN = 45;
const ZERO = 48;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6})0*)?)?$/;
const OFFSET = /(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/** Whether `YYYY-MM-DD` is a day of the calendar. */
export function isCalendarDate(text: string): boolean {
  // Every date that is read comes through here, so no expressions are matched and no parts are made.
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

/** The number that figures make; NaN where something else stands among them. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const figure = text.charCodeAt(at) - ZERO;
    if (figure < 0 || figure > 9) return Number.NaN;
    number = number * 10 + figure;
  }
  return number;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A time of day as `HH:MM:SS`, with three or six digits of a fraction where there is one; undefined when it is none. */
export function readTime(text: string): string | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds = '00', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  const shown = digits === '' ? '' : `.${digits.padEnd(digits.length > 3 ? 6 : 3, '0')}`;
  return `${hours}:${minutes}:${seconds}${shown}`;
}

/** `YYYY-MM-DDTHH:MM:SS` without a zone, also from a text with a blank instead of the T; undefined when it is none. */
export function readLocalDateTime(text: string): string | undefined {
  const date = text.slice(0, 10);
  const time = /^[T ]/.test(text.slice(10)) ? readTime(text.slice(11)) : undefined;
  return isCalendarDate(date) && time !== undefined ? `${date}T${time}` : undefined;
}

/**
 * A point in time in UTC as stores give it, `YYYY-MM-DDTHH:MM:SS.mmmZ`, with six digits where it has microseconds; from
 * any text with `Z` or an offset; undefined when it is none.
 */
export function readInstant(text: string): string | undefined {
  const offset = OFFSET.exec(text)?.[1];
  if (offset === undefined) return undefined;
  const local = readLocalDateTime(text.slice(0, -offset.length));
  if (local === undefined) return undefined;
  const fraction = local.slice(20).padEnd(3, '0');
  if (offset === 'Z') return `${local.slice(0, 19)}.${fraction}Z`;
  const minutes = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))) * (offset[0] === '-' ? -1 : 1);
  const utc = new Date(Date.parse(`${local.slice(0, 19)}Z`) - minutes * 60_000).toISOString();
  // Years outside 0001-9999 have another form or are in no database.
  return utc.length === 24 && !utc.startsWith('0000') ? `${utc.slice(0, 19)}.${fraction}Z` : undefined;
}
