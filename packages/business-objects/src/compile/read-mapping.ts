import { didYouMean } from '@caruso/language';
import type { Cell, Column, Condition } from '@caruso/storage-manager/contract';
import { readAssignments } from '../conversion/assignments.js';
import type { DocumentElement } from '../documents/document-element.js';
import type { Place, Problems } from '../documents/problems.js';
import type { ColumnMapping, Lock, ObjectMapping, ObjectModel, SideMapping } from '../model/model.js';
import { BESIDE_PREFIX } from '../model/split-extensions.js';
import { allOf } from '../repository/plan/column-conditions.js';
import { columnCondition } from './column-condition.js';
import { type MappedTable, readColumns } from './read-columns.js';
import { readExtension } from './read-extension.js';
import { readOwner } from './read-owner.js';
import { wasOf } from './was-of.js';

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
  const tables = [
    { element, prefix: '' },
    ...element.children('side').map((side) => ({ element: side, prefix: `${sideName(side)}.` })),
    ...element.children('extension').map((extension) => ({ element: extension, prefix: BESIDE_PREFIX })),
  ];
  const columns = readColumns(tables, object, problems);
  const joins = readJoins(tables, object, problems);
  requireAll(element, object, columns, joins, problems);
  const known = new Map([...columns.values()].map(({ column }) => [column.name, column]));
  const remove = element.children('delete').flatMap((each) => readRemove(each, known, problems));
  const where = readWhere(element, known, problems);
  const partOf = element.optional('part-of');
  const extension = readExtension(element, object, stores, columns, problems);
  const owner = readOwner(element, object, problems);
  return {
    store,
    table: element.text('table'),
    managed: owner === undefined && stores.get(store)?.text('schema') === 'managed',
    lock: readLock(element, problems),
    write: owner === undefined ? readWrite(element, object) : 'none',
    columns,
    joins,
    keyTexts: keyTexts(tables),
    place: element.at('table'),
    storePlace: element.at('store'),
    columnPlaces: columnPlaces(tables),
    columnsWere: columnsWere(tables, problems),
    ...wasOf(element),
    sides: readSides(element, known, problems),
    ...(owner === undefined ? {} : { owner }),
    ...(extension === undefined ? {} : { extension }),
    ...(partOf === undefined ? {} : { partOf }),
    ...(where === undefined ? {} : { where }),
    ...(remove.length === 0 ? {} : { remove }),
  };
}

/** What has no key can be told from its like by nothing, so it is created only. */
function readWrite(element: DocumentElement, object: ObjectModel): ObjectMapping['write'] {
  const write = element.text('write') as ObjectMapping['write'];
  return write === 'all' && object.key.length === 0 ? 'insert' : write;
}

function readWhere(
  element: DocumentElement,
  known: ReadonlyMap<string, Column>,
  problems: Problems,
): Condition | undefined {
  const conditions = element.children('where').flatMap((where) => {
    const slice = where.slice('test');
    return (slice && columnCondition(slice, known, problems)) ?? [];
  });
  return conditions.length === 0 ? undefined : allOf(conditions);
}

const sideName = (side: DocumentElement) => side.optional('name') ?? side.text('table');

function readSides(
  element: DocumentElement,
  columns: ReadonlyMap<string, Column>,
  problems: Problems,
): Map<string, SideMapping> {
  const sides = new Map<string, SideMapping>();
  for (const side of element.children('side')) {
    const name = sideName(side);
    if (sides.has(name)) {
      problems.error('duplicate-name', `There are two sides '${name}'`, side.place, 'give one of them a name');
    }
    const prefix = `${name}.`;
    const own = [...columns].filter(([column]) => column.startsWith(prefix));
    const bare = own.map(([column, of]) => [column.slice(prefix.length), { ...of, name: column.slice(prefix.length) }]);
    const where = readWhere(side, new Map(bare as [string, Column][]), problems);
    sides.set(name, {
      name,
      table: side.text('table'),
      on: namesIn(side.text('on')),
      required: side.flag('required'),
      place: side.at('table'),
      ...wasOf(side),
      ...(where === undefined ? {} : { where }),
    });
  }
  return sides;
}

const namesIn = (list: string) => list.split(',').map((column) => column.trim());

function readJoins(
  tables: readonly MappedTable[],
  object: ObjectModel,
  problems: Problems,
): Map<string, readonly string[]> {
  const joins = new Map<string, readonly string[]>();
  for (const { join, prefix } of tables.flatMap(joinsOf)) {
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
      namesIn(join.text('columns')).map((column) => prefix + column),
    );
  }
  return joins;
}

function keyTexts(tables: readonly MappedTable[]): Set<string> {
  const holding = tables.flatMap(joinsOf).filter(({ join }) => join.text('holds') === 'key');
  return new Set(holding.map(({ join }) => join.text('link')));
}

const joinsOf = ({ element, prefix }: MappedTable) => element.children('join').map((join) => ({ join, prefix }));

function requireAll(
  element: DocumentElement,
  object: ObjectModel,
  columns: ReadonlyMap<string, ColumnMapping>,
  joins: ReadonlyMap<string, readonly string[]>,
  problems: Problems,
): void {
  // A misspelt name is reported where it stands; that its attribute has no column for this reason is no news.
  const tables = [element, ...element.children('side')];
  const unknown = tables
    .flatMap((table) => table.children('col', 'join'))
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

/** What the columns of the tables were called before. */
function columnsWere(tables: readonly MappedTable[], problems: Problems): Map<string, string> {
  const were = new Map<string, string>();
  for (const { element, prefix } of tables) {
    for (const each of element.children('col', 'join')) {
      const was = each.optional('was');
      if (was === undefined) continue;
      const now = namesIn(each.text(each.name === 'col' ? 'column' : 'columns'));
      const before = namesIn(was);
      if (before.length !== now.length) {
        const message = `Here are ${now.length} columns, and ${before.length} were called otherwise`;
        problems.error('wrong-was', message, each.at('was'), 'name each, in the same order');
      }
      for (const [index, column] of now.entries()) {
        const name = before[index];
        if (name !== undefined && name !== '' && name !== column) were.set(prefix + column, name);
      }
    }
  }
  return were;
}

function columnPlaces(tables: readonly MappedTable[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { element, prefix } of tables) {
    for (const col of element.children('col')) places.set(prefix + col.text('column'), col.at('column'));
    for (const join of element.children('join')) {
      for (const column of namesIn(join.text('columns'))) places.set(prefix + column, join.at('columns'));
    }
    for (const column of namesIn(element.text('on'))) places.set(prefix + column, element.at('on'));
    const lock = /^column\(\s*([^()]+?)\s*\)$/.exec(element.text('lock').trim())?.[1];
    if (lock !== undefined) places.set(lock, element.at('lock'));
  }
  return places;
}
