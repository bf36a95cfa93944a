import type { Entity } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { Model, ObjectModel } from '../model/model.js';
import { presetsOf } from '../model/presets-of.js';
import { BESIDE, besideOf } from '../model/split-extensions.js';
import type { ObjectSource } from '../permission/object-source.js';
import { ObjectPlan } from '../repository/plan/object-plan.js';
import { include } from '../repository/read/include.js';
import type { RepositoryContext, Search } from '../repository/read/object-reader.js';
import { Repository } from '../repository/repository.js';
import { conflictWith } from '../repository/write/conflict-with.js';
import { keyOf } from '../repository/write/key-of.js';
import { upsert } from '../repository/write/upsert.js';
import { validate } from '../repository/write/validate.js';
import { ExtensionPaths } from './extension-paths.js';
import { readVersion, writeVersion } from './version-parts.js';

type Given = Readonly<Record<string, unknown>>;

/**
 * Reads and writes objects of which attributes lie beside their table, in one of CARUSO's own, as if all lay in one.
 *
 * The row beside is written first, and put back when the object itself is refused. So after a crash in between an object that
 * was to be created is not there (what lies beside is ignored, and replaced when it is created at last), and one that was to be
 * changed has its new values beside and its old ones in the table: it stays readable, and the same change completes it.
 */
export class ExtendedRepository implements ObjectSource {
  readonly #model: Model;
  readonly #parts: Repository;
  readonly #paths: ExtensionPaths;
  readonly #plans = new Map<string, ObjectPlan>();
  readonly #context: RepositoryContext;

  constructor(model: Model, context: RepositoryContext) {
    this.#model = model;
    this.#parts = new Repository(model, context);
    this.#paths = new ExtensionPaths(model);
    this.#context = context;
  }

  /** What the object is as a whole; nothing can be selected by it. @throws ObjectErrors.UnknownObject */
  plan(object: string): ObjectPlan {
    const known = this.#plans.get(object);
    if (known !== undefined) return known;
    const plan = this.#parts.plan(object);
    const type = this.#model.objects.get(object);
    if (type?.mapping?.extension === undefined) return plan;
    const beside = [...this.#parts.plan(besideOf(object)).fields].filter(([name]) => !plan.fields.has(name));
    const fields = new Map([...plan.fields, ...beside]);
    fields.delete(BESIDE);
    // No column counts the changes of both parts.
    const mapping = { ...plan.mapping, lock: { kind: 'compare-all' as const } };
    const { clock, zone } = this.#context;
    const whole = new ObjectPlan(type, mapping, plan.key, fields, () => ({ now: clock.now(), zone }));
    this.#plans.set(object, whole);
    return whole;
  }

  async byKeys({ name }: ObjectPlan, keys: readonly string[]): Promise<readonly Entity[]> {
    return this.#withBeside(name, await this.#parts.byKeys(this.#parts.plan(name), keys));
  }

  async byLink({ name }: ObjectPlan, link: string, keys: readonly string[]): Promise<readonly Entity[]> {
    return this.#withBeside(name, await this.#parts.byLink(this.#parts.plan(name), link, keys));
  }

  async get(object: string, key: string, paths: readonly string[] = []): Promise<Entity | null> {
    const found = await this.#parts.get(object, key, this.#paths.include(object, paths));
    return found && this.#whole(found);
  }

  async getMany(object: string, keys: readonly string[], paths: readonly string[] = []) {
    const found = await this.#parts.getMany(object, keys, this.#paths.include(object, paths));
    return found.map((entity) => entity && this.#whole(entity));
  }

  async find(object: string, search: Search): Promise<{ items: readonly Entity[]; next?: string }> {
    const page = await this.#parts.find(object, {
      ...search,
      sort: search.sort.map((term) => this.#paths.attribute(object, term)),
      include: this.#paths.include(object, search.include),
      where: search.where && this.#paths.filter(object, search.where),
    });
    return { ...page, items: page.items.map((entity) => this.#whole(entity)) };
  }

  async *stream(object: string, search: Pick<Search, 'where' | 'search' | 'include'>): AsyncGenerator<Entity> {
    const asked = {
      ...search,
      include: this.#paths.include(object, search.include),
      where: search.where && this.#paths.filter(object, search.where),
    };
    for await (const entity of this.#parts.stream(object, asked)) yield this.#whole(entity);
  }

  upsert(object: string, given: Given, by?: readonly string[]): Promise<{ item: Entity; created: boolean }> {
    return upsert(this, this.plan(object), given, by);
  }

  async create(object: string, given: Given): Promise<Entity> {
    const { type, own, beside } = this.#divide(object, given);
    if (type.mapping?.extension === undefined) return this.#whole(await this.#parts.create(object, given));
    this.#check(type, { ...presetsOf(type), ...given }, undefined);
    const values = { ...this.#divide(object, presetsOf(type)).beside, ...beside };
    const key = keyOf(this.#parts.plan(object), own);
    if (key === undefined) {
      // The database numbers it, so nothing can lie beside it before.
      const made = await this.#parts.create(object, own);
      await this.#createBeside(type, made.key, values);
      return this.#read(object, made.key);
    }
    if ((await this.#parts.get(object, key)) !== null) {
      throw new ObjectErrors.AlreadyExists({ object, key, reason: 'there is one with this key.' });
    }
    await this.#removeBeside(object, key);
    await this.#createBeside(type, key, values);
    try {
      await this.#parts.create(object, own);
    } catch (thrown) {
      await this.#removeBeside(object, key);
      throw thrown;
    }
    return this.#read(object, key);
  }

  /** @throws ObjectErrors.Invalid when one of the items has attributes that lie beside the table */
  async createMany(object: string, items: readonly Given[]) {
    const violations = items.flatMap((item, index) =>
      Object.keys(this.#divide(object, item).beside).map((attribute): Violation => {
        const message = 'lies beside the table, so such objects are created one by one';
        return { attribute, rule: 'writable', value: item[attribute], message, index };
      }),
    );
    if (violations.length > 0) throw new ObjectErrors.Invalid({ object, violations });
    return this.#parts.createMany(object, items);
  }

  /** What would be refused of a new object or, with a key, of changes; nothing is written. */
  async validate(object: string, given: Given, key?: string): Promise<readonly Violation[]> {
    const { type, own } = this.#divide(object, given);
    const found = await this.#parts.validate(object, own, key);
    const current = key === undefined ? undefined : await this.get(object, key);
    if (type.mapping?.extension === undefined || current === null) return found;
    try {
      this.#check(type, current === undefined ? { ...presetsOf(type), ...given } : given, current?.values);
      return found;
    } catch (thrown) {
      if (!ObjectErrors.Invalid.is(thrown)) throw thrown;
      const { violations } = thrown.data;
      const isNew = ({ attribute, rule }: Violation) =>
        !violations.some((each) => each.attribute === attribute && each.rule === rule);
      return [...violations, ...found.filter(isNew)];
    }
  }

  async update(object: string, key: string, version: string, changes: Given): Promise<Entity> {
    const { type, own, beside } = this.#divide(object, changes);
    if (type.mapping?.extension === undefined)
      return this.#whole(await this.#parts.update(object, key, version, changes));
    const current = await this.#expect(object, key, version);
    this.#check(type, changes, current.values);
    const [ownVersion, besideVersion] = readVersion(version);
    const undo = await this.#writeBeside(type, current, besideVersion, beside);
    try {
      if (Object.keys(own).length > 0) await this.#parts.update(object, key, ownVersion, own);
    } catch (thrown) {
      await undo();
      throw await this.#explained(object, key, version, thrown);
    }
    return this.#read(object, key);
  }

  async delete(object: string, key: string, version: string): Promise<void> {
    const { type } = this.#divide(object, {});
    if (type.mapping?.extension === undefined) return this.#parts.delete(object, key, version);
    await this.#expect(object, key, version);
    try {
      await this.#parts.delete(object, key, readVersion(version)[0]);
    } catch (thrown) {
      throw await this.#explained(object, key, version, thrown);
    }
    await this.#removeBeside(object, key);
  }

  async #withBeside(object: string, entities: readonly Entity[]): Promise<readonly Entity[]> {
    const found = await include(this.#parts, this.#parts.plan(object), entities, this.#paths.include(object, []));
    return found.map((entity) => this.#whole(entity));
  }

  /** An object without the link to what lies beside it, and with those values among its own. */
  #whole(entity: Entity): Entity {
    const type = this.#model.objects.get(entity.object);
    const links: Record<string, readonly Entity[]> = {};
    for (const [name, linked] of Object.entries(entity.links)) {
      if (name !== BESIDE) links[name] = linked.map((each) => this.#whole(each));
    }
    const extension = type?.mapping?.extension;
    if (type === undefined || extension === undefined) return { ...entity, links };
    const [found] = entity.links[BESIDE] ?? [];
    const values: Record<string, unknown> = {};
    for (const name of [...type.attributes.keys(), ...type.links.keys()]) {
      if (extension.attributes.has(name)) values[name] = found?.values[name] ?? null;
      else if (name in entity.values) values[name] = entity.values[name];
    }
    const version = writeVersion(entity.version, found?.version);
    return { ...entity, version, title: type.title(values), values, links };
  }

  #divide(object: string, given: Given) {
    const { name } = this.#parts.plan(object);
    const type = this.#model.objects.get(name);
    if (type === undefined) throw new ObjectErrors.UnknownObject({ object });
    const isBeside = (member: string) => type.mapping?.extension?.attributes.has(member) ?? false;
    const entries = Object.entries(given);
    return {
      type,
      own: Object.fromEntries(entries.filter(([member]) => !isBeside(member))),
      beside: Object.fromEntries(entries.filter(([member, value]) => isBeside(member) && value !== undefined)),
    };
  }

  /** All rules of both parts, and of those that look at both, before anything is written. */
  #check(type: ObjectModel, given: Given, current: Given | undefined): void {
    const environment = { now: this.#context.clock.now(), zone: this.#context.zone };
    const { own, beside } = this.#divide(type.name, given);
    const parts = [
      validate(this.#parts.plan(type.name), own, current, environment),
      validate(this.#parts.plan(besideOf(type.name)), beside, current ?? {}, environment),
    ];
    const violations = parts.flatMap((part) => part.violations);
    const written = Object.assign({}, ...parts.map(({ values }) => values)) as Given;
    const required = [...type.attributes.values()].filter(
      ({ name, required: needed }) => needed && type.mapping?.extension?.attributes.has(name),
    );
    for (const { name } of current === undefined ? required : []) {
      if ((beside[name] ?? null) !== null || violations.some(({ attribute }) => attribute === name)) continue;
      violations.push({ attribute: name, rule: 'required', value: null, message: 'is required' });
    }
    const split = [this.#parts.plan(type.name).model, this.#parts.plan(besideOf(type.name)).model];
    const checks = [...type.attributes.values(), { name: type.name, check: type.check }].filter(
      ({ name, check }) =>
        check !== undefined && !split.some((part) => (part.attributes.get(name) ?? part).check === check),
    );
    const merged = { ...current, ...written };
    for (const { name, check } of violations.length > 0 ? [] : checks) {
      const isAbsent = type.attributes.has(name) && (merged[name] ?? null) === null;
      const concerned = current === undefined || [name, ...(check?.names ?? [])].some((member) => member in written);
      if (check === undefined || isAbsent || !concerned || check.evaluate(merged, environment) === true) continue;
      violations.push({
        attribute: name,
        rule: 'check',
        value: merged[name] ?? null,
        message: `must satisfy ${check.text}`,
      });
    }
    if (violations.length > 0) throw new ObjectErrors.Invalid({ object: type.name, violations });
  }

  async #expect(object: string, key: string, version: string): Promise<Entity> {
    const current = await this.get(object, key);
    if (current?.version === version) return current;
    throw conflictWith(object, key, version, current);
  }

  async #read(object: string, key: string): Promise<Entity> {
    const entity = await this.get(object, key);
    if (entity === null) throw new ObjectErrors.NotFound({ object, key });
    return entity;
  }

  /** A conflict of one part, told of the whole. */
  async #explained(object: string, key: string, version: string, thrown: unknown): Promise<unknown> {
    if (!ObjectErrors.Conflict.is(thrown)) return thrown;
    return conflictWith(object, key, version, await this.get(object, key));
  }

  async #createBeside(type: ObjectModel, key: string, values: Given): Promise<void> {
    if (Object.values(values).every((value) => value === null)) return;
    const plan = this.#parts.plan(besideOf(type.name));
    await this.#parts.create(plan.name, { ...keyValues(plan, key), ...values });
  }

  /** @returns what puts it back */
  async #writeBeside(
    type: ObjectModel,
    current: Entity,
    version: string,
    changes: Given,
  ): Promise<() => Promise<void>> {
    const nothing = async () => {};
    if (Object.keys(changes).length === 0) return nothing;
    const name = besideOf(type.name);
    const { key } = current;
    if (version === '') {
      await this.#createBeside(type, key, changes);
      return () => this.#removeBeside(type.name, key);
    }
    try {
      const changed = await this.#parts.update(name, key, version, changes);
      const before = Object.fromEntries(Object.keys(changes).map((member) => [member, current.values[member] ?? null]));
      return async () => {
        await this.#parts.update(name, key, changed.version, before);
      };
    } catch (thrown) {
      throw await this.#explained(type.name, key, current.version, thrown);
    }
  }

  async #removeBeside(object: string, key: string): Promise<void> {
    const found = await this.#parts.get(besideOf(object), key);
    if (found !== null) await this.#parts.delete(found.object, found.key, found.version);
  }
}

function keyValues(plan: ObjectPlan, key: string): Given {
  const { key: names } = plan.model;
  const texts = names.length === 1 ? [key] : (JSON.parse(key) as readonly string[]);
  return Object.fromEntries(names.map((name, index) => [name, texts[index]]));
}
