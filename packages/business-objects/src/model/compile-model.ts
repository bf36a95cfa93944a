import {
  checkDocument,
  type Diagnostic,
  didYouMean,
  LanguageErrors,
  readXml,
  type XmlDocument,
} from '@caruso/language';
import { DocumentElement } from '../documents/document-element.js';
import { Problems } from '../documents/problems.js';
import { modelVocabulary } from '../documents/vocabulary.js';
import { keyColumns } from './key-columns.js';
import type { Model, ObjectModel } from './model.js';
import { readMapping } from './read-mapping.js';
import { readObjects } from './read-objects.js';
import { readPresentations } from './read-presentation.js';

/** The text of a model document and the name messages give it. */
export interface ModelSource {
  readonly file: string;
  readonly text: string;
}

/**
 * Compiles the documents of one model: objects, mapping and presentation, in one file or in several.
 *
 * @throws LanguageErrors.InvalidDocument with everything that is wrong in any of them
 * @example
 * ```ts
 * const model = compileModel([{ file: 'model.xml', text: await readFile('model.xml', 'utf8') }]);
 * model.objects.get('Customer')?.attributes.get('name')?.size; // 80
 * ```
 */
export function compileModel(sources: readonly ModelSource[]): Model {
  const { model, problems } = compile(sources);
  problems.throwIfErrors();
  return model;
}

/** Everything that is wrong in the documents of one model; empty when they can be used. */
export function checkModelSources(sources: readonly ModelSource[]): readonly Diagnostic[] {
  return compile(sources).problems.all;
}

function compile(sources: readonly ModelSource[]): { model: Model; problems: Problems } {
  const problems = new Problems();
  const roots = sources.flatMap((source) => readRoot(source, problems));
  problems.order(fileOrder(roots));
  // What a document that cannot be read would have declared is missing everywhere else.
  if (roots.length < sources.length) return { model: { name: '', version: '', objects: new Map() }, problems };
  checkSameModel(roots, problems);
  const parts = (name: string) => roots.flatMap((root) => root.children(name));
  const objects = readObjects(
    parts('objects').flatMap((part) => part.children('object')),
    problems,
  );
  const company = mapObjects(parts('mapping'), objects, problems);
  for (const [name, presentation] of readPresentations(parts('presentation'), objects, problems)) {
    const object = objects.get(name);
    if (object !== undefined) objects.set(name, { ...object, presentation });
  }
  const main = parts('objects').length === 0 ? undefined : roots.find((root) => root.children('objects').length > 0);
  if (roots.length > 0 && main === undefined && !problems.hasErrors) {
    for (const root of roots) problems.error('no-objects', 'No document of this model has <objects>', root.place);
  }
  const model: Model = {
    name: main?.text('model') ?? '',
    version: main?.text('version') ?? '',
    objects,
    ...(company === undefined ? {} : { company }),
  };
  return { model, problems };
}

function readRoot({ text, file }: ModelSource, problems: Problems): DocumentElement[] {
  let document: XmlDocument;
  try {
    document = readXml(text, file);
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    problems.add(thrown.data.diagnostics);
    return [];
  }
  problems.add(checkDocument(document, modelVocabulary));
  return document.root.name === modelVocabulary.root ? [new DocumentElement(document.root, document.source)] : [];
}

/** Files in the order in which one builds on the other: objects, mapping, presentation. */
function fileOrder(roots: readonly DocumentElement[]): string[] {
  const parts = ['objects', 'mapping', 'presentation'];
  const rank = (root: DocumentElement) => parts.findIndex((part) => root.children(part).length > 0);
  return [...roots].sort((a, b) => rank(a) - rank(b)).map(({ place }) => place.source.file);
}

function checkSameModel(roots: readonly DocumentElement[], problems: Problems): void {
  const name = roots[0]?.text('model');
  for (const root of roots) {
    if (!/^\d+\.\d+\.\d+$/.test(root.text('version'))) {
      problems.error('bad-value', 'The version is not one such as 1.0.0', root.at('version'));
    }
    if (root.text('model') === name) continue;
    problems.error(
      'wrong-model',
      `This document belongs to '${root.text('model')}', others to '${name}'`,
      root.at('model'),
    );
  }
}

function mapObjects(
  mappings: readonly DocumentElement[],
  objects: Map<string, ObjectModel>,
  problems: Problems,
): string | undefined {
  const [first] = mappings;
  if (first === undefined) return undefined;
  const company = first.text('company');
  const stores = new Map<string, DocumentElement>();
  const maps = new Map<string, DocumentElement>();
  for (const mapping of mappings) {
    if (mapping.text('company') !== company) {
      const message = `This mapping is for '${mapping.text('company')}', another for '${company}'`;
      problems.error('wrong-company', message, mapping.at('company'));
    }
    for (const store of mapping.children('store')) stores.set(store.text('name'), store);
  }
  for (const map of mappings.flatMap((mapping) => mapping.children('map'))) {
    const name = map.text('object');
    const object = objects.get(name);
    if (object === undefined) {
      const hint = didYouMean(name, objects.keys());
      if (name !== '') problems.error('unknown-object', `There is no object '${name}'`, map.at('object'), hint);
      continue;
    }
    if (maps.has(name)) problems.error('duplicate-name', `'${name}' is mapped twice`, map.at('object'));
    maps.set(name, map);
    objects.set(name, { ...object, mapping: readMapping(map, object, stores, problems) });
  }
  const unknown = mappings
    .flatMap((mapping) => mapping.children('map').map((map) => map.text('object')))
    .filter((name) => !objects.has(name));
  const isMeant = (name: string) => unknown.some((written) => didYouMean(written, [name]) !== undefined);
  const unmapped = [...objects.keys()].filter((name) => !maps.has(name) && !isMeant(name));
  for (const name of unmapped) {
    problems.error('unmapped-object', `The mapping of '${company}' has no <map object="${name}">`, first.place);
  }
  checkJoins(maps, objects, problems);
  return company;
}

/** Joins can be judged only when all keys are mapped: a join needs as many columns as the key it leads to. */
function checkJoins(
  maps: ReadonlyMap<string, DocumentElement>,
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): void {
  for (const [name, map] of maps) {
    const object = objects.get(name);
    if (object === undefined) continue;
    const types = new Map(
      [...(object.mapping?.columns.values() ?? [])].map(({ column }) => [column.name, column.type]),
    );
    const mapped = [...(object.mapping?.columns.values() ?? [])];
    const broken = new Set(mapped.filter((each) => each.broken).map(({ column }) => column.name));
    for (const join of map.children('join')) {
      const link = object.links.get(join.text('link'));
      const columns = object.mapping?.joins.get(join.text('link'));
      const target = link && objects.get(link.to);
      if (columns === undefined || target === undefined) continue;
      const key = keyColumns(target, objects);
      if (key === undefined) {
        if (!problems.hasErrors)
          problems.error('bad-key', `The key of '${target.name}' leads back to itself`, join.at('link'));
        continue;
      }
      if (key.length !== columns.length) {
        const names = key.map(({ object: owner, attribute }) => `${owner}.${attribute}`).join(', ');
        const message = `The key of '${target.name}' (${names}) needs ${key.length} columns, here are ${columns.length}`;
        problems.error('wrong-join', message, join.at('columns'));
      }
      columns.forEach((column, index) => {
        if (key[index]?.mapping.broken || broken.has(column)) return;
        const type = key[index]?.mapping.column.type;
        const other = types.get(column);
        if (type === undefined || (other ?? type) === type) return;
        const message = `The column '${column}' is read as ${other} elsewhere, as a key of '${target.name}' it is ${type}`;
        problems.error('wrong-join', message, join.at('columns'));
      });
    }
  }
}
