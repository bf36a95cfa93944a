import { didYouMean } from '@caruso/language';
import type { Column, LogicalType } from '@caruso/storage-manager/contract';
import type { AttributeType } from '../contract.js';
import { asIs, type Conversion } from '../conversion/conversion.js';
import { parseConversion } from '../conversion/parse-conversion.js';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import type { AttributeModel, ColumnMapping, ObjectModel } from '../model/model.js';
import { isMarkedByText, readNullMarkers } from './read-null-markers.js';

/** A `<map>` or `<side>`, and what its columns are called by in front of their own names. */
export interface MappedTable {
  readonly element: DocumentElement;
  readonly prefix: string;
}

const STORED_AS_STRING: readonly AttributeType[] = ['enum', 'email', 'phone', 'url'];

/** Reads the `<col>` elements of a map and its sides: the columns of attributes, by attribute. */
export function readColumns(
  tables: readonly MappedTable[],
  object: ObjectModel,
  problems: Problems,
): Map<string, ColumnMapping> {
  const columns = new Map<string, ColumnMapping>();
  const taken = new Map<string, string>();
  for (const { col, prefix } of tables.flatMap(colsOf)) {
    const name = col.text('attr');
    const attribute = object.attributes.get(name);
    if (attribute === undefined) {
      if (name === '') continue;
      const hint = object.links.has(name) ? 'it is a link: use <join>' : didYouMean(name, object.attributes.keys());
      problems.error('unknown-attribute', `'${object.name}' has no attribute '${name}'`, col.at('attr'), hint);
      continue;
    }
    if (attribute.formula !== undefined) {
      const message = `'${name}' is computed, so nothing of it lies in a column`;
      problems.error('computed-attribute', message, col.at('attr'), 'leave the column or the formula out');
      continue;
    }
    const read = attribute.broken ? columnOfBroken(col) : readColumn(col, attribute, problems);
    const mapping = { ...read, column: { ...read.column, name: prefix + read.column.name } };
    if (prefix !== '' && object.key.includes(name)) {
      problems.error('bad-key', `'${name}' is part of the key, which lies in the first table`, col.at('attr'));
    }
    const other = taken.get(mapping.column.name);
    if (columns.has(name)) problems.error('duplicate-name', `'${name}' is mapped twice`, col.at('attr'));
    else if (other !== undefined) {
      problems.error('column-taken', `The column '${read.column.name}' holds '${other}' already`, col.at('column'));
    }
    columns.set(name, mapping);
    taken.set(mapping.column.name, name);
  }
  return columns;
}

const colsOf = ({ element, prefix }: MappedTable) => element.children('col').map((col) => ({ col, prefix }));

function readColumn(col: DocumentElement, attribute: AttributeModel, problems: Problems): ColumnMapping {
  const conversion = readConversion(col, attribute, problems);
  const type = conversion.columnType ?? storedType(attribute.type);
  const scale = conversion.columnType === undefined ? attribute.scale : conversion.columnScale;
  const nullMarkers = readNullMarkers(col, type, problems);
  const also = isMarkedByText(type) && nullMarkers.length > 0 ? { also: nullMarkers.map(String) } : {};
  const column: Column = { name: col.text('column'), type, ...(scale === undefined ? {} : { scale }), ...also };
  const generate = col.text('generate') as ColumnMapping['generate'];
  if (generate === 'uuid' && attribute.type !== 'uuid' && attribute.type !== 'string') {
    problems.error('wrong-generate', `A UUID does not fit type ${attribute.type}`, col.at('generate'));
  }
  if (generate === 'database' && attribute.type !== 'integer' && attribute.type !== 'long') {
    problems.error('wrong-generate', `A database does not number type ${attribute.type}`, col.at('generate'));
  }
  const readOnly = col.text('write') === 'none' ? { readOnly: true as const } : {};
  const convert = col.optional('convert')?.trim();
  return {
    column,
    conversion,
    generate,
    ...(convert === undefined ? {} : { convert }),
    ...readOnly,
    nullMarkers,
  };
}

function columnOfBroken(col: DocumentElement): ColumnMapping {
  return {
    column: { name: col.text('column'), type: 'string' },
    conversion: asIs,
    nullMarkers: [],
    generate: 'none',
    broken: true,
  };
}

function storedType(type: AttributeType): LogicalType {
  return STORED_AS_STRING.includes(type) ? 'string' : (type as LogicalType);
}

function readConversion(col: DocumentElement, attribute: AttributeModel, problems: Problems): Conversion {
  const convert = col.optional('convert');
  const columnType = col.optional('type') as 'string' | 'integer' | undefined;
  if (columnType !== undefined && !/^\s*(code|date)\b/.test(convert ?? '')) {
    problems.error('misplaced-attribute', 'type has a meaning only for code and date', col.at('type'));
  }
  if (convert === undefined) return asIs;
  const parsed = parseConversion(convert, attribute, columnType);
  if (parsed.ok) return parsed.conversion;
  problems.error('wrong-convert', parsed.message, col.at('convert'), parsed.hint);
  return asIs;
}
