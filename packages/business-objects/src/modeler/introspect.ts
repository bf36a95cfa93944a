import type { Stub } from '@caruso/core';
import { didYouMean } from '@caruso/language';
import type { CatalogueTable, Storage } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../errors.js';
import { ABBREVIATIONS, type Abbreviations } from './abbreviations.js';
import type { DraftModel } from './draft.js';
import { draftModel } from './draft-model.js';
import { observe } from './observe.js';
import type { EngineName } from './readings.js';

/** What is drafted, and under which names. */
export interface IntrospectOptions {
  /** The store, as the mapping names it. */
  readonly store: string;
  /** Names of the company and the model; by default that of the store. */
  readonly company?: string | undefined;
  readonly model?: string | undefined;
  /** Tables and views to look at, `*` standing for any text; by default all. */
  readonly tables?: readonly string[] | undefined;
  /** What short words in names stand for, in addition to the common ones. */
  readonly abbreviations?: Abbreviations | undefined;
}

/**
 * Drafts an object model from a database as it is: its tables, and some of their rows. Reads only.
 *
 * @param storage the stores of an assembly, or one that was opened for it
 * @throws ObjectErrors.NoTables, and what the store throws when it does not answer
 * @example
 * ```ts
 * const draft = await introspect(running.get(Storage), { store: 'billing' });
 * const { objects, mapping, presentation } = writeDraft(draft);
 * ```
 */
export async function introspect(
  storage: Pick<Stub<typeof Storage>, 'stores' | 'catalogue' | 'select'>,
  { store, company = store, model = store, tables, abbreviations = {} }: IntrospectOptions,
): Promise<DraftModel> {
  const catalogue = await storage.catalogue({ store });
  const { engine = 'sqlite', schema } = (await storage.stores({})).find(({ name }) => name === store) ?? {};
  const chosen = chooseTables(store, catalogue, tables);
  const observations = await observe(storage, store, chosen, engine satisfies EngineName);
  const names = { model: nameToken(model), company: nameToken(company), store };
  const draft = draftModel(observations, names, { ...ABBREVIATIONS, ...abbreviations });
  return schema === 'managed' ? onlyRead(draft) : draft;
}

/** What lies in a managed store is a model's already, or belongs to a service: whoever writes it besides would disturb it. */
function onlyRead(draft: DraftModel): DraftModel {
  const note =
    'the store is managed: a table of no model belongs to a service; name it by owner="…" in place of write="none"';
  const objects = draft.objects.map((object) => ({ ...object, write: 'none' as const }));
  return { ...draft, objects, notes: [...draft.notes, note] };
}

function chooseTables(
  store: string,
  catalogue: readonly CatalogueTable[],
  wanted: readonly string[] | undefined,
): readonly CatalogueTable[] {
  const names = catalogue.map(({ name }) => name);
  const patterns = wanted?.map((text) => ({ text, pattern: globPattern(text) }));
  for (const { text, pattern } of patterns ?? []) {
    if (names.some((name) => pattern.test(name))) continue;
    throw new ObjectErrors.NoTables({ store, wanted: text, suggestion: didYouMean(text, names) });
  }
  const chosen = patterns
    ? catalogue.filter(({ name }) => patterns.some(({ pattern }) => pattern.test(name)))
    : catalogue;
  if (chosen.length === 0) throw new ObjectErrors.NoTables({ store });
  return chosen;
}

function globPattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is');
}

/** Models and companies are called by names without blanks. */
function nameToken(text: string): string {
  const name = text
    .trim()
    .replace(/[^\p{L}\p{N}_.-]+/gu, '-')
    .replace(/^[-.\d]+/, '');
  return name === '' ? 'model' : name;
}
