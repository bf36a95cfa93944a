import type { Clock, Stub } from '@caruso/core';
import type { Condition, Row, Storage, Value } from '@caruso/storage-manager/contract';
import type { Entity, Filter } from '../contract.js';
import type { Model } from '../model/model.js';
import { filterCondition, searchCondition } from './filter-condition.js';
import { type BatchReader, checkPaths, include } from './include.js';
import { behind, cursorBehind, readCursor, sortColumns } from './keyset.js';
import { columnsIn, type ObjectPlan } from './object-plan.js';
import { ModelPlan } from './plan-model.js';

/** How many keys one look-up names: every engine takes so many parameters, also for keys of several columns. */
const KEYS_PER_LOOKUP = 400;

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
}

/** Reads the objects of a model from the tables it is mapped to. */
export class ObjectReader implements BatchReader {
  readonly #plans: ModelPlan;
  readonly #storage: RepositoryContext['storage'];

  constructor(model: Model, storage: RepositoryContext['storage']) {
    this.#plans = new ModelPlan(model);
    this.#storage = storage;
  }

  plan(object: string): ObjectPlan {
    return this.#plans.of(object);
  }

  /** One object, or null when there is none with this key. */
  async get(object: string, key: string, paths: readonly string[] = []): Promise<Entity | null> {
    const plan = this.plan(object);
    checkPaths(this, plan, paths);
    const row = await this.row(plan, key);
    if (row === undefined) return null;
    const entity = plan.entity(row);
    return (await include(this, plan, [entity], paths))[0] ?? null;
  }

  /** A page of objects, and where the next one begins. */
  async find(object: string, search: Search): Promise<{ items: readonly Entity[]; next?: string }> {
    const plan = this.plan(object);
    checkPaths(this, plan, search.include);
    const sort = sortColumns(plan, search.sort);
    const conditions: Condition[] = [];
    if (search.where !== undefined) conditions.push(filterCondition(plan, search.where));
    const text = search.search?.trim();
    if (text) conditions.push(searchCondition(plan, text));
    if (search.after !== undefined) conditions.push(behind(sort, readCursor(object, sort, search.after)));
    const rows = await this.#select(plan, conditions, {
      order: sort.map(({ column, descending }) => ({ column, descending })),
      limit: search.limit + 1,
    });
    const page = rows.slice(0, search.limit);
    const items = await include(
      this,
      plan,
      page.map((row) => plan.entity(row)),
      search.include,
    );
    const last = rows.length > search.limit ? page.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: cursorBehind(sort, last) };
  }

  async byKeys(plan: ObjectPlan, keys: readonly string[]): Promise<readonly Entity[]> {
    const tuples = keys.map((key) => plan.key.write(key)).filter((tuple) => tuple !== undefined);
    return this.#inBatches(plan, tuples, (batch) => plan.keyCondition(batch));
  }

  async byLink(plan: ObjectPlan, link: string, keys: readonly string[]): Promise<readonly Entity[]> {
    const field = plan.field(link);
    const tuples = keys.map((key) => field.write(key)).filter((tuple) => tuple !== undefined);
    return this.#inBatches(plan, tuples, (batch) => columnsIn(field.columns, batch));
  }

  async #inBatches(
    plan: ObjectPlan,
    tuples: readonly (readonly Value[])[],
    condition: (batch: readonly (readonly Value[])[]) => Condition,
  ): Promise<readonly Entity[]> {
    const order = plan.keyColumns.map((column) => ({ column }));
    const rows: Row[] = [];
    for (let at = 0; at < tuples.length; at += KEYS_PER_LOOKUP) {
      rows.push(...(await this.#select(plan, [condition(tuples.slice(at, at + KEYS_PER_LOOKUP))], { order })));
    }
    return rows.map((row) => plan.entity(row));
  }

  /** The row of an object, where there is one. */
  async row(plan: ObjectPlan, key: string): Promise<Row | undefined> {
    const stored = plan.key.write(key);
    if (stored === undefined) return undefined;
    return (await this.#select(plan, [plan.keyCondition([stored])], { limit: 1 }))[0];
  }

  #select(
    plan: ObjectPlan,
    conditions: readonly Condition[],
    more: Pick<Parameters<Stub<typeof Storage>['select']>[0], 'order' | 'limit'>,
  ): Promise<readonly Row[]> {
    const { store, table, where } = plan.mapping;
    const { columns } = plan;
    const asked = { store, table, columns: [...columns], ...more };
    if (conditions.length === 0 && where === undefined) return this.#storage.select(asked);
    return this.#storage.select({ ...asked, where: within(plan, conditions) });
  }
}

/** A condition on the rows that are objects. */
export function within({ mapping: { where } }: ObjectPlan, conditions: readonly Condition[]): Condition {
  const all = where === undefined ? conditions : [...conditions, where];
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : { all };
}
