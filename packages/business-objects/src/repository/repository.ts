import { CarusoError } from '@caruso/core';
import type { Column, Row, Statement, Value } from '@caruso/storage-manager/contract';
import type { Entity } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { Model } from '../model/model.js';
import { equalities } from './plan/column-conditions.js';
import type { ObjectPlan } from './plan/object-plan.js';
import { ObjectReader, type RepositoryContext } from './read/object-reader.js';
import { conflictWith } from './write/conflict-with.js';
import { type Creations, createManyStatements } from './write/create-many.js';
import { danglingLinks } from './write/dangling-links.js';
import { isSame, type PreparedWrite } from './write/prepared-write.js';
import { changeStatements, creationStatements, removalStatements } from './write/statements.js';
import { upsert } from './write/upsert.js';
import { type Validation, validate } from './write/validate.js';

type Given = Readonly<Record<string, unknown>>;
type IsNew = (object: string, key: string) => boolean;

/** Reads and writes the objects of a model in the tables it is mapped to. */
export class Repository extends ObjectReader {
  readonly #context: RepositoryContext;

  constructor(model: Model, context: RepositoryContext) {
    super(model, context);
    this.#context = context;
  }

  /**
   * Creates an object, and tells it as it is stored, because a database may have filled in more.
   *
   * @throws ObjectErrors.Invalid with all violations, ObjectErrors.AlreadyExists, ObjectErrors.NotWritable
   */
  async create(object: string, given: Given): Promise<Entity> {
    const write = await this.prepareCreate(object, given);
    const { plan, generated, after = [] } = write;
    const [result] = await this.#write(plan, write.statements).catch(async (cause: unknown) => {
      throw await this.explained(write, cause);
    });
    if (result?.row !== undefined) return this.#single(plan, result.row);
    const stored = new Map(after.map(({ column, value }) => [column.name, value]));
    if (generated !== undefined) stored.set(generated.name, result?.generated ?? null);
    if (!plan.keyed) return this.#single(plan, Object.fromEntries(stored));
    const key = plan.key.read(plan.keyColumns.map(({ name }) => stored.get(name))) ?? '';
    const entity = await this.get(object, key);
    if (entity === null) throw new ObjectErrors.NotFound({ object, key });
    return entity;
  }

  /**
   * Checks a new object and says how it is written.
   *
   * @param isNew whether an object is created together with this one
   * @throws ObjectErrors.Invalid with all violations, ObjectErrors.NotWritable
   */
  async prepareCreate(object: string, given: Given, isNew?: IsNew): Promise<PreparedWrite> {
    const plan = this.#creatable(object, 'create');
    const validation = await this.#validate(plan, plan.rules.withDefaults(given), undefined, isNew);
    const generated = generatedColumn(plan, validation.values);
    const after = completeCells(plan, validation);
    const stored = new Map(after.map(({ column, value }) => [column.name, value]));
    const key = plan.key.read(plan.keyColumns.map(({ name }) => stored.get(name))) ?? '';
    const statements = creationStatements(plan, after, generated);
    return { plan, operation: 'create', key, statements, generated, after };
  }

  /**
   * Creates many objects, all or none.
   *
   * @param carryOut writes the statements of all
   * @returns how many, and their keys unless the database makes them
   * @throws ObjectErrors.Invalid with the violations of all items, ObjectErrors.AlreadyExists, ObjectErrors.NotWritable
   */
  async createMany(
    object: string,
    items: readonly Given[],
    carryOut: (creations: Creations, plan: ObjectPlan) => Promise<unknown> = ({ statements }, plan) =>
      this.#write(plan, statements),
  ): Promise<{ created: number; keys?: string[] }> {
    const plan = this.#creatable(object, 'createMany');
    const environment = { now: this.#context.clock.now(), zone: this.#context.zone };
    const creations = await createManyStatements(this, plan, items, environment);
    const { keys } = creations;
    try {
      if (creations.statements.length > 0) await carryOut(creations, plan);
    } catch (cause) {
      if (!isConflict(cause)) throw cause;
      throw new ObjectErrors.AlreadyExists({ object, key: 'of one of them', reason: cause.message }, { cause });
    }
    return keys === undefined ? { created: items.length } : { created: items.length, keys };
  }

  /**
   * Says which rules values would break, as those of a new object or, with a key, as changes of one; nothing is written.
   *
   * @throws ObjectErrors.NotWritable
   */
  async validate(object: string, given: Given, key?: string): Promise<readonly Violation[]> {
    if (key === undefined) {
      const plan = this.#creatable(object, 'create');
      return violationsOf(this.#validate(plan, plan.rules.withDefaults(given), undefined));
    }
    const plan = this.#changeable(object, 'update');
    const row = await this.row(plan, key);
    if (row !== undefined) return violationsOf(this.#validate(plan, given, plan.entity(row).values));
    return [{ attribute: object, rule: 'key', value: key, message: 'is not there' }];
  }

  /**
   * Changes the object that has the same values in a key or in attributes that the model calls unique, or creates it.
   *
   * @param by the key or unique attributes; by default the key
   * @throws ObjectErrors.NotAKey, ObjectErrors.Invalid, also when the primary key given is that of another object
   */
  upsert(object: string, given: Given, by?: readonly string[]): Promise<{ item: Entity; created: boolean }> {
    return upsert(this, this.keyed(object, 'upsert'), given, by);
  }

  /**
   * Changes an object, if it is still as it was read.
   *
   * @throws ObjectErrors.Conflict, ObjectErrors.Invalid with all violations, ObjectErrors.NotWritable
   */
  async update(object: string, key: string, version: string, changes: Given): Promise<Entity> {
    const write = await this.prepareUpdate(object, key, version, changes);
    await this.#carryOut(write);
    return (await this.get(object, key)) as Entity;
  }

  /**
   * Checks a change and says how it is written.
   *
   * @throws ObjectErrors.Conflict, ObjectErrors.Invalid with all violations, ObjectErrors.NotWritable
   */
  async prepareUpdate(
    object: string,
    key: string,
    version: string,
    changes: Given,
    isNew?: IsNew,
  ): Promise<PreparedWrite> {
    const plan = this.#changeable(object, 'update');
    const row = await this.#expect(plan, key, version);
    const { cells } = await this.#validate(plan, changes, plan.entity(row).values, isNew);
    const changed = cells.filter(({ column, value }) => !isSame(row[column.name], value));
    const statements = changed.length === 0 ? [] : changeStatements(plan, row, changed);
    const after = changed.length === 0 ? [] : [...changed, ...plan.nextVersion(row)];
    return { plan, operation: 'update', key, version, statements, before: row, after };
  }

  /**
   * Deletes an object, if it is still as it was read; where the mapping says so, its row stays and is marked.
   *
   * @throws ObjectErrors.Conflict, ObjectErrors.NotWritable
   */
  async delete(object: string, key: string, version: string): Promise<void> {
    await this.#carryOut(await this.prepareDelete(object, key, version));
  }

  /** Says how an object is deleted. @throws ObjectErrors.Conflict, ObjectErrors.NotWritable */
  async prepareDelete(object: string, key: string, version: string): Promise<PreparedWrite> {
    const plan = this.#changeable(object, 'delete');
    const row = await this.#expect(plan, key, version);
    const statements = removalStatements(plan, row);
    return { plan, operation: 'delete', key, version, statements, before: row, after: undefined };
  }

  /** What the refusal of a write means for the object. */
  async explained({ plan, key, version, operation }: PreparedWrite, cause: unknown): Promise<unknown> {
    if (!isConflict(cause)) return cause;
    const object = plan.name;
    if (operation === 'create') {
      await this.#explainPart(plan, key);
      return new ObjectErrors.AlreadyExists({ object, key, reason: cause.message }, { cause });
    }
    const row = await this.row(plan, key);
    // Another conflict, e.g. of a unique column, is not one of versions.
    if (row !== undefined && plan.version(row) === version) return cause;
    return conflictWith(object, key, version ?? '', row === undefined ? null : plan.entity(row));
  }

  async #single(plan: ObjectPlan, row: Row): Promise<Entity> {
    const entity = plan.entity(row);
    return (await this.whole(plan, [entity]))[0] ?? entity;
  }

  #creatable(object: string, operation: string): ObjectPlan {
    const plan = this.plan(object);
    const { write } = plan.mapping;
    if (write === 'none') throw new ObjectErrors.NotWritable({ object, operation, write });
    return plan;
  }

  #changeable(object: string, operation: string): ObjectPlan {
    const plan = this.keyed(object, operation);
    const { write } = plan.mapping;
    if (write !== 'all') throw new ObjectErrors.NotWritable({ object, operation, write });
    return plan;
  }

  #write({ mapping: { store } }: ObjectPlan, statements: readonly Statement[]) {
    return this.#context.storage.write({ store, statements: [...statements] });
  }

  async #expect(plan: ObjectPlan, key: string, version: string): Promise<Row> {
    const row = await this.row(plan, key);
    if (row !== undefined && plan.version(row) === version) return row;
    throw conflictWith(plan.name, key, version, row === undefined ? null : plan.entity(row));
  }

  async #carryOut(write: PreparedWrite): Promise<void> {
    if (write.statements.length === 0) return;
    try {
      await this.#write(write.plan, write.statements);
    } catch (cause) {
      throw await this.explained(write, cause);
    }
  }

  /** A part can only be created where there is the row it is a part of. */
  async #explainPart({ name, mapping: { partOf }, model }: ObjectPlan, key: string): Promise<void> {
    if (partOf === undefined || (await this.row(this.plan(partOf), key)) !== undefined) return;
    const [attribute = ''] = model.key;
    const violation = { attribute, rule: 'link', value: key, message: `leads to no ${partOf}, of which it is a part` };
    throw new ObjectErrors.Invalid({ object: name, violations: [violation] });
  }

  async #validate(plan: ObjectPlan, given: Given, current: Given | undefined, isNew?: IsNew): Promise<Validation> {
    const environment = { now: this.#context.clock.now(), zone: this.#context.zone };
    const validation = validate(plan, given, current, environment);
    const dangling = await danglingLinks(this, plan, [validation.values], current, isNew);
    const violations = [...validation.violations, ...dangling];
    if (violations.length > 0) throw new ObjectErrors.Invalid({ object: plan.name, violations });
    return validation;
  }
}

/** All that a new row gets: what was given, its first version, and what it must have to be an object at all. */
function completeCells(plan: ObjectPlan, { cells }: Validation) {
  const { mapping } = plan;
  // Values of unmapped columns that every object of the mapping has, by its `<where>`.
  const implied = equalities(mapping.where).filter(
    ({ column }) => !cells.some((cell) => cell.column.name === column.name),
  );
  return [...cells, ...plan.nextVersion(undefined), ...implied];
}

function generatedColumn(plan: ObjectPlan, values: Readonly<Record<string, Value>>): Column | undefined {
  return plan.rules.generated.find(({ name }) => (values[name] ?? null) === null)?.stored.mapping.column;
}

/** What a validation refuses. */
async function violationsOf(validation: Promise<unknown>): Promise<readonly Violation[]> {
  try {
    await validation;
    return [];
  } catch (thrown) {
    if (ObjectErrors.Invalid.is(thrown)) return thrown.data.violations;
    throw thrown;
  }
}

function isConflict(thrown: unknown): thrown is CarusoError {
  return CarusoError.is(thrown) && thrown.kind === 'conflict';
}
