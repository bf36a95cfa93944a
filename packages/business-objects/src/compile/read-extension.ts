import { didYouMean } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import type { ColumnMapping, ExtensionMapping, ObjectModel } from '../model/model.js';
import { BESIDE_PREFIX } from '../model/split-extensions.js';
import { wasOf } from './was-of.js';

/** Reads `<extension>`: which attributes lie beside the table, and where. */
export function readExtension(
  map: DocumentElement,
  object: ObjectModel,
  stores: ReadonlyMap<string, DocumentElement>,
  columns: ReadonlyMap<string, ColumnMapping>,
  problems: Problems,
): ExtensionMapping | undefined {
  const [element, ...others] = map.children('extension');
  if (element === undefined) return undefined;
  for (const other of others) {
    problems.error('duplicate-name', `'${object.name}' has two <extension>`, other.place, 'write all into one');
  }
  const store = element.text('store');
  const declared = stores.get(store);
  if (declared === undefined) {
    const hint = didYouMean(store, stores.keys()) ?? 'declare it with <store>';
    problems.error('unknown-store', `The mapping declares no store '${store}'`, element.at('store'), hint);
  } else if (declared.text('schema') !== 'managed') {
    const message = `A table beside that of '${object.name}' cannot be made in '${store}', which is readonly`;
    problems.error('readonly-store', message, element.at('store'), 'name a store with schema="managed"');
  }
  const key = element.names('key').map(({ value }) => value);
  if (key.join(' ') !== object.key.join(' ') || key.length === 0) {
    const found = object.key.length === 0 ? 'it has none' : `which is ${object.key.join(' ')}`;
    const message = `What lies beside '${object.name}' is found by its key, ${found}`;
    problems.error('bad-key', message, element.at('key'), `write key="${object.key.join(' ')}"`);
  }
  const names = [...columns].filter(([, { column }]) => column.name.startsWith(BESIDE_PREFIX)).map(([name]) => name);
  return {
    store,
    table: element.optional('table') ?? `ext_${object.name.toLowerCase()}`,
    attributes: new Set(names),
    ...wasOf(element),
    place: element.place,
    storePlace: element.at('store'),
  };
}
