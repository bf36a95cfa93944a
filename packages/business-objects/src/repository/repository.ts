import { CarusoError, type Clock, newId, type Stub } from '@caruso/core';
import type { Cell, Condition, Row, Statement, Storage, Value } from '@caruso/storage-manager/contract';
import type { Entity, Filter } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { Model } from '../model/model.js';
import { filterCondition, searchCondition } from './filter-condition.js';
import { type BatchReader, checkPaths, include } from './include.js';
import { behind, cursorBehind, readCursor, sortColumns } from './keyset.js';
import { columnsIn, type ObjectPlan } from './object-plan.js';
import { ModelPlan } from './plan-model.js';
import { type Validation, validate } from './validate.js';

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

/** Reads and writes the objects of a model in the tables it is mapped to. */
export class Repository implements BatchReader {
  readonly #plans: ModelPlan;
  readonly #context: RepositoryContext;

  constructor(model: Model, context: RepositoryContext) {
    this.#plans = new ModelPlan(model);
    this.#context = context;
  }

  plan(object: string): ObjectPlan {
    return this.#plans.of(object);
  }

  /** One object, or null when there is none with this key. */
  async get(object: string, key: string, paths: readonly string[] = []): Promise<Entity | null> {
    const plan = this.plan(object);
    checkPaths(this, plan, paths);
    const row = await this.#row(plan, key);
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

  /**
   * Creates an object and reads it back, because a database may have filled in more.
   *
   * @throws ObjectErrors.Invalid with all violations, ObjectErrors.AlreadyExists, ObjectErrors.NotWritable
   */
  async create(object: string, given: Readonly<Record<string, unknown>>): Promise<Entity> {
    const plan = this.plan(object);
    const { write } = plan.mapping;
    if (write === 'none') throw new ObjectErrors.NotWritable({ object, operation: 'create', write });
    const validation = await this.#validate(plan, withDefaults(plan, given), undefined);
    const generated = generatedColumn(plan, validation.values);
    const cells = [...validation.cells, ...plan.nextVersion(undefined), ...impliedCells(plan, validation.cells)];
    const statement: Statement = {
      insert: { table: plan.mapping.table, cells, ...(generated === undefined ? {} : { generated }) },
    };
    const stored = new Map(cells.map(({ column, value }) => [column.name, value]));
    const keyNow = () => plan.key.read(plan.keyColumns.map(({ name }) => stored.get(name))) ?? '';
    try {
      const [result] = await this.#context.storage.write({ store: plan.mapping.store, statements: [statement] });
      if (generated !== undefined) stored.set(generated.name, result?.generated ?? null);
    } catch (cause) {
      if (!isConflict(cause)) throw cause;
      throw new ObjectErrors.AlreadyExists({ object, key: keyNow(), reason: cause.message }, { cause });
    }
    const entity = await this.get(object, keyNow());
    if (entity === null) throw new ObjectErrors.NotFound({ object, key: keyNow() });
    return entity;
  }

  /**
   * Changes an object, if it is still as it was read.
   *
   * @throws ObjectErrors.Conflict, ObjectErrors.Invalid with all violations, ObjectErrors.NotWritable
   */
  async update(
    object: string,
    key: string,
    version: string,
    changes: Readonly<Record<string, unknown>>,
  ): Promise<Entity> {
    const plan = this.#writable(object, 'update');
    const row = await this.#expect(plan, key, version);
    const current = plan.entity(row);
    const { cells } = await this.#validate(plan, changes, current.values);
    const changed = cells.filter(({ column, value }) => !isSame(row[column.name], value));
    if (changed.length === 0) return current;
    const set = [...changed, ...plan.nextVersion(row)];
    const where = within(plan, [plan.unchanged(row)]);
    await this.#compareAndSet(plan, key, version, { update: { table: plan.mapping.table, set, where, expect: 1 } });
    return (await this.get(object, key)) ?? current;
  }

  /**
   * Deletes an object, if it is still as it was read; where the mapping says so, its row stays and is marked.
   *
   * @throws ObjectErrors.Conflict, ObjectErrors.NotWritable
   */
  async delete(object: string, key: string, version: string): Promise<void> {
    const plan = this.#writable(object, 'delete');
    const row = await this.#expect(plan, key, version);
    const { table, remove } = plan.mapping;
    const where = within(plan, [plan.unchanged(row)]);
    const statement: Statement =
      remove === undefined
        ? { delete: { table, where, expect: 1 } }
        : { update: { table, set: [...remove, ...plan.nextVersion(row)], where, expect: 1 } };
    await this.#compareAndSet(plan, key, version, statement);
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

  async #row(plan: ObjectPlan, key: string): Promise<Row | undefined> {
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
    if (conditions.length === 0 && where === undefined) return this.#context.storage.select(asked);
    return this.#context.storage.select({ ...asked, where: within(plan, conditions) });
  }

  #writable(object: string, operation: string): ObjectPlan {
    const plan = this.plan(object);
    const { write } = plan.mapping;
    if (write !== 'all') throw new ObjectErrors.NotWritable({ object, operation, write });
    return plan;
  }

  async #expect(plan: ObjectPlan, key: string, version: string): Promise<Row> {
    const row = await this.#row(plan, key);
    if (row !== undefined && plan.version(row) === version) return row;
    throw conflict(plan, key, version, row);
  }

  async #compareAndSet(plan: ObjectPlan, key: string, version: string, statement: Statement): Promise<void> {
    try {
      await this.#context.storage.write({ store: plan.mapping.store, statements: [statement] });
    } catch (cause) {
      if (!isConflict(cause)) throw cause;
      const row = await this.#row(plan, key);
      // Another conflict, e.g. of a unique column, is not one of versions.
      if (row !== undefined && plan.version(row) === version) throw cause;
      throw conflict(plan, key, version, row);
    }
  }

  async #validate(
    plan: ObjectPlan,
    given: Readonly<Record<string, unknown>>,
    current: Readonly<Record<string, unknown>> | undefined,
  ): Promise<Validation> {
    const environment = { now: this.#context.clock.now(), zone: this.#context.zone };
    const validation = validate(plan, given, current, environment);
    const violations = [...validation.violations, ...(await this.#danglingLinks(plan, validation, current))];
    if (violations.length > 0) throw new ObjectErrors.Invalid({ object: plan.name, violations });
    return validation;
  }

  /** Links that lead to no object: many legacy tables have no foreign keys, and none reach over stores. */
  async #danglingLinks(
    plan: ObjectPlan,
    { values }: Validation,
    current: Readonly<Record<string, unknown>> | undefined,
  ): Promise<readonly Violation[]> {
    const links = [...plan.model.links.values()].filter(({ name }) => (values[name] ?? null) !== null);
    const changed = links.filter(({ name }) => values[name] !== current?.[name]);
    const found = await Promise.all(changed.map(({ name, to }) => this.#row(this.plan(to), String(values[name]))));
    return changed.flatMap(({ name, to }, index) =>
      found[index] === undefined
        ? [{ attribute: name, rule: 'link', value: values[name], message: `leads to no ${to}` }]
        : [],
    );
  }
}

function within({ mapping: { where } }: ObjectPlan, conditions: readonly Condition[]): Condition {
  const all = where === undefined ? conditions : [...conditions, where];
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : { all };
}

function withDefaults(plan: ObjectPlan, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = { ...given };
  for (const field of plan.fields.values()) {
    if (field.kind === 'link' || values[field.name] !== undefined) continue;
    const preset = field.stored.mapping.generate === 'uuid' ? newId() : field.model.default;
    if (preset !== undefined) values[field.name] = preset;
  }
  return values;
}

function generatedColumn(plan: ObjectPlan, values: Readonly<Record<string, Value>>) {
  for (const field of plan.fields.values()) {
    if (field.kind === 'link' || field.stored.mapping.generate !== 'database') continue;
    if ((values[field.name] ?? null) === null) return field.stored.mapping.column;
  }
  return undefined;
}

/** Values of unmapped columns that every object of the mapping has, by its `<where>`: a new one must have them, too. */
function impliedCells({ mapping: { where } }: ObjectPlan, cells: readonly Cell[]): readonly Cell[] {
  const conditions = where === undefined ? [] : 'all' in where ? where.all : [where];
  return conditions.flatMap((condition) => {
    if (!('op' in condition) || condition.op !== 'eq') return [];
    const { column, value } = condition;
    return cells.some((cell) => cell.column.name === column.name) ? [] : [{ column, value }];
  });
}

function conflict(plan: ObjectPlan, key: string, expected: string, row: Row | undefined) {
  const entity = row === undefined ? undefined : plan.entity(row);
  const current = entity === undefined ? null : { version: entity.version, title: entity.title, values: entity.values };
  return new ObjectErrors.Conflict({ object: plan.name, key, expected, current });
}

function isConflict(thrown: unknown): thrown is CarusoError {
  return CarusoError.is(thrown) && thrown.kind === 'conflict';
}

function isSame(stored: Value | undefined, value: Value): boolean {
  if (typeof stored !== 'object' || stored === null) return stored === value;
  return JSON.stringify(stored) === JSON.stringify(value);
}
