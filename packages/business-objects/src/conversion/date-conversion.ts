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
      const text = formatDate(value, format);
      return columnType === 'integer' ? Number(text) : text;
    },
  };
}

function formatDate(iso: string, format: string): string {
  return format.replace('yyyy', iso.slice(0, 4)).replace('MM', iso.slice(5, 7)).replace('dd', iso.slice(8, 10));
}
