import type { Call, Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { BusinessObjects } from '../contract.js';
import { ExtendedRepository } from '../extension/extended-repository.js';
import type { Model } from '../model/model.js';
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
  readonly #access: Access;

  constructor(
    @inject(SETTINGS) { model, ...settings }: ServiceSettings,
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
  ) {
    this.#model = model;
    this.#storage = storage;
    this.#log = log;
    const isExtended = [...model.objects.values()].some(({ mapping }) => mapping?.extension !== undefined);
    const context = { storage, clock, ...settings };
    const source = isExtended ? new ExtendedRepository(model, context) : new Repository(model, context);
    this.#access = new Access(model, source);
  }

  /**
   * Compares the model with its stores, and creates the tables of managed ones.
   *
   * @throws LanguageErrors.InvalidDocument when the two do not fit
   */
  start(): Promise<void> {
    return prepareStores(this.#model, this.#storage, this.#log);
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
