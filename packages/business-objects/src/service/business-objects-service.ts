import type { Call, Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { Consents } from '../consent/consents.js';
import type { BusinessObjects } from '../contract.js';
import { duplicatesOf } from '../duplicates/duplicates-of.js';
import { findDuplicates } from '../duplicates/find-duplicates.js';
import { Erasures } from '../erasure/erasures.js';
import { OutboxValues } from '../erasure/outbox-values.js';
import { ValuesInHistory } from '../erasure/values-in-history.js';
import { ObjectErrors } from '../errors.js';
import { openObjects } from '../extension/open-objects.js';
import { type Author, Journal } from '../history/journal.js';
import { readHistory } from '../history/read-history.js';
import { RecordedObjects } from '../history/recorded-objects.js';
import { historyStores } from '../history/where-kept.js';
import { checkReferences as checkReferencesTo } from '../merge/check-references.js';
import { mergeObjects } from '../merge/merge-objects.js';
import { MergedKeys } from '../merge/merged-keys.js';
import type { MergePlan } from '../merge/plan-merge.js';
import type { Model } from '../model/model.js';
import { carryOutChange, isPartDone } from '../outbox/change.js';
import { Outbox } from '../outbox/outbox.js';
import type { StoredPart } from '../outbox/outbox-part.js';
import { Access } from '../permission/access.js';
import type { ObjectOperations, ObjectSource } from '../permission/object-source.js';
import { Repository } from '../repository/repository.js';
import { AwaitedTables } from './awaited-tables.js';
import { canBeMerged, liesInSeveralStores, ownTables } from './own-tables.js';
import { prepareStores } from './prepare-stores.js';

/** The model and the zone of the company, as the component binds them. */
export const SETTINGS = Symbol.for('caruso:business-objects:settings');

export interface ServiceSettings {
  readonly model: Model;
  readonly zone: string;
  readonly mostKeys?: number;
}

type In<Name extends keyof (typeof BusinessObjects)['operations']> = InputOf<
  (typeof BusinessObjects)['operations'][Name]
>;

/** Offers the objects of a model to the components of an assembly. */
export class BusinessObjectsService implements Service<typeof BusinessObjects> {
  readonly #model: Model;
  readonly #storage: Stub<typeof Storage>;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #repository: Repository;
  /** The objects as wholes, for the system. */
  readonly #source: ObjectSource;
  readonly #access: Access;
  readonly #consents: Consents;
  readonly #merged: MergedKeys;
  readonly #erasures: Erasures;
  /** Undefined where no object keeps a history. */
  readonly #journal: Journal | undefined;
  readonly #zone: string;
  /** Undefined where all objects lie in one store. */
  readonly #outbox: Outbox | undefined;

  constructor(
    @inject(SETTINGS) { model, ...settings }: ServiceSettings,
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
  ) {
    this.#model = model;
    this.#zone = settings.zone;
    this.#storage = storage;
    this.#log = log;
    this.#clock = clock;
    const pending = (object: string, key: string) => this.#outbox?.pending(object, key) ?? 0;
    const context = { storage: new AwaitedTables(model, storage), clock, pending, ...settings };
    const repository = new Repository(model, context);
    this.#repository = repository;
    const isDone = (part: StoredPart) => isPartDone(repository, part);
    const source = openObjects(model, context);
    this.#source = source;
    this.#merged = new MergedKeys(storage, source);
    const keeps = historyStores(model).size > 0;
    const journal = keeps
      ? new Journal(model, { storage, clock, log, source, repository, zone: settings.zone })
      : undefined;
    this.#journal = journal;
    const whenDone = journal && ((part: StoredPart) => journal.partDone(part.id));
    this.#outbox = liesInSeveralStores(model) ? new Outbox({ storage, clock, log, isDone, whenDone }) : undefined;
    const recorded = journal && ((author: Author) => new RecordedObjects(source, repository, journal, author));
    this.#access = new Access(model, source, recorded);
    const access = this.#access;
    this.#consents = new Consents(model, { storage, clock, access });
    const consents = this.#consents;
    const history = new ValuesInHistory(storage);
    const inOutbox = this.#outbox && new OutboxValues(storage);
    const shared = { storage, clock, log, source, repository, access, consents, history, journal, outbox: inOutbox };
    this.#erasures = new Erasures(model, shared);
  }

  /**
   * Compares the model with its stores, and creates the tables of managed ones.
   *
   * @throws LanguageErrors.InvalidDocument when the two do not fit
   */
  async start(): Promise<void> {
    await prepareStores(this.#model, this.#storage, this.#log, ownTables(this.#model));
    await this.#journal?.unsettled.start();
    await this.#outbox?.start();
    this.#erasures.start();
  }

  async stop(): Promise<void> {
    this.#journal?.unsettled.stop();
    await this.#erasures.stop();
    await this.#outbox?.stop();
  }

  /** @throws ObjectErrors.NoHistory when the objects of the type keep none */
  async history({ object, key, ...page }: In<'history'>, call: Call) {
    const view = await this.#access.view(call.actor, object, key);
    const type = this.#journal?.keeping(object);
    if (type === undefined) throw new ObjectErrors.NoHistory({ object });
    return view === undefined ? { items: [] } : readHistory(this.#storage, type, page, view);
  }

  change({ changes }: In<'change'>, call: Call) {
    const [storage, repository, clock, outbox] = [this.#storage, this.#repository, this.#clock, this.#outbox];
    const recorded = this.#journal && { journal: this.#journal, author: call };
    return this.#access.change(call.actor, changes, (permitted) =>
      carryOutChange({ storage, repository, clock, outbox, recorded }, permitted),
    );
  }

  /** @throws ObjectErrors.NoErasure */
  erase(asked: In<'erase'>, call: Call) {
    return this.#erasures.erase(asked, call);
  }

  erasures(asked: In<'erasures'>, call: Call) {
    return this.#erasures.list(asked, call);
  }

  async outbox(asked: In<'outbox'>, call: Call) {
    this.#access.requireAll(call.actor, 'see the outbox of');
    return [...((await this.#outbox?.list(asked)) ?? [])];
  }

  async retryOutbox({ ids }: In<'retryOutbox'>, call: Call) {
    this.#access.requireAll(call.actor, 'retry the outbox of');
    await this.#outbox?.retry(ids);
    return {};
  }

  types(_: In<'types'>, call: Call) {
    return this.#access.types(call.actor);
  }

  get({ object, key, include }: In<'get'>, call: Call) {
    return this.#as(call, async (objects) => {
      const found = await objects.get(object, key, include);
      if (found !== null || !canBeMerged(this.#model, object)) return found;
      const survivor = await this.#merged.survivorOf(object, key);
      return survivor === undefined ? null : objects.get(object, survivor, include);
    });
  }

  /** Of an object that the actor may read. */
  async merged({ object, key }: In<'merged'>, call: Call) {
    const found = await this.get({ object, key, include: [] }, call);
    if (found === null || !canBeMerged(this.#model, object)) return { key: found?.key ?? null, former: [] };
    return { key: found.key, former: [...(await this.#merged.formerKeys(object, found.key))] };
  }

  async getMany({ object, keys, include }: In<'getMany'>, call: Call) {
    return [...(await (await this.#access.of(call)).getMany(object, keys, include))];
  }

  createMany({ object, items }: In<'createMany'>, call: Call) {
    return this.#as(call, (objects) => objects.createMany(object, items));
  }

  async *stream({ object, consent, ...search }: In<'stream'>, call: Call) {
    const found = (await this.#access.of(call)).stream(object, search);
    if (consent === undefined) yield* found;
    else yield* this.#consents.filter(object, found, consent);
  }

  consent(asked: In<'consent'>, call: Call) {
    return this.#consents.of(asked, call);
  }

  giveConsent(given: In<'giveConsent'>, call: Call) {
    return this.#consents.give(given, call);
  }

  confirmConsent(given: In<'confirmConsent'>, call: Call) {
    return this.#consents.confirm(given, call);
  }

  withdrawConsent(given: In<'withdrawConsent'>, call: Call) {
    return this.#consents.withdraw(given, call);
  }

  /** Of those whom the actor of the call may read. */
  async consented({ object, keys, purpose, channel }: In<'consented'>, call: Call) {
    const found = await (await this.#access.of(call)).getMany(object, keys);
    const known = found.flatMap((entity) => (entity === null ? [] : [entity.key]));
    return [...(await this.#consents.among(object, known, purpose, channel))];
  }

  upsert({ object, by, values }: In<'upsert'>, call: Call) {
    return this.#as(call, (objects) => objects.upsert(object, values, by));
  }

  async find({ object, ...search }: In<'find'>, call: Call) {
    const { items, next } = await (await this.#access.of(call)).find(object, search);
    return next === undefined ? { items: [...items] } : { items: [...items], next };
  }

  async validate({ object, items }: In<'validate'>, call: Call) {
    const objects = await this.#access.of(call);
    const found = await Promise.all(items.map(({ key, values }) => objects.validate(object, values, key)));
    return found.flatMap((violations, index) => violations.map((each) => ({ ...each, index })));
  }

  async duplicatesOf(question: In<'duplicatesOf'>, call: Call) {
    const { candidates, complete } = await duplicatesOf(await this.#duplicateSource(question.object, call), question);
    return { candidates: [...candidates], complete };
  }

  async *duplicates({ object }: In<'duplicates'>, call: Call) {
    yield* findDuplicates(await this.#duplicateSource(object, call), object);
  }

  async merge({ dryRun, ...request }: In<'merge'>, call: Call) {
    const [storage, repository, model, clock] = [this.#storage, this.#repository, this.#model, this.#clock];
    const rights = await this.#access.merges(call.actor);
    const environment = { now: clock.now(), zone: this.#zone };
    const checkReferences = (merge: MergePlan) => checkReferencesTo(storage, repository, model.objects.keys(), merge);
    const recorded = this.#journal && { journal: this.#journal, author: call };
    const tools = { storage, repository, source: this.#source, model, clock, outbox: this.#outbox, recorded };
    return mergeObjects({ ...tools, rights, environment, checkReferences }, request, dryRun);
  }

  create({ object, values }: In<'create'>, call: Call) {
    return this.#as(call, (objects) => objects.create(object, values));
  }

  update({ object, key, version, changes }: In<'update'>, call: Call) {
    return this.#as(call, (objects) => objects.update(object, key, version, changes));
  }

  async delete({ object, key, version }: In<'delete'>, call: Call) {
    await (await this.#access.of(call)).delete(object, key, version);
    return {};
  }

  /** Reads or writes as the actor of a call may; at once, where nothing has to be found out about him first. */
  #as<T>(call: Call, use: (objects: ObjectOperations) => Promise<T>): Promise<T> {
    const objects = this.#access.of(call);
    return objects instanceof Promise ? objects.then(use) : use(objects);
  }

  async #duplicateSource(object: string, call: Call) {
    const [objects, asks] = [await this.#access.of(call), await this.#access.asks(call.actor, object)];
    return { objects, asks, plan: (name: string) => this.#access.plan(name) };
  }
}
