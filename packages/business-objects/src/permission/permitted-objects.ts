import type { Change, ChangeResult, Entity } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { HistoryView } from '../history/read-history.js';
import type { Action } from '../model/permissions.js';
import { presetsOf } from '../model/presets-of.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { ChunkSize } from '../repository/read/chunk-size.js';
import { type BatchReader, include } from '../repository/read/include.js';
import type { Search } from '../repository/read/object-reader.js';
import type { Repository } from '../repository/repository.js';
import { conflictWith } from '../repository/write/conflict-with.js';
import { keyOf } from '../repository/write/key-of.js';
import { upsert } from '../repository/write/upsert.js';
import { holds } from './holds.js';
import { maskEntity } from './mask-entity.js';
import type { Granted } from './object-rights.js';
import { checkIncludes, notRead, permittedSearch, type Rights } from './permitted-search.js';

type Given = Readonly<Record<string, unknown>>;
/** Whether an object is created together with others. */
type IsNew = (object: string, key: string) => boolean;

/** What can be done with the objects of a model, by whomever. */
export type ObjectOperations = Pick<
  Repository,
  'get' | 'getMany' | 'find' | 'stream' | 'validate' | 'create' | 'createMany' | 'update' | 'upsert' | 'delete'
>;

/** Where permitted objects come from: the repository, or what stands for it. */
export type ObjectSource = ObjectOperations & BatchReader;

/**
 * The objects of a model as one actor may see and change them. An object he may not read is, for him, one that does not
 * exist: in answers, along links, and in what refusals say.
 */
export class PermittedObjects implements ObjectOperations {
  readonly #repository: ObjectSource;
  readonly #rights: Rights;

  constructor(repository: ObjectSource, rights: Rights) {
    this.#repository = repository;
    this.#rights = rights;
  }

  /** @throws ObjectErrors.NotPermitted */
  async get(object: string, key: string, paths: readonly string[] = []): Promise<Entity | null> {
    this.#checkRead(object, paths);
    return this.#guarded(async () => {
      const entity = await this.#read(object, key);
      return entity === null ? null : ((await this.#shown(object, [entity], paths))[0] ?? null);
    });
  }

  /** @throws ObjectErrors.NotPermitted */
  async getMany(object: string, keys: readonly string[], paths: readonly string[] = []) {
    this.#checkRead(object, paths);
    return this.#guarded(async () => {
      const found = await this.#repository.getMany(object, keys);
      const readable = await this.#readable(found.filter((entity) => entity !== null));
      const shown = new Map((await this.#shown(object, readable, paths)).map((entity) => [entity.key, entity]));
      return found.map((entity) => (entity === null ? null : (shown.get(entity.key) ?? null)));
    });
  }

  /** @throws ObjectErrors.NotPermitted when it is filtered or sorted by what the actor does not see */
  async find(object: string, search: Search): Promise<{ items: readonly Entity[]; next?: string }> {
    this.#checkRead(object, search.include);
    return this.#guarded(async () => {
      const permitted = permittedSearch(this.#rights, object, { ...search, include: [] });
      const { items, next } = await this.#repository.find(object, permitted);
      const shown = await this.#shown(object, items, search.include);
      return next === undefined ? { items: shown } : { items: shown, next };
    });
  }

  /** @throws ObjectErrors.NotPermitted */
  async create(object: string, given: Given): Promise<Entity> {
    this.#checkRead(object, []);
    return this.#guarded(async () => {
      await this.#checkCreation(object, [given]);
      const created = await this.#repository.create(object, given);
      return (await this.#shown(object, [created], []))[0] ?? created;
    });
  }

  /** @throws ObjectErrors.NotPermitted */
  async createMany(object: string, items: readonly Given[]): Promise<{ created: number; keys?: string[] }> {
    this.#checkRead(object, []);
    return this.#guarded(async () => {
      await this.#checkCreation(object, items);
      return this.#repository.createMany(object, items);
    });
  }

  /** @throws ObjectErrors.NotPermitted, ObjectErrors.Conflict */
  async update(object: string, key: string, version: string, changes: Given): Promise<Entity> {
    this.#checkRead(object, []);
    return this.#guarded(async () => {
      const current = await this.#checkUpdate(object, key, version, changes);
      const changed = await this.#repository.update(object, key, current.version, changes);
      return (await this.#shown(object, [changed], []))[0] ?? changed;
    });
  }

  /** @throws ObjectErrors.NotPermitted, ObjectErrors.Conflict */
  async delete(object: string, key: string, version: string): Promise<void> {
    this.#checkRead(object, []);
    return this.#guarded(async () => {
      const current = await this.#checkDeletion(object, key, version);
      await this.#repository.delete(object, key, current.version);
    });
  }

  /** What would be refused, as the actor may know it. */
  async validate(object: string, given: Given, key?: string): Promise<readonly Violation[]> {
    this.#checkRead(object, []);
    try {
      if (key === undefined) await this.#checkCreation(object, [given]);
      else {
        const current = await this.#read(object, key);
        if (current === null) return [{ attribute: object, rule: 'key', value: key, message: 'is not there' }];
        await this.#checkChange(object, current, given);
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
          await this.#checkCreation(object, [change.create.values], isNew);
          const key = keyOf(this.#repository.plan(object), change.create.values);
          if (key !== undefined) created.add(`${object} ${key}`);
          permitted.push(change);
        } else if ('update' in change) {
          const { key, version, changes: given } = change.update;
          const current = await this.#checkUpdate(object, key, version, given, isNew);
          permitted.push({ update: { ...change.update, version: current.version } });
        } else {
          const current = await this.#checkDeletion(object, change.delete.key, change.delete.version);
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
    if (restricted && (current === null || !(await this.#isRead(current)))) return undefined;
    const grants =
      current === null
        ? rights.grants().filter(({ filter }) => filter === undefined)
        : await this.#holding(object, rights.grants(), current.values);
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
    const entity = await this.#read(object, key);
    const grants = this.#grantsTo(object, action);
    if (entity === null) {
      const isForAll = grants === undefined || grants.some(({ filter }) => filter === undefined);
      if (isForAll && (await this.#repository.get(object, key)) === null) return null;
      throw new ObjectErrors.NotFound({ object, key });
    }
    if (grants === undefined || (await this.#holding(object, grants, entity.values)).length > 0) return entity;
    throw this.#notOf(object, action);
  }

  /** The object as it is, if the actor may change it so. */
  async #checkUpdate(object: string, key: string, version: string, changes: Given, isNew?: IsNew): Promise<Entity> {
    const current = await this.#expect(object, key, version);
    await this.#checkChange(object, current, changes, isNew);
    return current;
  }

  async #checkChange(object: string, current: Entity, changes: Given, isNew?: IsNew): Promise<void> {
    const grants = this.#grantsTo(object, 'change');
    if (grants !== undefined) {
      const before = await this.#holding(object, grants, current.values);
      if (before.length === 0) throw this.#notOf(object, 'change');
      const fixed = others(this.#repository.plan(object), changes, (name) =>
        before.some(({ changeable }) => changeable.has(name)),
      );
      refuse(this.#rights, object, 'change', fixed);
      await this.#requireAfter(object, 'change', grants, { ...current.values, ...defined(changes) });
    }
    await this.#checkLinks(object, [changes], current.values, isNew);
  }

  /** The object as it is, if the actor may delete it. */
  async #checkDeletion(object: string, key: string, version: string): Promise<Entity> {
    const current = await this.#expect(object, key, version);
    const grants = this.#grantsTo(object, 'delete');
    if (grants !== undefined && (await this.#holding(object, grants, current.values)).length === 0) {
      throw this.#notOf(object, 'delete');
    }
    return current;
  }

  async #checkCreation(object: string, items: readonly Given[], isNew?: IsNew): Promise<void> {
    const plan = this.#repository.plan(object);
    const grants = this.#grantsTo(object, 'create');
    for (const given of grants === undefined ? [] : items) {
      const own = await this.#requireAfter(object, 'create', grants ?? [], withPresets(plan, given));
      const hidden = others(plan, given, (name) => own.some(({ seen }) => seen.has(name)));
      refuse(this.#rights, object, 'create', hidden);
    }
    await this.#checkLinks(object, items, {}, isNew);
  }

  #checkRead(object: string, paths: readonly string[]): void {
    this.#repository.plan(object);
    if (this.#rights.of(object)?.readable === false) throw notRead(this.#rights, object);
    checkIncludes(this.#rights, object, paths);
  }

  /** The grants that let the actor do something; undefined when everybody may. */
  #grantsTo(object: string, action: Action): readonly Granted[] | undefined {
    const grants = this.#rights.of(object)?.grants(action);
    if (grants?.length === 0)
      throw new ObjectErrors.NotPermitted({ object, operation: action, roles: this.#rights.roles });
    return grants;
  }

  /** An object as it is stored, if the actor may read it. */
  async #read(object: string, key: string): Promise<Entity | null> {
    const entity = await this.#repository.get(object, key);
    return entity !== null && (await this.#isRead(entity)) ? entity : null;
  }

  async #isRead({ object, values }: Entity): Promise<boolean> {
    const rows = this.#rights.of(object)?.rows;
    return rows === undefined || holds(this.#repository, object, rows, values);
  }

  /** The object that is to be changed, if it is as the actor saw it. @throws ObjectErrors.Conflict */
  async #expect(object: string, key: string, version: string): Promise<Entity> {
    const entity = await this.#read(object, key);
    const shown = await this.#shownAlone(object, entity);
    if (entity !== null && shown?.version === version) return entity;
    throw conflictWith(object, key, version, shown);
  }

  async #holding(object: string, grants: readonly Granted[], values: Given): Promise<readonly Granted[]> {
    const found = await Promise.all(
      grants.map(async ({ filter }) => filter === undefined || holds(this.#repository, object, filter, values)),
    );
    return grants.filter((_, index) => found[index]);
  }

  /** What is written must be within the grants, too, and must not get out of the actor's sight. */
  async #requireAfter(object: string, action: Action, grants: readonly Granted[], values: Given) {
    const own = await this.#holding(object, grants, values);
    const rows = this.#rights.of(object)?.rows;
    const isInSight = rows === undefined || (await holds(this.#repository, object, rows, values));
    if (own.length === 0 || !isInSight) throw this.#notOf(object, action);
    return own;
  }

  #notOf(object: string, operation: string) {
    return new ObjectErrors.NotPermitted({ object, operation, roles: this.#rights.roles, some: true });
  }

  /** A link may lead only to what the actor may read: others are, for him, not there. */
  async #checkLinks(
    object: string,
    items: readonly Given[],
    current: Given,
    isNew: IsNew = () => false,
  ): Promise<void> {
    const violations: Violation[] = [];
    for (const { name, many, to } of this.#repository.plan(object).model.links.values()) {
      if (many || this.#rights.of(to) === undefined) continue;
      const asked = items.map((given) => (given[name] === current[name] ? null : (given[name] ?? null)));
      const keys = [...new Set(asked.flatMap((key) => (key === null ? [] : [String(key)])))];
      if (keys.length === 0) continue;
      const found = this.#rights.of(to)?.readable ? await this.getMany(to, keys) : [];
      const known = new Set(keys.filter((_, index) => (found[index] ?? null) !== null));
      for (const [index, key] of asked.entries()) {
        if (key === null || known.has(String(key)) || isNew(to, String(key))) continue;
        const violation = { attribute: name, rule: 'link', value: key, message: `leads to no ${to}` };
        violations.push(items.length === 1 ? violation : { ...violation, index });
      }
    }
    if (violations.length > 0) throw new ObjectErrors.Invalid({ object, violations });
  }

  /** An object by itself, as the actor sees it. */
  async #shownAlone(object: string, entity: Entity | null): Promise<Entity | null> {
    return entity === null ? null : ((await this.#shown(object, [entity], []))[0] ?? null);
  }

  /** Objects with what is linked to them, as the actor sees them. */
  async #shown(object: string, entities: readonly Entity[], paths: readonly string[]): Promise<readonly Entity[]> {
    const reader: BatchReader = {
      plan: (name) => this.#repository.plan(name),
      byKeys: async (plan, keys) => this.#readable(await this.#repository.byKeys(plan, keys)),
      byLink: async (plan, link, keys) => this.#readable(await this.#repository.byLink(plan, link, keys)),
    };
    const whole = await include(reader, this.#repository.plan(object), entities, paths);
    return Promise.all(whole.map((entity) => this.#masked(entity)));
  }

  async #readable(entities: readonly Entity[]): Promise<readonly Entity[]> {
    const found = await Promise.all(entities.map((entity) => this.#isRead(entity)));
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
      : await this.#holding(entity.object, rights.grants(), entity.values);
    return maskEntity(this.#repository.plan(entity.object), whole, grants);
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
      throw conflictWith(object, key, expected, await this.#shownAlone(object, await this.#read(object, key)));
    }
  }
}

/** @throws ObjectErrors.NotPermitted when there are members that the actor may not write */
function refuse({ roles }: Rights, object: string, operation: string, members: readonly string[]): void {
  if (members.length > 0) throw new ObjectErrors.NotPermitted({ object, operation, members, roles });
}

const defined = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** Members of the object that are given and not allowed; what the model does not have is reported as that elsewhere. */
function others(plan: ObjectPlan, given: Given, isAllowed: (name: string) => boolean): readonly string[] {
  const { attributes, links } = plan.model;
  const known = Object.keys(defined(given)).filter((name) => attributes.has(name) || links.has(name));
  return known.filter((name) => !isAllowed(name));
}

/** What a new object will hold of what rules may ask. */
function withPresets({ model }: ObjectPlan, given: Given): Given {
  return { ...presetsOf(model), ...defined(given) };
}
