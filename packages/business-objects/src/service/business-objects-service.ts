import type { Call, Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { BusinessObjects } from '../contract.js';
import { openObjects } from '../extension/open-objects.js';
import type { Model } from '../model/model.js';
import { carryOutChange, isPartDone } from '../outbox/change.js';
import { Outbox } from '../outbox/outbox.js';
import { outboxTable, type StoredPart } from '../outbox/outbox-part.js';
import { Access } from '../permission/access.js';
import { Repository } from '../repository/repository.js';
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
  readonly #access: Access;
  /** Undefined where all objects lie in one store. */
  readonly #outbox: Outbox | undefined;

  constructor(
    @inject(SETTINGS) { model, ...settings }: ServiceSettings,
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
  ) {
    this.#model = model;
    this.#storage = storage;
    this.#log = log;
    this.#clock = clock;
    const pending = (object: string, key: string) => this.#outbox?.pending(object, key) ?? 0;
    const context = { storage, clock, pending, ...settings };
    const repository = new Repository(model, context);
    this.#repository = repository;
    const stores = new Set([...model.objects.values()].map(({ mapping }) => mapping?.store));
    const isDone = (part: StoredPart) => isPartDone(repository, part);
    this.#outbox = stores.size > 1 ? new Outbox({ storage, clock, log, isDone }) : undefined;
    this.#access = new Access(model, openObjects(model, context));
  }

  /**
   * Compares the model with its stores, and creates the tables of managed ones.
   *
   * @throws LanguageErrors.InvalidDocument when the two do not fit
   */
  async start(): Promise<void> {
    await prepareStores(this.#model, this.#storage, this.#log);
    if (this.#outbox === undefined) return;
    await this.#storage.define({ store: 'system', tables: [outboxTable] });
    await this.#outbox.start();
  }

  async stop(): Promise<void> {
    await this.#outbox?.stop();
  }

  change({ changes }: In<'change'>, call: Call) {
    const [storage, repository, clock, outbox] = [this.#storage, this.#repository, this.#clock, this.#outbox];
    return this.#access.change(call.actor, changes, (permitted) =>
      carryOutChange({ storage, repository, clock, outbox }, permitted),
    );
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

  async get({ object, key, include }: In<'get'>, call: Call) {
    return (await this.#access.of(call.actor)).get(object, key, include);
  }

  async getMany({ object, keys, include }: In<'getMany'>, call: Call) {
    return [...(await (await this.#access.of(call.actor)).getMany(object, keys, include))];
  }

  async createMany({ object, items }: In<'createMany'>, call: Call) {
    return (await this.#access.of(call.actor)).createMany(object, items);
  }

  async *stream({ object, ...search }: In<'stream'>, call: Call) {
    yield* (await this.#access.of(call.actor)).stream(object, search);
  }

  async upsert({ object, by, values }: In<'upsert'>, call: Call) {
    return (await this.#access.of(call.actor)).upsert(object, values, by);
  }

  async find({ object, ...search }: In<'find'>, call: Call) {
    const { items, next } = await (await this.#access.of(call.actor)).find(object, search);
    return next === undefined ? { items: [...items] } : { items: [...items], next };
  }

  async validate({ object, items }: In<'validate'>, call: Call) {
    const objects = await this.#access.of(call.actor);
    const found = await Promise.all(items.map(({ key, values }) => objects.validate(object, values, key)));
    return found.flatMap((violations, index) => violations.map((each) => ({ ...each, index })));
  }

  async create({ object, values }: In<'create'>, call: Call) {
    return (await this.#access.of(call.actor)).create(object, values);
  }

  async update({ object, key, version, changes }: In<'update'>, call: Call) {
    return (await this.#access.of(call.actor)).update(object, key, version, changes);
  }

  async delete({ object, key, version }: In<'delete'>, call: Call) {
    await (await this.#access.of(call.actor)).delete(object, key, version);
    return {};
  }
}
