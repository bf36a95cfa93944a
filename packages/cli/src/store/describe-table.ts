import type { CatalogueColumn, CatalogueIndex, CatalogueTable, ForeignKey } from '@caruso/storage-manager/contract';
import { columns } from '../columns.js';
import { kindOf } from './list-tables.js';

/** All that is known of a table, for people. */
export function describeTable(table: CatalogueTable): string {
  const facts = [
    ...(table.key.length ? [['key', table.key.join(', ')]] : []),
    ...table.unique.map((unique) => ['unique', labelled(unique.name, uniqueText(unique))]),
    ...table.foreignKeys.map((reference) => ['leads to', labelled(reference.name, referenceText(reference))]),
    ...table.checks.map(({ name, expression }) => ['check', labelled(name, oneLine(expression))]),
    ...table.indexes.map((index) => ['index', labelled(index.name, indexText(index))]),
    ...(table.definition === undefined ? [] : [['query', oneLine(table.definition)]]),
  ];
  return [
    `${table.name}: ${kindOf(table)}`,
    ...(table.comment === undefined ? [] : [table.comment]),
    '',
    table.columns.length === 0
      ? 'It has no columns, or its tables are gone.'
      : columns([['column', 'type', '', 'more'], ...table.columns.map(columnLine)]),
    ...(facts.length ? ['', columns(facts)] : []),
  ].join('\n');
}

function columnLine(column: CatalogueColumn): readonly string[] {
  const { identity, computed, onUpdate, collation, comment } = column;
  const next = identity?.next === undefined ? '' : `, next ${identity.next}`;
  const more = [
    ...(identity ? [`counts up${identity.always ? ' always' : ''}${next}`] : []),
    ...(computed ? [`${computed.stored ? 'kept' : 'computed'} = ${oneLine(computed.expression)}`] : []),
    ...(column.default === undefined ? [] : [`default ${oneLine(column.default)}`]),
    ...(onUpdate === undefined ? [] : [`on update ${onUpdate}`]),
    ...(collation === undefined ? [] : [`collation ${collation}`]),
    ...(comment === undefined ? [] : [`"${comment}"`]),
  ];
  return [column.name, column.engineType || 'any', column.nullable ? '' : 'required', more.join('; ')];
}

function uniqueText({ columns: names, nullsEqual, deferrable }: CatalogueTable['unique'][number]): string {
  return [names.join(', '), ...(nullsEqual ? ['nulls are equal'] : []), ...(deferrable ? ['deferrable'] : [])].join(
    '; ',
  );
}

function referenceText({ columns: from, table, to, onDelete, onUpdate, deferrable }: ForeignKey): string {
  return [
    `${from.join(', ')} -> ${table} (${to.join(', ')})`,
    ...(onDelete === 'no action' ? [] : [`on delete ${onDelete}`]),
    ...(onUpdate === 'no action' ? [] : [`on update ${onUpdate}`]),
    ...(deferrable ? ['deferrable'] : []),
  ].join('; ');
}

function indexText({ unique, parts, where, method, include }: CatalogueIndex): string {
  const written = parts.map(({ column, expression = '', prefix, descending }) => {
    const sorted = column === undefined ? oneLine(expression) : `${column}${prefix === undefined ? '' : `(${prefix})`}`;
    return descending ? `${sorted} desc` : sorted;
  });
  return [
    written.join(', '),
    ...(unique ? ['unique'] : []),
    ...(method === undefined || method.toLowerCase() === 'btree' ? [] : [method]),
    ...(include?.length ? [`with ${include.join(', ')}`] : []),
    ...(where === undefined ? [] : [`where ${oneLine(where)}`]),
  ].join('; ');
}

const labelled = (name: string | undefined, text: string) => (name === undefined ? text : `${name}: ${text}`);
const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ');
