import { type Diagnostic, didYouMean } from '@caruso/language';
import { composeModel } from '../compose/compose-model.js';
import { type ModelRelease, type ModelSource, readDocuments } from '../compose/model-documents.js';
import { readConsent } from '../consent/read-consent.js';
import type { DocumentElement } from '../documents/document-element.js';
import { Problems } from '../documents/problems.js';
import { checkSeen } from '../duplicates/check-seen.js';
import { checkKeptKey } from '../history/read-kept.js';
import { NO_CONSENT } from '../model/consent-model.js';
import type { Model, ObjectModel } from '../model/model.js';
import { NO_PERMISSIONS } from '../model/permissions.js';
import { readPermissions } from '../permission/read-permissions.js';
import { checkJoins } from './check-joins.js';
import { checkShapes } from './check-shapes.js';
import { readMapping } from './read-mapping.js';
import { readObjects } from './read-objects.js';
import { checkOwners } from './read-owner.js';
import { readPresentations } from './read-presentation.js';

/** What is known besides the documents themselves. */
export interface CompileOptions {
  /** Which company's mapping is meant, where there are several. */
  readonly company?: string;
  /** Models that others can build upon (`extends`): each release of one with all its documents. */
  readonly library?: Iterable<ModelRelease>;
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
export function compileModel(sources: readonly ModelSource[], options: CompileOptions = {}): Model {
  const { model, problems } = compileDocuments(sources, options);
  problems.throwIfErrors();
  return model;
}

/** Everything that is wrong in the documents of one model; empty when they can be used. */
export function checkModelSources(
  sources: readonly ModelSource[],
  options: CompileOptions = {},
): readonly Diagnostic[] {
  return compileDocuments(sources, options).problems.all;
}

/** The companies whose mappings are among the documents, in their order. */
export function companiesIn(sources: readonly ModelSource[]): readonly string[] {
  const mappings = readDocuments(sources, new Problems()).roots.flatMap((root) => root.children('mapping'));
  return [...new Set(mappings.map((mapping) => mapping.text('company')))];
}

/** Compiles as far as it goes: what is wrong is among the problems, and missing from the model or read leniently. */
export function compileDocuments(
  sources: readonly ModelSource[],
  { company, library = [] }: CompileOptions,
): { model: Model; problems: Problems } {
  const problems = new Problems();
  const documents = readDocuments(sources, problems);
  const { roots, main } = documents;
  problems.order(fileOrder(roots));
  const nothing: Model = {
    ...{ name: '', version: '', objects: new Map(), bases: [], warnings: [] },
    permissions: NO_PERMISSIONS,
    consent: NO_CONSENT,
  };
  // What a document that cannot be read would have declared is missing everywhere else.
  if (!documents.complete) return { model: nothing, problems };
  const composed = composeModel(documents, library, problems);
  if (!composed.complete) return { model: nothing, problems };
  const objects = readObjects(composed.objects, problems);
  const mappings = mappingsOf(
    roots.flatMap((root) => root.children('mapping')),
    company,
    roots,
    problems,
  );
  const mapped = mapObjects(mappings, objects, problems);
  for (const [name, presentation] of readPresentations(composed.views, objects, problems)) {
    const object = objects.get(name);
    if (object !== undefined) objects.set(name, { ...object, presentation });
  }
  if (roots.length > 0 && main === undefined && !problems.hasErrors) {
    for (const root of roots) problems.error('no-objects', 'No document of this model has <objects>', root.place);
  }
  const permissions = readPermissions(composed.permissions, objects, problems);
  checkSeen(objects.values(), permissions, problems);
  const model: Model = {
    name: main?.text('model') ?? '',
    version: main?.text('version') ?? '',
    objects,
    bases: composed.bases,
    permissions,
    consent: readConsent(composed, objects, problems),
    warnings: problems.all,
    ...(mapped === undefined ? {} : { company: mapped }),
  };
  return { model, problems };
}

/** The mappings of the company that is meant: the one that is named, or the only one there is. */
function mappingsOf(
  all: readonly DocumentElement[],
  company: string | undefined,
  roots: readonly DocumentElement[],
  problems: Problems,
): readonly DocumentElement[] {
  const companies = [...new Set(all.map((mapping) => mapping.text('company')))];
  if (company !== undefined) {
    const own = all.filter((mapping) => mapping.text('company') === company);
    const [root] = roots;
    if (own.length > 0 || root === undefined) return own;
    const hint = didYouMean(company, companies) ?? `there are those of ${companies.join(', ') || 'nobody'}`;
    problems.error('unknown-company', `There is no mapping of the company '${company}'`, root.place, hint);
    return [];
  }
  const [first] = companies;
  for (const mapping of all.filter((each) => each.text('company') !== first)) {
    const message = `This mapping is for '${mapping.text('company')}', another for '${first}'`;
    problems.error('wrong-company', message, mapping.at('company'), 'say which company is meant: its option company');
  }
  return all.filter((mapping) => mapping.text('company') === first);
}

/** Files in the order in which one builds on the other: objects, mapping, presentation. */
function fileOrder(roots: readonly DocumentElement[]): string[] {
  const parts = ['objects', 'mapping', 'presentation'];
  const rank = (root: DocumentElement) => parts.findIndex((part) => root.children(part).length > 0);
  return [...roots].sort((a, b) => rank(a) - rank(b)).map(({ place }) => place.source.file);
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
    const mapping = readMapping(map, object, stores, problems);
    objects.set(name, { ...object, mapping });
    checkKeptKey(map, object, mapping, problems);
  }
  const unknown = mappings
    .flatMap((mapping) => mapping.children('map').map((map) => map.text('object')))
    .filter((name) => !objects.has(name));
  const isMeant = (name: string) => unknown.some((written) => didYouMean(written, [name]) !== undefined);
  const unmapped = [...objects.keys()].filter((name) => !maps.has(name) && !isMeant(name));
  for (const name of unmapped) {
    const needed = membersToMap(objects.get(name)).join(', ');
    const hint = `add one with its store and table, and with columns at least for ${needed}`;
    problems.error('unmapped-object', `The mapping of '${company}' has no <map object="${name}">`, first.place, hint);
  }
  checkJoins(maps, objects, problems);
  checkShapes(maps, objects, problems);
  checkOwners(maps, objects, problems);
  return company;
}

/** What an object cannot do without: its key, what is required, and its links to one. */
function membersToMap(object: ObjectModel | undefined): readonly string[] {
  if (object === undefined) return [];
  const links = [...object.links.values()].filter(({ many }) => !many).map(({ name }) => name);
  const attributes = [...object.attributes.values()].filter(({ required }) => required).map(({ name }) => name);
  return [...new Set([...object.key, ...attributes, ...links])];
}
