import type { Call, Contract, Service } from '@caruso/core';
import { inject } from '@caruso/service-manager';
import type { Entity, Filter } from '../contract.js';
import type { Model } from '../model/model.js';
import { BusinessObjectsService } from './business-objects-service.js';
import { SEARCH_PARTS } from './object-contract.js';
import { objectRecord } from './object-record.js';

type Arguments = Readonly<Record<string, unknown>>;
interface SearchArguments {
  readonly where?: Filter;
  readonly search?: string;
  readonly sort: string[];
  readonly limit: number;
  readonly after?: string;
  readonly include: string[];
}

/** The class that serves `objects.<object>`; its instances forward to the one service that knows all objects. */
export function objectServiceClass(model: Model, object: string) {
  const flat = (entity: Entity) => objectRecord(model, entity);
  class ObjectService {
    readonly #objects: BusinessObjectsService;

    constructor(@inject(BusinessObjectsService) objects: BusinessObjectsService) {
      this.#objects = objects;
    }

    async get({ key, include }: { key: string; include: string[] }, call: Call) {
      const entity = await this.#objects.get({ object, key, include }, call);
      return entity && flat(entity);
    }

    async find(input: SearchArguments & Arguments, call: Call) {
      const { where, search, sort, limit, after, include } = input;
      const equalities = Object.entries(input).flatMap(([attribute, value]): Filter[] =>
        (SEARCH_PARTS as readonly string[]).includes(attribute) || value === undefined
          ? []
          : [{ attribute, op: 'eq', value }],
      );
      const all = where === undefined ? equalities : [...equalities, where];
      const asked = {
        object,
        sort,
        limit,
        include,
        ...(all.length === 0 ? {} : { where: { all } }),
        ...(search === undefined ? {} : { search }),
        ...(after === undefined ? {} : { after }),
      };
      const page = await this.#objects.find(asked, call);
      return { ...page, items: page.items.map(flat) };
    }

    async create(values: Arguments, call: Call) {
      return flat(await this.#objects.create({ object, values }, call));
    }

    async update({ key, version, ...changes }: { key: string; version: string } & Arguments, call: Call) {
      return flat(await this.#objects.update({ object, key, version, changes }, call));
    }

    delete({ key, version }: { key: string; version: string }, call: Call) {
      return this.#objects.delete({ object, key, version }, call);
    }
  }
  return ObjectService as unknown as abstract new (
    objects: BusinessObjectsService,
  ) => Service<Contract>;
}
