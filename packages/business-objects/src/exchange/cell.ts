import { guardFormula, unguardFormula } from '@caruso/core';
import type { AttributeType, AttributeValue } from '../contract.js';
import { coerce } from '../values/coerce.js';

/** How values are written in a file. */
export interface CellFormat {
  /** What stands before the digits behind the point; with a comma, points between digits are left out. */
  readonly decimal?: '.' | ',';
  /** Such as `dd.MM.yyyy`; by default ISO 8601. */
  readonly dates?: string | undefined;
}

const NUMBERS: readonly AttributeType[] = ['integer', 'long', 'decimal', 'double'];
const YES = ['true', '1', 'yes', 'y', 'ja', 'j'];
const NO = ['false', '0', 'no', 'n', 'nein'];

/** The value in a cell; undefined when it is none of the type. An empty cell is null. */
export function readCell(type: AttributeType, cell: string, format: CellFormat = {}): AttributeValue | undefined {
  if (cell === '') return null;
  const text = unguardFormula(cell);
  if (type === 'boolean') return readBoolean(text.trim().toLowerCase());
  if (type === 'binary')
    return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : undefined;
  if (type === 'json') return readJson(text);
  if (NUMBERS.includes(type)) return coerce(type, readNumber(text.trim(), format));
  if (type === 'date') return coerce(type, readDate(text.trim(), format));
  return coerce(type, text);
}

/** A value as a cell from which {@link readCell} reads it again, and which no spreadsheet takes for a formula. */
export function writeCell(type: AttributeType, value: AttributeValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Uint8Array) return guardFormula(Buffer.from(value).toString('base64'));
  if (type === 'json') return guardFormula(JSON.stringify(value));
  return NUMBERS.includes(type) ? String(value) : guardFormula(String(value));
}

function readBoolean(text: string): boolean | undefined {
  if (YES.includes(text)) return true;
  return NO.includes(text) ? false : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readNumber(text: string, { decimal }: CellFormat): string {
  const plain = text.replace(/^\+/, '');
  if (decimal !== ',') return plain;
  // 1.234,50: points group three digits each.
  return /^-?\d{1,3}(\.\d{3})+(,\d+)?$|^-?\d+(,\d+)?$/.test(plain)
    ? plain.replaceAll('.', '').replace(',', '.')
    : 'none';
}

function readDate(text: string, { dates }: CellFormat): string {
  if (dates === undefined) return text;
  const names: string[] = [];
  const pattern = dates.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/yyyy|MM|dd/g, (name) => {
    names.push(name);
    return name === 'yyyy' ? '(\\d{4})' : '(\\d{1,2})';
  });
  const found = new RegExp(`^${pattern}$`).exec(text);
  const part = (name: string) => (found?.[names.indexOf(name) + 1] ?? '').padStart(name.length, '0');
  return found ? `${part('yyyy')}-${part('MM')}-${part('dd')}` : text;
}
