import type { CatalogueColumn } from '@caruso/storage-manager/contract';
import { checkedCodes, codeConversion, codeNames, looksLikeCodes, MOST_CODES } from './code-list.js';
import { type ColumnContext, type ColumnDraft, rowsSeen, seen } from './column-draft.js';
import { nothingText } from './nothing-text.js';
import { booleanCodes } from './recognise-booleans.js';
import { dateFormat, timeFormat } from './recognise-dates.js';
import type { ColumnSample } from './sample.js';
import { wordsOf } from './words.js';

/** What the values of a column show that its type does not: yes and no, dates, times, or codes; undefined when it is none of these. */
export function recognisedColumn(
  column: CatalogueColumn,
  read: ColumnSample,
  context: ColumnContext,
): ColumnDraft | undefined {
  const found = context.identifies
    ? undefined
    : (draftBoolean(column, read, context) ?? draftDate(read, context) ?? draftTime(read, context));
  return found ?? draftCodes(column, read, context);
}

function draftBoolean(column: CatalogueColumn, read: ColumnSample, { sample }: ColumnContext): ColumnDraft | undefined {
  const { type, engineType } = column;
  if (read.type !== 'string' && read.type !== 'integer') return undefined;
  const lone = /^tinyint\(1\)/i.test(engineType) || type.kind === 'boolean';
  if (type.kind === 'integer' && !lone && read.filled < 4) return undefined;
  const codes = booleanCodes(read, wordsOf(column.name), lone);
  if (codes === undefined) return undefined;
  const blank = read.counts.has('') ? { null: "''" } : {};
  if (lone && type.kind === 'integer' && [...codes.keys()].every((code) => code === '0' || code === '1')) {
    return { type: 'boolean', notes: [], ...blank };
  }
  return {
    type: 'boolean',
    convert: codeConversion(codes),
    ...(read.type === 'integer' ? { columnType: 'integer' as const } : {}),
    ...blank,
    notes: [`${read.filled === 0 ? 'nothing is stored yet' : seen(read, sample)}: taken as yes and no`],
  };
}

function draftDate(read: ColumnSample, { sample }: ColumnContext): ColumnDraft | undefined {
  if (read.type !== 'string' && read.type !== 'integer') return undefined;
  const found = dateFormat(read);
  if (found === undefined) return undefined;
  return {
    type: 'date',
    convert: `date(${found.format})`,
    ...(read.type === 'integer' ? { columnType: 'integer' as const } : {}),
    ...(found.nothing.length === 0 ? {} : { null: nothingText(found.nothing, read.counts) }),
    notes: [`every value in ${rowsSeen(sample)} is a date written as ${found.format}`],
  };
}

function draftTime(read: ColumnSample, { sample }: ColumnContext): ColumnDraft | undefined {
  const found = timeFormat(read);
  if (found === undefined) return undefined;
  const { type, format, nothing } = found;
  return {
    type,
    convert: `iso(${format})`,
    ...(nothing.length === 0 ? {} : { null: nothingText(nothing, read.counts) }),
    notes: [
      `every value in ${rowsSeen(sample)} is ${type === 'instant' ? 'an instant' : 'a time'} written as ${format}`,
    ],
  };
}

function draftCodes(column: CatalogueColumn, read: ColumnSample, context: ColumnContext): ColumnDraft | undefined {
  if (read.type !== 'string') return undefined;
  const { type, name } = column;
  const declared = type.kind === 'enum' ? type.values : checkedCodes(context.table, name);
  if (context.identifies && declared === undefined) return undefined;
  if (declared === undefined && !looksLikeCodes(read, wordsOf(name))) return undefined;
  const stored = [...read.counts.keys()].map(String);
  const all = [...new Set([...(declared ?? []), ...(declared === undefined ? stored.sort() : stored)])];
  const codes = all.filter((code) => code !== '');
  if (codes.length === 0 || (declared === undefined && codes.length > MOST_CODES)) return undefined;
  const names = codeNames(codes);
  const same = codes.every((code) => names.get(code) === code);
  return {
    type: 'enum',
    values: [...names.values()],
    ...(same ? {} : { convert: codeConversion(names) }),
    ...(all.includes('') ? { null: "''" } : {}),
    notes: declared === undefined ? [`${seen(read, context.sample)}: taken as a code list, name what they mean`] : [],
  };
}
