import type { CatalogueColumn, Value } from '@caruso/storage-manager/contract';
import { coerce } from '../values/coerce.js';
import { formatProblem } from '../values/formats.js';
import { brokenLimit } from '../values/limits.js';
import type { ColumnContext, ColumnDraft } from './column-draft.js';
import type { DraftAttribute } from './draft.js';
import { nothingText } from './nothing-text.js';
import { recognisedColumn } from './recognise-column.js';
import type { ColumnSample } from './sample.js';
import { wordsOf } from './words.js';

const LONG_TEXT = 400;
const NO_VALUE = /^(?:n\/?a|-+|null|none|\?+|k\.? ?a\.?|unbekannt|unknown)$/i;
const PHONE = /^(?:phone|tel|telefon|telephone|telnr|mobile|mobil|handy|fax|phonenumber)$/i;
const EMAIL = /^(?:e?mail|emailaddress)$/i;
const URL_WORD = /^(?:url|website|homepage|web|link|href)$/i;
const MONEY = /(?:amount|amt|betrag|price|preis|cost|kosten|total|sum|summe|saldo|balance|fee|cents?|ct)$/i;

/** Drafts the type, the limits and the conversion of a column from its catalogue entry and some of its values. */
export function draftColumn(column: CatalogueColumn, read: ColumnSample, context: ColumnContext): ColumnDraft {
  const found = recognisedColumn(column, read, context) ?? draftPlain(column, read, context);
  const notes = [...found.notes, ...suggestions(column, read, found)];
  return withPresence(column, { ...found, notes }, context);
}

function draftPlain(column: CatalogueColumn, read: ColumnSample, context: ColumnContext): ColumnDraft {
  const { type } = column;
  if (read.type === 'decimal') return draftDecimal(type, read);
  if (read.type !== 'string') {
    const size =
      type.kind === 'binary' && type.length !== undefined && read.type === 'binary' ? { size: type.length } : {};
    const marker = read.also === undefined ? {} : { null: nothingText(read.also) };
    return { type: read.type, ...size, ...marker, notes: [] };
  }
  const values = [...read.counts.keys()].map(String);
  const size = type.kind === 'text' && type.length !== undefined ? { size: type.length } : {};
  const isLong =
    (type.kind === 'text' && (type.length ?? 0) > LONG_TEXT) ||
    values.some((each) => each.length > LONG_TEXT || /\n/.test(each));
  const marker = context.identifies ? {} : nullMarkers(read);
  const trims = type.kind === 'text' && type.fixed && values.some((value) => / $/.test(value));
  const padded = context.identifies || trims ? undefined : zeroPadding(values);
  return {
    type: isLong ? 'text' : kindOfText(column, values),
    ...size,
    ...(trims ? { convert: 'trim' } : {}),
    ...(padded === undefined ? {} : { convert: `zeropad(${padded})` }),
    ...marker,
    notes: [
      ...(padded === undefined ? [] : [`every value has ${padded} digits with zeros in front`]),
      ...(trims ? [] : blanksNote(values)),
    ],
  };
}

/** Blanks at the end are part of a text, and seldom meant to be: people see none, and look for the text without them. */
function blanksNote(values: readonly string[]): readonly string[] {
  const ending = values.filter((value) => value.endsWith(' ') && value.trim() !== '').length;
  if (ending === 0) return [];
  return [`${ending} of ${values.length} different values end with blanks; convert="trim" reads them without`];
}

function draftDecimal(type: CatalogueColumn['type'], { counts }: ColumnSample): ColumnDraft {
  if (type.kind === 'decimal' && type.precision !== undefined) {
    const scale = Math.max(0, type.scale ?? 0);
    return { type: 'decimal', precision: Math.max(type.precision, scale), scale, notes: [] };
  }
  const digits = [...counts.keys()].map((value) => String(value).split('.')[1]?.length ?? 0);
  const scale = Math.max(2, ...digits);
  return { type: 'decimal', scale, notes: [`the column has no fixed number of digits; values have up to ${scale}`] };
}

/** Mail addresses, telephone numbers and web addresses: when the name says so and no value contradicts it. */
function kindOfText({ name, type }: CatalogueColumn, values: readonly string[]): DraftAttribute['type'] {
  if (type.kind !== 'text' && type.kind !== 'any') return 'string';
  const words = wordsOf(name);
  const kinds = [
    ['email', EMAIL],
    ['phone', PHONE],
    ['url', URL_WORD],
  ] as const;
  for (const [kind, pattern] of kinds) {
    const fits = values.every((value) => value === '' || formatProblem(kind, value) === undefined);
    if (fits && words.some((word) => pattern.test(word)) && (kind !== 'url' || values.length > 0)) return kind;
  }
  return 'string';
}

/** Stored texts that stand for nothing: the empty one where nothing else is absent, and words such as n/a. */
function nullMarkers({ counts, nulls, filled }: ColumnSample): { null?: string } {
  if (counts.has('') && nulls > 0) return {};
  const isWord = (value: string, count: number) => NO_VALUE.test(value) && count >= 3 && count < filled;
  const markers = [...counts].flatMap(([value, count]) =>
    value === '' || isWord(String(value), count) ? [value] : [],
  );
  return markers.length === 0 ? {} : { null: nothingText(markers, counts) };
}

function zeroPadding(values: readonly string[]): number | undefined {
  const [first] = values;
  if (first === undefined || values.length < 5 || first.length < 4) return undefined;
  const alike = values.every((value) => value.length === first.length && /^\d+$/.test(value));
  const padded = values.filter((value) => value.startsWith('0')).length;
  return alike && padded > values.length / 2 ? first.length : undefined;
}

/** Whether a new object has to have a value, and what it gets when none is given. */
function withPresence(column: CatalogueColumn, draft: ColumnDraft, { identifies }: ColumnContext): ColumnDraft {
  if (column.computed !== undefined) {
    return {
      ...draft,
      computed: true,
      notes: [...draft.notes, `the database computes it: ${oneLine(column.computed.expression)}`],
    };
  }
  if (column.identity !== undefined && (draft.type === 'integer' || draft.type === 'long')) {
    return { ...draft, generate: 'database' };
  }
  if (column.nullable || draft.null !== undefined) return draft;
  if (column.default === undefined) return { ...draft, required: true };
  if (draft.type === 'uuid' && identifies) return { ...draft, generate: 'uuid', required: true };
  const preset = presetOf(column.default, draft);
  return preset === undefined ? draft : { ...draft, required: true, default: preset };
}

/** The value of a default that is a literal, in the form the attribute has; undefined for everything else. */
function presetOf(expression: string, draft: ColumnDraft): string | undefined {
  const literal =
    /^\(*\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|(true|false))\s*\)*(?:::[a-z ]+(?:\(\d+(?:,\d+)?\))?)?$/i.exec(
      expression,
    );
  if (literal === null) return undefined;
  const text = literal[1]?.replaceAll("''", "'") ?? literal[2] ?? literal[3] ?? '';
  if (draft.convert !== undefined || draft.type === 'binary' || draft.type === 'json') return undefined;
  const written: Value =
    draft.type !== 'boolean' ? text : /^(?:true|1)$/i.test(text) ? true : /^(?:false|0)$/i.test(text) ? false : text;
  const value = coerce(draft.type, written);
  const attribute = { kind: 'attribute', name: '', label: '', required: true, search: false, ...draft } as const;
  const { default: _none, ...limits } = { default: undefined, ...attribute };
  if (value === undefined || text === '' || brokenLimit(limits, value) !== undefined) return undefined;
  return String(value);
}

function suggestions({ name, type }: CatalogueColumn, read: ColumnSample, draft: ColumnDraft): string[] {
  const last = wordsOf(name).at(-1) ?? '';
  const isWhole = type.kind === 'integer' && (draft.type === 'integer' || draft.type === 'long');
  if (isWhole && MONEY.test(last) && draft.generate === undefined) {
    return ['if these are cents: type="decimal" scale="2" here, and convert="scale(-2)" in the mapping'];
  }
  if (
    draft.type === 'localDateTime' &&
    read.counts.size > 2 &&
    [...read.counts.keys()].every((each) => /T00:00:00$/.test(String(each)))
  ) {
    return ['every value is at midnight: perhaps only the date counts'];
  }
  return [];
}

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, 120);
