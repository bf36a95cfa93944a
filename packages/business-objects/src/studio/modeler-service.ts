import type { Actor, Call, Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage, type Store } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../errors.js';
import { compileOptions } from '../load-model.js';
import { sampleTable } from '../modeler/sample.js';
import { addAttribute } from './add-attribute.js';
import { cachedCatalogues } from './cached-catalogues.js';
import { draftForColumn } from './draft-for-column.js';
import { EditedDocuments } from './edited-documents.js';
import { mapColumn, requireObject } from './map-column.js';
import { bareTable } from './mapped-place.js';
import { ModelFolder } from './model-folder.js';
import type { DraftDocument, ModelEdit, Modeler } from './modeler-contract.js';
import { type CompiledDrafts, compileDrafts, requireValid, reviewModel } from './review-model.js';
import { sampleRows } from './sample-rows.js';
import { leastShown, objectsIn, visibleColumns } from './visible-columns.js';

/** What the assembly says of its modeler, as the component binds it. */
export const MODELER_SETTINGS = Symbol.for('caruso:business-objects:modeler-settings');

export interface ModelerSettings {
  readonly folders: readonly string[];
  readonly company?: string;
  readonly library?: readonly string[];
  readonly roles: readonly string[];
}

type In<Name extends keyof (typeof Modeler)['operations']> = InputOf<(typeof Modeler)['operations'][Name]>;

/** Lets administrators change the documents of models beside the databases they describe. */
export class ModelerService implements Service<typeof Modeler> {
  readonly #folders: ReadonlyMap<string, ModelFolder>;
  readonly #storage: ReturnType<typeof cachedCatalogues>;

  constructor(
    @inject(MODELER_SETTINGS) private readonly settings: ModelerSettings,
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) private readonly log: Log,
  ) {
    this.#folders = new Map(settings.folders.map((path) => new ModelFolder(path)).map((each) => [each.name, each]));
    this.#storage = cachedCatalogues(storage, clock);
  }

  models(_: In<'models'>, call: Call) {
    this.#requireRole(call);
    return [...this.#folders].map(([model, folder]) => ({ model, documents: [...folder.names()] }));
  }

  open({ model }: In<'open'>, call: Call) {
    this.#requireRole(call);
    return this.#opened(this.#folder(model));
  }

  review({ model, drafts }: In<'review'>, call: Call) {
    this.#requireRole(call);
    const folder = this.#folder(model);
    return reviewModel(this.#compile(folder, folder.withDrafts(drafts)), this.#storage);
  }

  async edit({ model, drafts, edit }: In<'edit'>, call: Call) {
    this.#requireRole(call);
    const folder = this.#folder(model);
    const before = folder.withDrafts(drafts);
    const documents = new EditedDocuments(before);
    const { done, member } = await this.#edit(documents, this.#compile(folder, before), edit);
    const after = before.map((each): DraftDocument => ({ ...each, text: documents.textOf(each.name) ?? each.text }));
    const changed = after.filter(({ text }, at) => text !== before[at]?.text);
    return { changed, review: await reviewModel(this.#compile(folder, after), this.#storage), done, member };
  }

  save({ model, drafts }: In<'save'>, call: Call) {
    this.#requireRole(call);
    const folder = this.#folder(model);
    const names = drafts.map(({ name }) => name).join(', ');
    folder.requireUnchanged(drafts);
    requireValid(this.#compile(folder, folder.withDrafts(drafts)));
    folder.save(drafts);
    this.log.info(`${call.actor?.id ?? 'The system'} saved ${names} of the model "${model}"`);
    return this.#opened(folder);
  }

  async stores(_: In<'stores'>, call: Call) {
    this.#requireRole(call);
    return this.#storage.stores({});
  }

  async tables({ model, store }: In<'tables'>, call: Call) {
    this.#requireRole(call);
    const { schema } = await this.#store(store);
    const tables = await this.#storage.catalogue({ store });
    if (schema === 'readonly') return tables;
    const compiled = this.#saved(this.#folder(model)).model;
    return tables.filter(({ name }) => objectsIn(compiled, { store, table: name }).length > 0);
  }

  async sample({ model, store, table: name, limit }: In<'sample'>, call: Call) {
    this.#requireRole(call);
    const { schema, engine } = await this.#store(store);
    this.#folder(model);
    const place = { store, table: name };
    const shown = this.#shown(schema, place, call.actor);
    const tables = await this.#storage.catalogue({ store });
    const table = tables.find((each) => bareTable(each.name) === bareTable(name));
    if (table === undefined) throw new ObjectErrors.NoTables({ store, wanted: name });
    return sampleRows(table, await sampleTable(this.#storage, store, table, engine), shown, limit);
  }

  async #edit(documents: EditedDocuments, { model }: CompiledDrafts, edit: ModelEdit) {
    const { object: name, ...place } = 'map' in edit ? edit.map : edit.add;
    const object = requireObject(model, name);
    const taken = [...object.attributes.keys(), ...object.links.keys()];
    const { engine } = await this.#store(place.store);
    const draft = await draftForColumn(this.#storage, engine, place, 'map' in edit ? [] : taken);
    const column = `${place.table}.${place.column}`;
    if ('add' in edit) {
      addAttribute(documents, model, place, name, draft);
      return { done: `${name}.${draft.name} (${draft.type}) is new, and lies in ${column}.`, member: draft.name };
    }
    const { member } = edit.map;
    mapColumn(documents, model, place, { object: name, name: member }, draft);
    return { done: `${name}.${member} lies in ${column}.`, member };
  }

  async #opened(folder: ModelFolder) {
    const documents = [...folder.documents()];
    const review = await reviewModel(this.#compile(folder, documents), this.#storage);
    return { model: folder.name, documents, review };
  }

  /** What may be seen of a table by the permissions of all models, whichever of them is worked at. */
  #shown(schema: Store['schema'], place: { readonly store: string; readonly table: string }, actor: Actor | undefined) {
    const saved = [...this.#folders.values()].map((folder) => this.#saved(folder));
    for (const each of saved) requireValid(each);
    const models = saved.map((each) => each.model);
    const isMapped = models.some((each) => objectsIn(each, place).length > 0);
    if (schema === 'managed' && !isMapped) throw new ObjectErrors.OwnTable(place);
    return leastShown(models.map((each) => visibleColumns(each, actor, place)));
  }

  #saved(folder: ModelFolder): CompiledDrafts {
    return this.#compile(folder, folder.documents());
  }

  #compile(folder: ModelFolder, documents: readonly DraftDocument[]): CompiledDrafts {
    const { company, library } = this.settings;
    return compileDrafts(documents, compileOptions(folder.path, { company, library }));
  }

  #folder(model: string): ModelFolder {
    const folder = this.#folders.get(model);
    if (folder === undefined) throw new ObjectErrors.NoSuchModel({ model, known: [...this.#folders.keys()] });
    return folder;
  }

  async #store(name: string): Promise<Store> {
    const stores = await this.#storage.stores({});
    const store = stores.find((each) => each.name === name);
    if (store !== undefined) return store;
    throw new ObjectErrors.NotMappable({
      what: `The store "${name}"`,
      reason: `the assembly has only ${stores.map((each) => each.name).join(', ')}`,
    });
  }

  #requireRole({ actor }: Call): void {
    const { roles } = this.settings;
    if (actor === undefined || actor.roles.some((role) => roles.includes(role))) return;
    throw new ObjectErrors.NotForRole({ roles: actor.roles, needed: roles });
  }
}
