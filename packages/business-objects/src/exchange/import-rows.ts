import type { AttributeValue, Entity } from '../contract.js';
import { type CellFormat, readCell } from './cell.js';
import type { MappedColumn } from './column-mapping.js';
import type { CsvRecord } from './csv-records.js';

/** A value, or a whole row, that is not taken. */
export interface RefusedCell {
  /** In the file, counted from 1. */
  readonly line: number;
  /** The heading of the column; absent when the row as a whole is refused. */
  readonly column?: string;
  readonly reason: string;
}

/** A row of a file as values of an object. */
export interface ImportRow {
  readonly line: number;
  readonly values: Readonly<Record<string, AttributeValue>>;
  readonly refused: readonly RefusedCell[];
}

export interface RowFormat extends CellFormat {
  /** What an empty cell means: that nothing is said, or that there is to be no value. */
  readonly empty: 'keep' | 'clear';
}

export function readRow({ line, fields }: CsvRecord, columns: readonly MappedColumn[], format: RowFormat): ImportRow {
  const values: Record<string, AttributeValue> = {};
  const refused: RefusedCell[] = [];
  for (const { index, heading, member, type } of columns) {
    const cell = fields[index];
    if (cell === undefined) {
      refused.push({ line, column: heading, reason: `is missing: the row has ${fields.length} cells only` });
      continue;
    }
    const value = readCell(type, cell, format);
    if (value === undefined) refused.push({ line, column: heading, reason: `"${shortened(cell)}" is no ${type}` });
    else if (value !== null || format.empty === 'clear') values[member] = value;
  }
  return { line, values, refused };
}

/** What a row says otherwise than the object. */
export function changesIn({ values }: ImportRow, entity: Entity): Record<string, AttributeValue> {
  const changes = Object.entries(values).filter(([name, value]) => sameForm(value) !== sameForm(entity.values[name]));
  return Object.fromEntries(changes);
}

/** A value in a form in which equal ones are the same: 1.5 is 1.50. */
function sameForm(value: AttributeValue): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
}

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
