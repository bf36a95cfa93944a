import { coerce } from '../values/coerce.js';
import type { Conversion } from './conversion.js';

/** How a date and its time are written in a text. */
export interface IsoFormat {
  readonly separator: string;
  /** Digits of the fraction of a second. */
  readonly digits: number;
  /** Whether it is an instant in UTC, and says so. */
  readonly zoned: boolean;
}

const FORMAT = /^yyyy-MM-dd(?<separator>[T ])HH:mm:ss(?:\.(?<fraction>S{1,6}))?(?<zone>Z)?$/;

/** Reads a format such as `yyyy-MM-ddTHH:mm:ss.SSSZ`; undefined when it is none. */
export function readIsoFormat(text: string): IsoFormat | undefined {
  const { separator, fraction = '', zone } = FORMAT.exec(text)?.groups ?? {};
  return separator === undefined ? undefined : { separator, digits: fraction.length, zoned: zone !== undefined };
}

/**
 * `iso(yyyy-MM-ddTHH:mm:ssZ)`: an instant in UTC that lies in a text, or without the Z a local date and time. All values of the
 * column are written alike, so their order as texts is that in time; what is finer than the format is refused.
 */
export function isoConversion({ separator, digits, zoned }: IsoFormat): Conversion {
  const type = zoned ? 'instant' : 'localDateTime';
  const fraction = digits === 0 ? '' : `\\.\\d{${digits}}`;
  const pattern = new RegExp(`^\\d{4}-\\d\\d-\\d\\d${separator}\\d\\d:\\d\\d:\\d\\d${fraction}${zoned ? 'Z' : ''}$`);
  return {
    columnType: 'string',
    keepsOrder: true,
    keepsText: false,
    read(stored) {
      const text = String(stored);
      return pattern.test(text) ? coerce(type, text) : undefined;
    },
    write(value) {
      const written = coerce(type, value);
      if (typeof written !== 'string') return undefined;
      const finer = written.slice(20).replace('Z', '').replace(/0+$/, '');
      if (finer.length > digits) return undefined;
      const point = digits === 0 ? '' : `.${finer.padEnd(digits, '0')}`;
      return `${written.slice(0, 10)}${separator}${written.slice(11, 19)}${point}${zoned ? 'Z' : ''}`;
    },
  };
}
