import type { Conversion } from './conversion.js';

/**
 * `zeropad(10)`: the column holds the value with leading zeros up to a length; the value has none. The column's order is
 * that of the numbers, not that of the texts, and is what filters and sorting use.
 *
 * @param numeric whether the attribute is an integer
 */
export function zeroPadConversion(length: number, numeric: boolean): Conversion {
  return {
    columnType: 'string',
    keepsOrder: true,
    keepsText: false,
    read(stored) {
      const text = String(stored).replace(/^0+(?=.)/, '');
      if (!numeric) return text === '' ? undefined : text;
      return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    },
    write(value) {
      const text = String(value);
      const plain = numeric ? /^\d+$/.test(text) : text !== '' && !/^0./.test(text);
      return plain && text.length <= length ? text.padStart(length, '0') : undefined;
    },
  };
}

/** `trim`: blanks at the end, with which CHAR columns are filled up, do not belong to the value. */
export const trimConversion: Conversion = {
  keepsOrder: true,
  keepsText: true,
  read: (stored) => (typeof stored === 'string' ? stored.replace(/ +$/, '') : undefined),
  write: (value) => (typeof value === 'string' ? value.replace(/ +$/, '') : undefined),
};

/**
 * `digits`: a text of figures lies in a column of whole numbers, as telephone and account numbers sometimes do. What has
 * leading zeros, blanks or a plus cannot be kept there, and is refused.
 */
export const digitsConversion: Conversion = {
  columnType: 'long',
  keepsOrder: true,
  keepsText: false,
  read: (stored) => (/^\d{1,19}$/.test(String(stored)) ? String(stored) : undefined),
  write: (value) => (/^(?:0|[1-9]\d{0,17})$/.test(String(value)) ? String(value) : undefined),
};
