import { isCalendarDate } from '../values/calendar.js';
import type { Conversion } from './conversion.js';

/** Whether a format such as `yyyyMMdd` or `dd.MM.yyyy` names year, month and day exactly once. */
export function isDateFormat(format: string): boolean {
  const rest = format.replace('yyyy', '').replace('MM', '').replace('dd', '');
  return rest.length === format.length - 8 && /^[-./ ]*$/.test(rest);
}

/**
 * `date(yyyyMMdd)`: a date that lies in a text or a number.
 *
 * @param format for which {@link isDateFormat} holds
 */
export function dateConversion(format: string, columnType: 'string' | 'integer'): Conversion {
  const [year, month, day] = ['yyyy', 'MM', 'dd'].map((part) => format.indexOf(part)) as [number, number, number];
  const pieces = piecesOf(format);
  const separators = [...format]
    .map((character, index) => ({ character, index }))
    .filter(({ character }) => !/[yMd]/.test(character));
  return {
    columnType,
    keepsOrder: year < month && month < day,
    keepsText: false,
    read(stored) {
      const text = String(stored).padStart(columnType === 'integer' ? format.length : 0, '0');
      if (text.length !== format.length) return undefined;
      const iso = `${text.slice(year, year + 4)}-${text.slice(month, month + 2)}-${text.slice(day, day + 2)}`;
      const separated = separators.every(({ character, index }) => text[index] === character);
      return separated && isCalendarDate(iso) ? iso : undefined;
    },
    write(value) {
      if (typeof value !== 'string' || !isCalendarDate(value)) return undefined;
      const text = assemble(value, pieces);
      return columnType === 'integer' ? Number(text) : text;
    },
  };
}

/** A format as what stands one behind the other: parts of an ISO date, by where they begin and end in it, and separators. */
type Piece = string | readonly [from: number, to: number];

function piecesOf(format: string): readonly Piece[] {
  const parts: Readonly<Record<string, Piece>> = { yyyy: [0, 4], MM: [5, 7], dd: [8, 10] };
  return (format.match(/yyyy|MM|dd|./g) ?? []).map((piece) => parts[piece] ?? piece);
}

function assemble(iso: string, pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) text += typeof piece === 'string' ? piece : iso.slice(piece[0], piece[1]);
  return text;
}
