import type { Codecs } from '../codec/codec.js';
import type { ColumnDefinition } from '../contract.js';

/** What the builders of SQL need to know of an engine. Pure: it makes text, and talks to nobody. */
export interface Dialect {
  readonly codecs: Codecs;
  /** How many parameters one statement may have. */
  readonly mostParameters: number;
  /** How many rows one insert may have. */
  readonly mostRows: number;
  quote(identifier: string): string;
  /** The mark of the parameter at `index`, which counts from 0. */
  placeholder(index: number): string;
  readonly conditions: ConditionDialect;
  readonly definitions: DefinitionDialect;
  /** A term that sorts by what `expression` writes, each time anew, with absent values where they are asked for. */
  orderTerm(expression: () => string, descending: boolean, nulls: 'first' | 'last'): string;
  /** An insert of a row in which every column has its default; the table's name is quoted already. */
  insertDefaults(table: string): string;
}

/** The parts of conditions that engines write differently. A function given for a parameter makes a new one at each call. */
export interface ConditionDialect {
  /** A condition that is unknown taken as false. */
  certain(condition: string): string;
  /** Whether a text equals another one in every character; `exact` is the column as it is compared exactly. */
  equalText(column: string, exact: string, parameter: () => string): string;
  /** Whether a text is one of those listed. */
  textAmong(column: string, exact: string, list: () => string): string;
  /** The column, in a form that text functions take and compare exactly. */
  asText(column: string): string;
  /** Text without the difference of upper and lower case. */
  fold(text: string): string;
  startsWith(text: string, parameter: () => string): string;
  contains(text: string, parameter: string): string;
}

/** The parts of definitions that engines write differently. */
export interface DefinitionDialect {
  /** The type of a column; one that is part of a key or an index may need another. */
  columnType(column: ColumnDefinition, indexed: boolean): string;
  /** The condition that keeps out what the type does not, so that values are refused instead of changed to fit. */
  columnCheck(column: ColumnDefinition): string | undefined;
  /** What follows the type of a column whose value the database makes. */
  readonly generated: string;
  /** What follows the list of columns of a new table. */
  readonly tableSuffix: string;
  createIndex(table: string, name: string, columns: string, unique: boolean): string;
}

/** Checks that stand for a type have names with this start, so that their violation is told apart from others. */
export const FITS = 'fits_';
