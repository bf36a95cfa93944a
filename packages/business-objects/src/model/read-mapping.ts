import { didYouMean } from '@caruso/language';
import type { Cell, Column } from '@caruso/storage-manager/contract';
import { readAssignments } from '../conversion/assignments.js';
import type { DocumentElement } from '../documents/document-element.js';
import type { Place, Problems } from '../documents/problems.js';
import { columnCondition } from './column-condition.js';
import type { ColumnMapping, Lock, ObjectMapping, ObjectModel } from './model.js';
import { readColumns } from './read-columns.js';

/** Reads `<map>`: where the objects of a type lie. */
export function readMapping(
  element: DocumentElement,
  object: ObjectModel,
  stores: ReadonlyMap<string, DocumentElement>,
  problems: Problems,
): ObjectMapping {
  const store = element.text('store');
  if (store !== '' && !stores.has(store)) {
    const hint = didYouMean(store, stores.keys()) ?? 'declare it with <store>';
    problems.error('unknown-store', `The mapping declares no store '${store}'`, element.at('store'), hint);
  }
  const columns = readColumns(element, object, problems);
  const joins = readJoins(element, object, problems);
  requireAll(element, object, columns, joins, problems);
  const known = new Map([...columns.values()].map(({ column }) => [column.name, column]));
  const wheres = element.children('where').flatMap((where) => {
    const slice = where.slice('test');
    return slice === undefined ? [] : [columnCondition(slice, known, problems)];
  });
  const remove = element.children('delete').flatMap((each) => readRemove(each, known, problems));
  const where = wheres.filter((condition) => condition !== undefined);
  return {
    store,
    table: element.text('table'),
    managed: stores.get(store)?.text('schema') === 'managed',
    lock: readLock(element, problems),
    write: element.text('write') as ObjectMapping['write'],
    columns,
    joins,
    place: element.at('table'),
    storePlace: element.at('store'),
    columnPlaces: columnPlaces(element),
    ...(where.length === 0 ? {} : { where: where.length === 1 && where[0] ? where[0] : { all: where } }),
    ...(remove.length === 0 ? {} : { remove }),
  };
}

function readJoins(element: DocumentElement, object: ObjectModel, problems: Problems): Map<string, readonly string[]> {
  const joins = new Map<string, readonly string[]>();
  for (const join of element.children('join')) {
    const name = join.text('link');
    const link = object.links.get(name);
    if (name === '') continue;
    if (link === undefined) {
      const hint = didYouMean(name, object.links.keys());
      problems.error('unknown-link', `'${object.name}' has no link '${name}'`, join.at('link'), hint);
      continue;
    }
    if (link.many && !link.broken) {
      const hint = `map '${link.inverse ?? 'its inverse'}' in '${link.to}' instead`;
      problems.error('wrong-join', `'${name}' leads to many objects and has no columns here`, join.at('link'), hint);
      continue;
    }
    if (joins.has(name)) problems.error('duplicate-name', `'${name}' is mapped twice`, join.at('link'));
    joins.set(
      name,
      join
        .text('columns')
        .split(',')
        .map((column) => column.trim()),
    );
  }
  return joins;
}

function requireAll(
  element: DocumentElement,
  object: ObjectModel,
  columns: ReadonlyMap<string, ColumnMapping>,
  joins: ReadonlyMap<string, readonly string[]>,
  problems: Problems,
): void {
  // A misspelt name is reported where it stands; that its attribute has no column for this reason is no news.
  const unknown = [...element.children('col'), ...element.children('join')]
    .map((each) => each.text(each.name === 'col' ? 'attr' : 'link'))
    .filter((name) => !object.attributes.has(name) && !object.links.has(name));
  const isMeant = (name: string) => unknown.some((written) => didYouMean(written, [name]) !== undefined);
  for (const { name, required } of object.attributes.values()) {
    if (columns.has(name) || isMeant(name)) continue;
    const isKey = object.key.includes(name);
    if (!required && !isKey) continue;
    const message = `'${object.name}.${name}' is ${isKey ? 'part of the key' : 'required'} and has no column`;
    const hint = `add <col attr="${name}" column="…"/>`;
    problems.error(isKey ? 'unmapped-key' : 'unmapped-attribute', message, element.place, hint);
  }
  for (const link of object.links.values()) {
    if (link.many || link.broken || joins.has(link.name) || isMeant(link.name)) continue;
    const hint = `add <join link="${link.name}" columns="…"/>`;
    problems.error('unmapped-link', `'${object.name}.${link.name}' has no columns`, element.place, hint);
  }
}

function readLock(element: DocumentElement, problems: Problems): Lock {
  const text = element.text('lock').trim();
  const name = /^column\(\s*([^()]+?)\s*\)$/.exec(text)?.[1];
  if (name !== undefined) return { kind: 'column', column: { name, type: 'long' } };
  if (text !== 'compare-all') {
    problems.error('bad-value', `'${text}' is not a lock`, element.at('lock'), 'write compare-all or column(NAME)');
  }
  return { kind: 'compare-all' };
}

function readRemove(element: DocumentElement, known: ReadonlyMap<string, Column>, problems: Problems): Cell[] {
  const assignments = readAssignments(element.text('set'));
  if (assignments === undefined) {
    problems.error('bad-value', 'The assignments cannot be read', element.at('set'), "write DELETED='X', STATE=9");
    return [];
  }
  return assignments.map(([{ text: name }, { text, quoted }]) => {
    const number = !quoted && /^-?\d{1,15}$/.test(text);
    const column = known.get(name) ?? { name, type: number ? ('integer' as const) : ('string' as const) };
    return { column, value: column.type === 'integer' && number ? Number(text) : text };
  });
}

function columnPlaces(element: DocumentElement): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const col of element.children('col')) places.set(col.text('column'), col.at('column'));
  for (const join of element.children('join')) {
    for (const column of join.text('columns').split(',')) places.set(column.trim(), join.at('columns'));
  }
  const lock = /^column\(\s*([^()]+?)\s*\)$/.exec(element.text('lock').trim())?.[1];
  if (lock !== undefined) places.set(lock, element.at('lock'));
  return places;
}
