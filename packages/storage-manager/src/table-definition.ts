import { z } from 'zod';
import { passing } from './passing.js';
import { columnCheck, listCheck, remembering } from './plain-values.js';

/**
 * The logical types of stored values, and the JavaScript value each has on every engine:
 * `string text uuid long decimal date time instant localDateTime` are strings (`long` and `decimal` because a number
 * cannot hold them, dates in ISO 8601, `instant` in UTC with `Z`), `integer double` numbers, `boolean` a boolean,
 * `binary` a `Uint8Array`, `json` any JSON value whose numbers JavaScript can hold. An absent value is `null`. A `long` goes up
 * to 2^64-1 where its column does. Any column can also be read and written as `text`.
 */
export const LogicalType = z.enum([
  'string',
  'text',
  'uuid',
  'integer',
  'long',
  'decimal',
  'double',
  'boolean',
  'date',
  'time',
  'instant',
  'localDateTime',
  'binary',
  'json',
]);
export type LogicalType = z.infer<typeof LogicalType>;

/** A stored value in the form its logical type has (see {@link LogicalType}). */
export type Value =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly unknown[]
  | { readonly [key: string]: unknown };
export const Value = z.custom<Value>((value) => value !== undefined, 'a value or null is expected');

/** A column as a statement names it: the logical type decides how its values are read and written. */
const ColumnShape = z.object({
  name: z.string().min(1),
  type: LogicalType,
  /** Digits behind the point of a `decimal`, so that 1.10 stays 1.10. */
  scale: z.int().min(0).optional(),
  /**
   * Texts that the column may hold beside values of its type, as the engine writes them: they are handed over and taken as
   * they are. MariaDB's `0000-00-00`, PostgreSQL's `infinity`, or the empty text in a date of SQLite.
   */
  also: z.array(z.string()).readonly().optional(),
});
export type Column = z.infer<typeof ColumnShape>;
export const isColumn = columnCheck(LogicalType);
export const Column: z.ZodType<Column, Column> = passing(ColumnShape, isColumn);
export const Columns: z.ZodType<readonly Column[], readonly Column[]> = passing(
  z.array(ColumnShape).min(1),
  remembering(listCheck(isColumn)),
);

/**
 * Tables are named as the engine knows them; a schema stands before a dot (`grid.mtr`). A name that holds a dot itself is
 * written in quotation marks (`"price.list"`).
 */
export const Table = z.string().min(1);

export const ColumnDefinition = ColumnShape.extend({
  /** Characters of a `string`. */
  size: z.int().positive().optional(),
  /** Digits of a `decimal` in all. */
  precision: z.int().positive().optional(),
  required: z.boolean().default(false),
  /** The database makes the value of this `integer` or `long`, which then is the whole key; see `generated` of an insert. */
  generated: z.boolean().default(false),
});
export type ColumnDefinition = z.output<typeof ColumnDefinition>;

/** A table of CARUSO's own; legacy tables are never defined, only read. */
export const TableDefinition = z.object({
  name: Table,
  columns: z.array(ColumnDefinition).min(1),
  /** Empty for a table whose rows may be equal. */
  key: z.array(z.string()),
  unique: z.array(z.array(z.string()).min(1)).default([]),
  indexes: z.array(z.array(z.string()).min(1)).default([]),
});
export type TableDefinition = z.input<typeof TableDefinition>;
