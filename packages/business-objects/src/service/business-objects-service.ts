import type { Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, inject, LOG, type Log } from '@caruso/service-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { BusinessObjects } from '../contract.js';
import { describeObject } from '../model/describe.js';
import type { Model } from '../model/model.js';
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
  readonly #repository: Repository;

  constructor(
    @inject(SETTINGS) { model, ...settings }: ServiceSettings,
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
    @inject(LOG) log: Log,
  ) {
    this.#model = model;
    this.#storage = storage;
    this.#log = log;
    this.#repository = new Repository(model, { storage, clock, ...settings });
  }

  /**
   * Compares the model with its stores, and creates the tables of managed ones.
   *
   * @throws LanguageErrors.InvalidDocument when the two do not fit
   */
  start(): Promise<void> {
    return prepareStores(this.#model, (object) => this.#repository.plan(object), this.#storage, this.#log);
  }

  types() {
    return [...this.#model.objects.values()].map(describeObject);
  }

  get({ object, key, include }: In<'get'>) {
    return this.#repository.get(object, key, include);
  }

  async getMany({ object, keys, include }: In<'getMany'>) {
    return [...(await this.#repository.getMany(object, keys, include))];
  }

  createMany({ object, items }: In<'createMany'>) {
    return this.#repository.createMany(object, items);
  }

  async find({ object, ...search }: In<'find'>) {
    const { items, next } = await this.#repository.find(object, search);
    return next === undefined ? { items: [...items] } : { items: [...items], next };
  }

  create({ object, values }: In<'create'>) {
    return this.#repository.create(object, values);
  }

  update({ object, key, version, changes }: In<'update'>) {
    return this.#repository.update(object, key, version, changes);
  }

  async delete({ object, key, version }: In<'delete'>) {
    await this.#repository.delete(object, key, version);
    return {};
  }
}
