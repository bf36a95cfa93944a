import type { Value } from '@caruso/storage-manager/contract';
import type { Conversion } from './conversion.js';

/** What stands for everything that has no code of its own. */
export const ANY_OTHER = '*';

/**
 * `code(J=optIn,N=optOut,' '=unknown)`: each value has a code in the column. `*=unknown` reads every other code as
 * `unknown`; such a value can be read and kept, but only be written when it has a code of its own, too.
 */
export function codeConversion(
  pairs: readonly (readonly [code: string, value: string | boolean])[],
  columnType: 'string' | 'integer',
): Conversion {
  const values = new Map<Value, string | boolean>();
  const codes = new Map<Value, string | number>();
  let other: string | boolean | undefined;
  for (const [code, value] of pairs) {
    if (code === ANY_OTHER) {
      other = value;
      continue;
    }
    const stored = columnType === 'integer' ? Number(code) : code;
    values.set(stored, value);
    if (!codes.has(value)) codes.set(value, stored);
  }
  return {
    columnType,
    keepsOrder: false,
    keepsText: false,
    read: (stored) => values.get(stored) ?? other,
    write: (value) => codes.get(value),
    spellings(value) {
      const listed = [...values];
      // Whatever is not read as something else is read as this.
      if (value === other) return { besides: listed.flatMap(([code, read]) => (read === other ? [] : [code])) };
      return { among: listed.flatMap(([code, read]) => (read === value ? [code] : [])) };
    },
  };
}
