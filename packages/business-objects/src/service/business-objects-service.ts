import type { Clock, InputOf, Service, Stub } from '@caruso/core';
import { CLOCK, inject } from '@caruso/service-manager';
import { Storage, type TableDefinition } from '@caruso/storage-manager/contract';
import type { BusinessObjects } from '../contract.js';
import { requireStores } from '../model/check-model.js';
import { describeObject } from '../model/describe.js';
import { tableDefinition } from '../model/managed-tables.js';
import type { Model } from '../model/model.js';
import { Repository } from '../repository/repository.js';

/** The model and the zone of the company, as the component binds them. */
export const SETTINGS = Symbol.for('caruso:business-objects:settings');

export interface ServiceSettings {
  readonly model: Model;
  readonly zone: string;
}

type In<Name extends keyof (typeof BusinessObjects)['operations']> = InputOf<
  (typeof BusinessObjects)['operations'][Name]
>;

/** Offers the objects of a model to the components of an assembly. */
export class BusinessObjectsService implements Service<typeof BusinessObjects> {
  readonly #model: Model;
  readonly #storage: Stub<typeof Storage>;
  readonly #repository: Repository;

  constructor(
    @inject(SETTINGS) { model, zone }: ServiceSettings,
    @inject(Storage) storage: Stub<typeof Storage>,
    @inject(CLOCK) clock: Clock,
  ) {
    this.#model = model;
    this.#storage = storage;
    this.#repository = new Repository(model, { storage, clock, zone });
  }

  /**
   * Creates the tables of managed stores; those of others are never touched.
   *
   * @throws LanguageErrors.InvalidDocument when the model is mapped to a store that the assembly lacks
   */
  async start(): Promise<void> {
    const known = await this.#storage.stores({});
    requireStores(
      this.#model,
      known.map(({ name }) => name),
    );
    const stores = new Map<string, TableDefinition[]>();
    for (const { name, mapping } of this.#model.objects.values()) {
      if (!mapping?.managed) continue;
      const definition = tableDefinition(this.#repository.plan(name));
      stores.set(mapping.store, [...(stores.get(mapping.store) ?? []), definition]);
    }
    for (const [store, tables] of stores) await this.#storage.define({ store, tables });
  }

  types() {
    return [...this.#model.objects.values()].map(describeObject);
  }

  get({ object, key, include }: In<'get'>) {
    return this.#repository.get(object, key, include);
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
