import type { Clock, Stub } from '@caruso/core';
import type { Column, Condition, Row, Storage, Value } from '@caruso/storage-manager/contract';
import type { Entity, Filter } from '../../contract.js';
import { ObjectErrors } from '../../errors.js';
import type { Model } from '../../model/model.js';
import type { CheckEnvironment } from '../plan/check-environment.js';
import { columnsIn } from '../plan/column-conditions.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import { ModelPlan } from '../plan/plan-model.js';
import { ChunkSize } from './chunk-size.js';
import { computeLinked } from './compute-linked.js';
import { searchCondition } from './filter-condition.js';
import { type BatchReader, checkPaths, include } from './include.js';
import {
  behind,
  furtherColumns,
  type PageOrder,
  type Place,
  pageOrder,
  placeBehind,
  readCursor,
  writeCursor,
} from './keyset.js';
import { conditionOf } from './link-filters.js';
import { type Selected, selectionOf } from './row-source.js';
import { crossesStores, sortAcross } from './sort-across.js';

/** How many values one look-up names: every engine takes so many parameters. */
const VALUES_PER_LOOKUP = 400;
const MOST_KEYS = 10_000;

/** What a search asks for; see the contract's `find`. */
export interface Search {
  readonly where?: Filter | undefined;
  readonly search?: string | undefined;
  readonly sort: readonly string[];
  readonly limit: number;
  readonly after?: string | undefined;
  readonly include: readonly string[];
}

/** What a repository works with. */
export interface RepositoryContext {
  readonly storage: Pick<Stub<typeof Storage>, 'select' | 'write'>;
  readonly clock: Clock;
  /** IANA zone in which checks take `today()`. */
  readonly zone: string;
  /** How many keys or objects a search may carry from one store to another; by default 10,000, which is also the most. */
  readonly mostKeys?: number;
  /** How many changes of an object wait to be carried to its store. */
  readonly pending?: (object: string, key: string) => number;
}

/** Reads the objects of a model from the tables it is mapped to. */
export class ObjectReader implements BatchReader {
  readonly mostKeys: number;
  readonly #pending: RepositoryContext['pending'];
  readonly #plans: ModelPlan;
  readonly #environment: () => CheckEnvironment;
  /** Linked objects as they lie in their tables, for formulas over them. */
  readonly #plain: BatchReader;
  readonly #storage: RepositoryContext['storage'];
  readonly #planOf = (object: string) => this.plan(object);

  constructor(model: Model, { storage, clock, zone, mostKeys = MOST_KEYS, pending }: RepositoryContext) {
    this.#pending = pending;
    this.#environment = () => ({ now: clock.now(), zone });
    this.#plans = new ModelPlan(model, this.#environment);
    this.#storage = storage;
    this.mostKeys = Math.min(mostKeys, MOST_KEYS);
    this.#plain = {
      plan: this.#planOf,
      byKeys: (plan, keys) => this.#keyed(plan, keys),
      byLink: (plan, link, keys) => this.#linked(plan, link, keys),
    };
  }

  plan(object: string): ObjectPlan {
    return this.#plans.of(object);
  }

  /** One object, or null when there is none with this key. */
  async get(object: string, key: string, paths: readonly string[] = []): Promise<Entity | null> {
    const plan = this.keyed(object, 'get');
    checkPaths(this, plan, paths);
    const row = await this.row(plan, key);
    if (row === undefined) return null;
    const entity = plan.entity(row);
    if (paths.length === 0 && plan.linkedFormulas.length === 0) return withPending(entity, this.#pending);
    const whole = await this.whole(plan, [entity]);
    return (await include(this, plan, whole, paths))[0] ?? null;
  }

  /** The objects of some keys in the order of the keys; null where there is none. */
  async getMany(
    object: string,
    keys: readonly string[],
    paths: readonly string[] = [],
  ): Promise<readonly (Entity | null)[]> {
    const plan = this.keyed(object, 'getMany');
    checkPaths(this, plan, paths);
    const found = await include(this, plan, await this.byKeys(plan, [...new Set(keys)]), paths);
    const byKey = new Map(found.map((entity) => [entity.key, entity]));
    return keys.map((key) => byKey.get(key) ?? null);
  }

  /** A page of objects, and where the next one begins. */
  async find(object: string, search: Search): Promise<{ items: readonly Entity[]; next?: string }> {
    const plan = this.plan(object);
    checkPaths(this, plan, search.include);
    const across = crossesStores(plan, search.sort, this.#planOf);
    const { rows, next } = await (across ? this.#sortedAcross(plan, search) : this.#page(plan, search));
    const items = await this.#entities(plan, rows, search.include);
    return next === undefined ? { items } : { items, next };
  }

  async #page(plan: ObjectPlan, search: Search): Promise<{ rows: readonly Row[]; next: string | undefined }> {
    const order = pageOrder(plan, search.sort, this.#planOf);
    const conditions = await this.conditions(plan, search);
    const from = search.after === undefined ? undefined : readCursor(plan.name, order, search.after);
    const { rows, next } = await this.#rowsFrom(plan, order, conditions, from, search.limit);
    return { rows, next: next && writeCursor(order, next) };
  }

  /** Rows from a place on, and the place behind them when there are more. */
  async #rowsFrom(
    plan: ObjectPlan,
    order: PageOrder,
    conditions: readonly Condition[],
    from: Place | undefined,
    limit: number,
  ): Promise<{ rows: readonly Row[]; next: Place | undefined }> {
    const skip = from?.skip ?? 0;
    const further = furtherColumns(order, plan.columns);
    const found = await this.rows(plan, {
      conditions: from === undefined ? conditions : [...conditions, behind(order, from)],
      joins: order.joins,
      ...(further.length === 0 ? {} : { columns: [...plan.columns, ...further] }),
      order: order.terms,
      limit: skip + limit + 1,
    });
    const rows = found.slice(skip, skip + limit);
    return { rows, next: found.length > skip + limit ? placeBehind(order, rows, from) : undefined };
  }

  /**
   * All objects that fit, in the order of their keys, however many there are: they are read in chunks, each from where the
   * last one ended, so what is written meanwhile may be among them or not.
   */
  async *stream(object: string, search: Pick<Search, 'where' | 'search' | 'include'>): AsyncGenerator<Entity> {
    const plan = this.plan(object);
    checkPaths(this, plan, search.include);
    const order = pageOrder(plan, [], this.#planOf);
    const conditions = await this.conditions(plan, search);
    // Those of a whole chunk would be there at the same time, and be taken for long-lived.
    const isAlone = search.include.length === 0 && plan.linkedFormulas.length === 0;
    const chunk = new ChunkSize(search.include.length > 0);
    let from: Place | undefined;
    do {
      const { rows, next } = await this.#rowsFrom(plan, order, conditions, from, chunk.size);
      if (isAlone) for (const row of rows) yield withPending(plan.entity(row), this.#pending);
      else {
        const entities = await this.#entities(plan, rows, search.include);
        chunk.saw(entities);
        yield* entities;
      }
      from = next;
    } while (from !== undefined);
  }

  /** The objects in rows, with those they are linked to along some paths. */
  async #entities(plan: ObjectPlan, rows: readonly Row[], paths: readonly string[]): Promise<readonly Entity[]> {
    const entities = rows.map((row) => plan.entity(row));
    return include(this, plan, await this.whole(plan, entities), paths);
  }

  async #sortedAcross(plan: ObjectPlan, search: Search): Promise<{ rows: readonly Row[]; next: string | undefined }> {
    const { limit, after } = search;
    const conditions = await this.conditions(plan, search);
    const { keys, order, last } = await sortAcross(this, plan, search.sort, conditions, {
      limit,
      after: after === undefined ? undefined : (given) => readCursor(plan.name, given, after),
    });
    const found = await this.rowsAmong(plan, plan.keyColumns, keys, plan.columns);
    const tuple = (row: Row) => JSON.stringify(plan.keyColumns.map(({ name }) => row[name] ?? null));
    const byKey = new Map(found.map((row) => [tuple(row), row]));
    const rows = keys.map((key) => byKey.get(JSON.stringify(key))).filter((row) => row !== undefined);
    return { rows, next: last === undefined ? undefined : writeCursor(order, last) };
  }

  /** What a search asks of rows. */
  protected async conditions(
    plan: ObjectPlan,
    { where, search }: Pick<Search, 'where' | 'search'>,
  ): Promise<readonly Condition[]> {
    const conditions: Condition[] = [];
    if (where !== undefined) conditions.push(await conditionOf(this, plan, where));
    const text = search?.trim();
    if (text) conditions.push(searchCondition(plan, text));
    return conditions;
  }

  async byKeys(plan: ObjectPlan, keys: readonly string[]): Promise<readonly Entity[]> {
    return this.whole(plan, await this.#keyed(plan, keys));
  }

  async byLink(plan: ObjectPlan, link: string, keys: readonly string[]): Promise<readonly Entity[]> {
    return this.whole(plan, await this.#linked(plan, link, keys));
  }

  /** Objects together with what follows from those they are linked to. */
  protected async whole(plan: ObjectPlan, entities: readonly Entity[]): Promise<readonly Entity[]> {
    const computed = await computeLinked(this.#plain, plan, entities, this.#environment());
    return this.#pending === undefined ? computed : computed.map((entity) => withPending(entity, this.#pending));
  }

  async #keyed(plan: ObjectPlan, keys: readonly string[]): Promise<readonly Entity[]> {
    const tuples = keys.map((key) => plan.key.write(key)).filter((tuple) => tuple !== undefined);
    return (await this.rowsAmong(plan, plan.keyColumns, tuples, plan.columns)).map((row) => plan.entity(row));
  }

  async #linked(plan: ObjectPlan, link: string, keys: readonly string[]): Promise<readonly Entity[]> {
    const field = plan.field(link);
    const tuples = keys.map((key) => field.write(key)).filter((tuple) => tuple !== undefined);
    return (await this.rowsAmong(plan, field.columns, tuples, plan.columns)).map((row) => plan.entity(row));
  }

  /** Rows whose columns hold one of some tuples, in as few look-ups as engines allow; sorted by their keys in each. */
  async rowsAmong(
    plan: ObjectPlan,
    columns: readonly Column[],
    tuples: readonly (readonly Value[])[],
    selected: readonly Column[],
  ): Promise<readonly Row[]> {
    const order = plan.keyColumns.map((column) => ({ column }));
    const rows: Row[] = [];
    for (let at = 0; at < tuples.length; at += VALUES_PER_LOOKUP) {
      const conditions = [columnsIn(columns, tuples.slice(at, at + VALUES_PER_LOOKUP))];
      // There may be more than a call takes as arguments.
      for (const row of await this.rows(plan, { columns: selected, conditions, order })) rows.push(row);
    }
    return rows;
  }

  /** The row of an object, where there is one. */
  async row(plan: ObjectPlan, key: string): Promise<Row | undefined> {
    const stored = plan.key.write(key);
    if (stored === undefined) return undefined;
    return (await this.rows(plan, { conditions: [columnsIn(plan.keyColumns, [stored])], limit: 1 }))[0];
  }

  rows(plan: ObjectPlan, selected: Selected): Promise<readonly Row[]> {
    return this.#storage.select(selectionOf(plan, selected));
  }

  /** @throws ObjectErrors.NoKey */
  protected keyed(object: string, operation: string): ObjectPlan {
    const plan = this.plan(object);
    if (!plan.keyed) throw new ObjectErrors.NoKey({ object, operation });
    return plan;
  }
}

function withPending(entity: Entity, count: RepositoryContext['pending']): Entity {
  const pending = count?.(entity.object, entity.key) ?? 0;
  return pending === 0 ? entity : { ...entity, pending };
}
