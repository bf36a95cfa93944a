import type { Value } from '@caruso/storage-manager/contract';
import { isoConversion, readIsoFormat } from '../conversion/iso-conversion.js';
import { isCalendarDate } from '../values/calendar.js';
import type { ColumnSample } from './sample.js';

interface Format {
  readonly format: string;
  readonly pattern: RegExp;
}

/** What old programs wrote dates in. */
const FORMATS: readonly Format[] = [
  { format: 'yyyyMMdd', pattern: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/ },
  { format: 'yyyy-MM-dd', pattern: /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)$/ },
  { format: 'dd.MM.yyyy', pattern: /^(?<d>\d\d)\.(?<m>\d\d)\.(?<y>\d{4})$/ },
  { format: 'dd/MM/yyyy', pattern: /^(?<d>\d\d)\/(?<m>\d\d)\/(?<y>\d{4})$/ },
  { format: 'MM/dd/yyyy', pattern: /^(?<m>\d\d)\/(?<d>\d\d)\/(?<y>\d{4})$/ },
];
/** What stands where there is no date. */
const NOTHING: readonly string[] = ['', '0', '00000000', '0000-00-00', '00.00.0000', ' ', '        '];

export interface DateFormat {
  readonly format: string;
  /** What means that there is no date, as it is stored. */
  readonly nothing: readonly Value[];
}

/** The format in which all values of a column are dates; undefined when one of them is none, or there are too few. */
export function dateFormat({ counts, type }: ColumnSample): DateFormat | undefined {
  const nothing = [...counts.keys()].filter((value) => NOTHING.includes(String(value)));
  const dates = [...counts.keys()].map(String).filter((value) => !NOTHING.includes(value));
  if (dates.length < 2) return undefined;
  const formats = type === 'integer' ? FORMATS.slice(0, 1) : FORMATS;
  const found = formats.find(({ pattern }) => dates.every((value) => isPlausible(pattern.exec(value)?.groups)));
  return found && { format: found.format, nothing };
}

function isPlausible(groups: Readonly<Record<string, string>> | undefined): boolean {
  if (groups === undefined) return false;
  const { y = '', m = '', d = '' } = groups;
  return isCalendarDate(`${y}-${m}-${d}`) && ((y >= '1800' && y <= '2200') || y === '9999');
}

/** How a column writes dates with times, and which type that is. */
export interface TimeFormat {
  readonly type: 'instant' | 'localDateTime';
  readonly format: string;
  readonly nothing: readonly Value[];
}

const DATE_TIME = /^\d{4}-\d\d-\d\d(?<separator>[T ])\d\d:\d\d:\d\d(?:\.(?<fraction>\d{1,6}))?(?<zone>Z)?$/;

/** The format in which all texts of a column are dates with times; undefined when they differ, or there are too few. */
export function timeFormat({ counts, type }: ColumnSample): TimeFormat | undefined {
  if (type !== 'string') return undefined;
  const nothing = [...counts.keys()].filter((value) => NOTHING.includes(String(value)));
  const texts = [...counts.keys()].map(String).filter((value) => !NOTHING.includes(value));
  const { separator, fraction = '', zone } = DATE_TIME.exec(texts[0] ?? '')?.groups ?? {};
  if (separator === undefined || texts.length < 2) return undefined;
  const digits = fraction === '' ? '' : `.${'S'.repeat(fraction.length)}`;
  const format = `yyyy-MM-dd${separator}HH:mm:ss${digits}${zone ?? ''}`;
  const written = readIsoFormat(format);
  if (written === undefined) return undefined;
  const { read } = isoConversion(written);
  return texts.every((text) => read(text) !== undefined)
    ? { type: written.zoned ? 'instant' : 'localDateTime', format, nothing }
    : undefined;
}
