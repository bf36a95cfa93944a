import type { Codecs } from '../codec/codec.js';
import type { ColumnDefinition } from '../contract.js';

/** What the builders of SQL need to know of an engine. Pure: it makes text, and talks to nobody. */
export interface Dialect {
  readonly codecs: Codecs;
  /** How many parameters one statement may have. */
  readonly mostParameters: number;
  quote(identifier: string): string;
  /** The mark of the parameter at `index`, which counts from 0. */
  placeholder(index: number): string;
  /** A term that sorts by `expression`, with absent values where they are asked for. */
  orderTerm(expression: string, descending: boolean, nulls: 'first' | 'last'): string;
  /** Text without the difference of upper and lower case. */
  fold(expression: string): string;
  /** A condition that is unknown taken as false. */
  certain(condition: string): string;
  /** Whether the column equals one of the listed parameters. */
  equalsOneOf(column: string, isText: boolean, list: () => string): string;
  /** Whether a text equals another one in every character. */
  equalText(column: string, parameter: () => string): string;
  startsWith(text: string, parameter: () => string): string;
  contains(text: string, parameter: string): string;
  /** The column, in a form that text functions take. */
  asText(column: string): string;
  /** An insert of a row in which every column has its default; the table's name is quoted already. */
  insertDefaults(table: string): string;
  /** How many rows one insert may have. */
  readonly mostRows: number;
  /** The type of a column of a defined table, with what keeps values from being changed to fit it. */
  columnType(column: ColumnDefinition): string;
  /** The condition that keeps out what the column's type does not. */
  columnCheck(column: ColumnDefinition): string | undefined;
  /** What follows the type of a column whose value the database makes. */
  readonly generated: string;
  createIndex(table: string, quotedName: string, name: string, terms: string, unique: boolean): string;
  /** A column in an index. */
  indexTerm(column: string, definition: ColumnDefinition): string;
  /** What follows the list of columns of a new table. */
  readonly tableSuffix: string;
}
