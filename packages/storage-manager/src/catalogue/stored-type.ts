import { z } from 'zod';

/** Which values a column can hold, whatever the engine calls its type. */
export type StoredType =
  /** Whole numbers of so many bits. */
  | { readonly kind: 'integer'; readonly bits: 8 | 16 | 24 | 32 | 64; readonly unsigned: boolean }
  /** Exact decimals; without a precision as many digits as there are. */
  | { readonly kind: 'decimal'; readonly precision?: number; readonly scale?: number; readonly unsigned: boolean }
  | { readonly kind: 'float'; readonly bits: 32 | 64 }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'bits'; readonly length?: number; readonly fixed: boolean }
  /** Text of so many characters at most; `fixed` is filled with blanks. */
  | { readonly kind: 'text'; readonly length?: number; readonly fixed: boolean }
  /** Bytes, so many at most; `fixed` is filled with zeros. */
  | { readonly kind: 'binary'; readonly length?: number; readonly fixed: boolean }
  | { readonly kind: 'date' }
  /** A time of day; `fraction` are the digits of its seconds behind the point. */
  | { readonly kind: 'time'; readonly fraction: number; readonly zoned: boolean }
  /** A date with a time: an instant when it is `zoned`, else what a clock on some wall shows. */
  | { readonly kind: 'timestamp'; readonly fraction: number; readonly zoned: boolean }
  /** A span of time, such as MariaDB's TIME of up to 838 hours. */
  | { readonly kind: 'interval'; readonly fraction: number }
  | { readonly kind: 'year' }
  | { readonly kind: 'json' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  /** Several of the values at once. */
  | { readonly kind: 'set'; readonly values: readonly string[] }
  | { readonly kind: 'array'; readonly of: StoredType }
  /** Values of every kind, as in a column of SQLite without a type. */
  | { readonly kind: 'any' }
  /** What the engine knows and CARUSO does not; its values are read as text. */
  | { readonly kind: 'other' };

const fixed = z.boolean();
const length = z.int().positive().optional();
const fraction = z.int().min(0).max(6);
const values = z.array(z.string()).readonly();

export const StoredType = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('integer'), bits: z.literal([8, 16, 24, 32, 64]), unsigned: z.boolean() }),
    z.object({
      kind: z.literal('decimal'),
      precision: z.int().positive().optional(),
      scale: z.int().optional(),
      unsigned: z.boolean(),
    }),
    z.object({ kind: z.literal('float'), bits: z.literal([32, 64]) }),
    z.object({ kind: z.literal('boolean') }),
    z.object({ kind: z.literal('bits'), length, fixed }),
    z.object({ kind: z.literal('text'), length, fixed }),
    z.object({ kind: z.literal('binary'), length, fixed }),
    z.object({ kind: z.literal('date') }),
    z.object({ kind: z.literal('time'), fraction, zoned: z.boolean() }),
    z.object({ kind: z.literal('timestamp'), fraction, zoned: z.boolean() }),
    z.object({ kind: z.literal('interval'), fraction }),
    z.object({ kind: z.literal('year') }),
    z.object({ kind: z.literal('json') }),
    z.object({ kind: z.literal('uuid') }),
    z.object({ kind: z.literal('enum'), values }),
    z.object({ kind: z.literal('set'), values }),
    z.object({ kind: z.literal('array'), of: StoredType }),
    z.object({ kind: z.literal('any') }),
    z.object({ kind: z.literal('other') }),
  ]),
) as unknown as z.ZodType<StoredType>;
