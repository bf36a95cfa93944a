import { CarusoError, newId } from '@caruso/core';
import type { Cell, Row, Statement, Value } from '@caruso/storage-manager/contract';
import type { Entity } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { Model } from '../model/model.js';
import type { ObjectPlan } from './object-plan.js';
import { ObjectReader, type RepositoryContext, within } from './object-reader.js';
import { type Validation, validate } from './validate.js';

/** Reads and writes the objects of a model in the tables it is mapped to. */
export class Repository extends ObjectReader {
  readonly #context: RepositoryContext;

  constructor(model: Model, context: RepositoryContext) {
    super(model, context.storage);
    this.#context = context;
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

  #writable(object: string, operation: string): ObjectPlan {
    const plan = this.plan(object);
    const { write } = plan.mapping;
    if (write !== 'all') throw new ObjectErrors.NotWritable({ object, operation, write });
    return plan;
  }

  async #expect(plan: ObjectPlan, key: string, version: string): Promise<Row> {
    const row = await this.row(plan, key);
    if (row !== undefined && plan.version(row) === version) return row;
    throw conflict(plan, key, version, row);
  }

  async #compareAndSet(plan: ObjectPlan, key: string, version: string, statement: Statement): Promise<void> {
    try {
      await this.#context.storage.write({ store: plan.mapping.store, statements: [statement] });
    } catch (cause) {
      if (!isConflict(cause)) throw cause;
      const row = await this.row(plan, key);
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
    const found = await Promise.all(changed.map(({ name, to }) => this.row(this.plan(to), String(values[name]))));
    return changed.flatMap(({ name, to }, index) =>
      found[index] === undefined
        ? [{ attribute: name, rule: 'link', value: values[name], message: `leads to no ${to}` }]
        : [],
    );
  }
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
