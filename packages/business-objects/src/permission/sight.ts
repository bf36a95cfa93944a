import type { Entity } from '../contract.js';
import { type BatchReader, include } from '../repository/read/include.js';
import { holds } from './holds.js';
import { maskEntity } from './mask-entity.js';
import type { Granted } from './object-rights.js';
import type { ObjectSource } from './object-source.js';
import type { Rights } from './permitted-search.js';

/** What an actor sees of stored objects. */
export class Sight {
  readonly #repository: ObjectSource;
  readonly #rights: Rights;

  constructor(repository: ObjectSource, rights: Rights) {
    this.#repository = repository;
    this.#rights = rights;
  }

  /** An object as it is stored, if the actor may read it. */
  async read(object: string, key: string): Promise<Entity | null> {
    const entity = await this.#repository.get(object, key);
    return entity !== null && (await this.isRead(entity)) ? entity : null;
  }

  async isRead({ object, values }: Entity): Promise<boolean> {
    const rows = this.#rights.of(object)?.rows;
    return rows === undefined || holds(this.#repository, object, rows, values);
  }

  /** Those of some grants that hold for an object with such values. */
  async holding(object: string, grants: readonly Granted[], values: Entity['values']): Promise<readonly Granted[]> {
    const found = await Promise.all(
      grants.map(async ({ filter }) => filter === undefined || holds(this.#repository, object, filter, values)),
    );
    return grants.filter((_, index) => found[index]);
  }

  /** An object by itself, as the actor sees it. */
  async shownAlone(object: string, entity: Entity | null): Promise<Entity | null> {
    return entity === null ? null : ((await this.shown(object, [entity], []))[0] ?? null);
  }

  /** Objects with what is linked to them, as the actor sees them. */
  async shown(object: string, entities: readonly Entity[], paths: readonly string[]): Promise<readonly Entity[]> {
    const reader: BatchReader = {
      plan: (name) => this.#repository.plan(name),
      byKeys: async (plan, keys) => this.readable(await this.#repository.byKeys(plan, keys)),
      byLink: async (plan, link, keys) => this.readable(await this.#repository.byLink(plan, link, keys)),
    };
    const whole = await include(reader, this.#repository.plan(object), entities, paths);
    return Promise.all(whole.map((entity) => this.#masked(entity)));
  }

  async readable(entities: readonly Entity[]): Promise<readonly Entity[]> {
    const found = await Promise.all(entities.map((entity) => this.isRead(entity)));
    return entities.filter((_, index) => found[index]);
  }

  async #masked(entity: Entity): Promise<Entity> {
    const links: Record<string, readonly Entity[]> = {};
    for (const [name, linked] of Object.entries(entity.links)) {
      links[name] = await Promise.all(linked.map((each) => this.#masked(each)));
    }
    const rights = this.#rights.of(entity.object);
    const whole = { ...entity, links };
    if (rights === undefined) return whole;
    const grants = rights.isUniform
      ? rights.grants()
      : await this.holding(entity.object, rights.grants(), entity.values);
    return maskEntity(this.#repository.plan(entity.object), whole, grants);
  }

  /** Those of some keys that lead to an object the actor may read. */
  async known(object: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0 || this.#rights.of(object)?.readable === false) return new Set();
    const found = await this.#repository.getMany(object, keys);
    const readable = new Set(await this.readable(found.filter((entity) => entity !== null)));
    return new Set(keys.filter((_, index) => readable.has(found[index] as Entity)));
  }
}
