import type { Change, ChangeResult, Entity } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { HistoryView } from '../history/read-history.js';
import type { Action } from '../model/permissions.js';
import { ChunkSize } from '../repository/read/chunk-size.js';
import type { Search } from '../repository/read/object-reader.js';
import { conflictWith } from '../repository/write/conflict-with.js';
import { keyOf } from '../repository/write/key-of.js';
import { upsert } from '../repository/write/upsert.js';
import { maskEntity } from './mask-entity.js';
import type { ObjectOperations, ObjectSource } from './object-source.js';
import { checkIncludes, notRead, permittedSearch, type Rights } from './permitted-search.js';
import { Sight } from './sight.js';
import { WriteChecks } from './write-checks.js';

type Given = Readonly<Record<string, unknown>>;

/**
 * The objects of a model as one actor may see and change them. An object he may not read is, for him, one that does not
 * exist: in answers, along links, and in what refusals say.
 */
export class PermittedObjects implements ObjectOperations {
  readonly #repository: ObjectSource;
  readonly #rights: Rights;
  readonly #sight: Sight;
  readonly #checks: WriteChecks;

  constructor(repository: ObjectSource, rights: Rights) {
    this.#repository = repository;
    this.#rights = rights;
    this.#sight = new Sight(repository, rights);
    this.#checks = new WriteChecks(repository, rights, this.#sight);
  }

  /** @throws ObjectErrors.NotPermitted */
  async get(object: string, key: string, paths: readonly string[] = []): Promise<Entity | null> {
    this.#checkRead(object, paths);
    return this.#guarded(async () => {
      const entity = await this.#sight.read(object, key);
      return entity === null ? null : ((await this.#sight.shown(object, [entity], paths))[0] ?? null);
    });
  }

  /** @throws ObjectErrors.NotPermitted */
  async getMany(object: string, keys: readonly string[], paths: readonly string[] = []) {
    this.#checkRead(object, paths);
    return this.#guarded(async () => {
      const found = await this.#repository.getMany(object, keys);
      const readable = await this.#sight.readable(found.filter((entity) => entity !== null));
      const shown = new Map((await this.#sight.shown(object, readable, paths)).map((entity) => [entity.key, entity]));
      return found.map((entity) => (entity === null ? null : (shown.get(entity.key) ?? null)));
    });
  }

  /** @throws ObjectErrors.NotPermitted when it is filtered or sorted by what the actor does not see */
  async find(object: string, search: Search): Promise<{ items: readonly Entity[]; next?: string }> {
    this.#checkRead(object, search.include);
    return this.#guarded(async () => {
      const permitted = permittedSearch(this.#rights, object, { ...search, include: [] });
      const { items, next } = await this.#repository.find(object, permitted);
      const shown = await this.#sight.shown(object, items, search.include);
      return next === undefined ? { items: shown } : { items: shown, next };
    });
  }

  /** @throws ObjectErrors.NotPermitted */
  async create(object: string, given: Given): Promise<Entity> {
    this.#checkRead(object, []);
    return this.#guarded(async () => {
      await this.#checks.creation(object, [given]);
      const created = await this.#repository.create(object, given);
      return (await this.#sight.shown(object, [created], []))[0] ?? created;
    });
  }

  /** @throws ObjectErrors.NotPermitted */
  async createMany(object: string, items: readonly Given[]): Promise<{ created: number; keys?: string[] }> {
    this.#checkRead(object, []);
    return this.#guarded(async () => {
      await this.#checks.creation(object, items);
      return this.#repository.createMany(object, items);
    });
  }

  /** @throws ObjectErrors.NotPermitted, ObjectErrors.Conflict */
  async update(object: string, key: string, version: string, changes: Given): Promise<Entity> {
    this.#checkRead(object, []);
    return this.#guarded(async () => {
      const current = await this.#checks.update(object, key, version, changes);
      const changed = await this.#repository.update(object, key, current.version, changes);
      return (await this.#sight.shown(object, [changed], []))[0] ?? changed;
    });
  }

  /** @throws ObjectErrors.NotPermitted, ObjectErrors.Conflict */
  async delete(object: string, key: string, version: string): Promise<void> {
    this.#checkRead(object, []);
    return this.#guarded(async () => {
      const current = await this.#checks.deletion(object, key, version);
      await this.#repository.delete(object, key, current.version);
    });
  }

  /** What would be refused, as the actor may know it. */
  async validate(object: string, given: Given, key?: string): Promise<readonly Violation[]> {
    this.#checkRead(object, []);
    try {
      if (key === undefined) await this.#checks.creation(object, [given]);
      else {
        const current = await this.#sight.read(object, key);
        if (current === null) return [{ attribute: object, rule: 'key', value: key, message: 'is not there' }];
        await this.#checks.change(object, current, given);
      }
    } catch (thrown) {
      if (ObjectErrors.Invalid.is(thrown)) return thrown.data.violations;
      if (!ObjectErrors.NotPermitted.is(thrown)) throw thrown;
      const { members: [attribute = object] = [] } = thrown.data;
      return [{ attribute, rule: 'permission', value: given[attribute] ?? null, message: thrown.message }];
    }
    return this.#guarded(() => this.#repository.validate(object, given, key));
  }

  /**
   * Writes several objects, if the actor may write each of them.
   *
   * @param carryOut writes them, with the versions they really have
   * @throws ObjectErrors.NotPermitted, ObjectErrors.Conflict
   */
  async change(
    changes: readonly Change[],
    carryOut: (changes: readonly Change[]) => Promise<ChangeResult>,
  ): Promise<ChangeResult> {
    return this.#guarded(async () => {
      const created = new Set<string>();
      const isNew = (object: string, key: string) => created.has(`${object} ${key}`);
      const permitted: Change[] = [];
      for (const change of changes) {
        const { object } = 'create' in change ? change.create : 'update' in change ? change.update : change.delete;
        this.#checkRead(object, []);
        if ('create' in change) {
          await this.#checks.creation(object, [change.create.values], isNew);
          const key = keyOf(this.#repository.plan(object), change.create.values);
          if (key !== undefined) created.add(`${object} ${key}`);
          permitted.push(change);
        } else if ('update' in change) {
          const { key, version, changes: given } = change.update;
          const current = await this.#checks.update(object, key, version, given, isNew);
          permitted.push({ update: { ...change.update, version: current.version } });
        } else {
          const current = await this.#checks.deletion(object, change.delete.key, change.delete.version);
          permitted.push({ delete: { ...change.delete, version: current.version } });
        }
      }
      return carryOut(permitted);
    });
  }

  /** @throws ObjectErrors.NotPermitted when it is filtered by what the actor does not see */
  async *stream(object: string, search: Pick<Search, 'where' | 'search' | 'include'>): AsyncGenerator<Entity> {
    const chunk = new ChunkSize(search.include.length > 0);
    let after: string | undefined;
    do {
      const page = await this.find(object, { ...search, sort: [], limit: chunk.size, after });
      chunk.saw(page.items);
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }

  /** @throws ObjectErrors.NotPermitted */
  async upsert(object: string, given: Given, by?: readonly string[]): Promise<{ item: Entity; created: boolean }> {
    this.#checkRead(object, []);
    return upsert(this, this.#repository.plan(object), given, by);
  }

  /**
   * How the actor sees an object, and what it was: as he sees it now, or, when it is gone, as he sees all objects of the type.
   * Undefined when it is, for him, not there.
   *
   * @throws ObjectErrors.NotPermitted
   */
  async view(object: string, given: string): Promise<HistoryView | undefined> {
    this.#checkRead(object, []);
    const plan = this.#repository.plan(object);
    const rights = this.#rights.of(object);
    const current = await this.#repository.get(object, given);
    const key = current?.key ?? given;
    if (rights === undefined) return { key, current, restricted: false, sees: () => true, show: (values) => values };
    const restricted = rights.rows !== undefined;
    if (restricted && (current === null || !(await this.#sight.isRead(current)))) return undefined;
    const grants =
      current === null
        ? rights.grants().filter(({ filter }) => filter === undefined)
        : await this.#sight.holding(object, rights.grants(), current.values);
    const bare = { object, key, version: '', title: '', links: {} };
    const sees = (name: string) => grants.some(({ seen }) => seen.has(name));
    return { key, current, restricted, sees, show: (values) => maskEntity(plan, { ...bare, values }, grants).values };
  }

  /**
   * The object as it is, if the actor may do something to it other than writing it; null when there is none any more, and he may
   * do it with all objects of the type.
   *
   * @throws ObjectErrors.NotPermitted, ObjectErrors.NotFound
   */
  async require(object: string, key: string, action: Action): Promise<Entity | null> {
    this.#checkRead(object, []);
    const entity = await this.#sight.read(object, key);
    const grants = this.#checks.grantsTo(object, action);
    if (entity === null) {
      const isForAll = grants === undefined || grants.some(({ filter }) => filter === undefined);
      if (isForAll && (await this.#repository.get(object, key)) === null) return null;
      throw new ObjectErrors.NotFound({ object, key });
    }
    if (grants === undefined || (await this.#sight.holding(object, grants, entity.values)).length > 0) return entity;
    throw this.#checks.notOf(object, action);
  }

  #checkRead(object: string, paths: readonly string[]): void {
    this.#repository.plan(object);
    if (this.#rights.of(object)?.readable === false) throw notRead(this.#rights, object);
    checkIncludes(this.#rights, object, paths);
  }

  /** Refusals tell nothing of what the actor does not see either. */
  async #guarded<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (thrown) {
      if (
        ObjectErrors.UnreadableValue.is(thrown) &&
        this.#rights.of(thrown.data.object)?.asks(thrown.data.attribute) === false
      ) {
        throw new ObjectErrors.UnreadableValue({ ...thrown.data, found: 'something' });
      }
      if (!ObjectErrors.Conflict.is(thrown) || thrown.data.current === null) throw thrown;
      const { object, key, expected } = thrown.data;
      throw conflictWith(
        object,
        key,
        expected,
        await this.#sight.shownAlone(object, await this.#sight.read(object, key)),
      );
    }
  }
}
