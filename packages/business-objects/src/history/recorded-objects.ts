import type { Entity } from '../contract.js';
import { ObjectErrors, type Violation } from '../errors.js';
import type { ObjectSource } from '../permission/object-source.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Search } from '../repository/read/object-reader.js';
import type { Repository } from '../repository/repository.js';
import type { PreparedWrite } from '../repository/write/prepared-write.js';
import { upsert } from '../repository/write/upsert.js';
import { createdRows } from './created-rows.js';
import type { Author, Journal } from './journal.js';
import { RecordedExtension } from './recorded-extension.js';

type Given = Readonly<Record<string, unknown>>;

/** The objects of a model as somebody writes them who is to be known afterwards. */
export class RecordedObjects implements ObjectSource {
  readonly #source: ObjectSource;
  readonly #repository: Repository;
  readonly #journal: Journal;
  readonly #author: Author;
  readonly #extension: RecordedExtension;

  constructor(source: ObjectSource, repository: Repository, journal: Journal, author: Author) {
    this.#source = source;
    this.#repository = repository;
    this.#journal = journal;
    this.#author = author;
    this.#extension = new RecordedExtension(source, journal, author);
  }

  plan(object: string): ObjectPlan {
    return this.#source.plan(object);
  }

  byKeys(plan: ObjectPlan, keys: readonly string[]) {
    return this.#source.byKeys(plan, keys);
  }

  byLink(plan: ObjectPlan, link: string, keys: readonly string[]) {
    return this.#source.byLink(plan, link, keys);
  }

  get(object: string, key: string, paths?: readonly string[]) {
    return this.#source.get(object, key, paths);
  }

  getMany(object: string, keys: readonly string[], paths?: readonly string[]) {
    return this.#source.getMany(object, keys, paths);
  }

  find(object: string, search: Search) {
    return this.#source.find(object, search);
  }

  stream(object: string, search: Pick<Search, 'where' | 'search' | 'include'>) {
    return this.#source.stream(object, search);
  }

  validate(object: string, given: Given, key?: string): Promise<readonly Violation[]> {
    return this.#source.validate(object, given, key);
  }

  upsert(object: string, given: Given, by?: readonly string[]): Promise<{ item: Entity; created: boolean }> {
    if (this.#journal.keeping(object) === undefined) return this.#source.upsert(object, given, by);
    return upsert(this, this.plan(object), given, by);
  }

  async create(object: string, given: Given): Promise<Entity> {
    const kept = this.#journal.keeping(object);
    if (kept === undefined) return this.#source.create(object, given);
    if (kept.mapping?.extension !== undefined) return this.#extension.create(kept, given);
    const write = await this.#repository.prepareCreate(object, given);
    const key = await this.#carryOut(write);
    return this.#read(object, key);
  }

  async createMany(object: string, items: readonly Given[]): Promise<{ created: number; keys?: string[] }> {
    const kept = this.#journal.keeping(object);
    if (kept === undefined || this.#liesBeside(object, items)) return this.#source.createMany(object, items);
    const { hasOwnRow, rules } = this.#repository.plan(object);
    if (!hasOwnRow || rules.generated.length > 0) return this.#createEach(object, items);
    return this.#repository.createMany(object, items, (creations, plan) => {
      const drafts = createdRows(plan, kept.history, creations);
      return this.#journal.createTogether(this.#author, plan.mapping.store, creations.statements, drafts);
    });
  }

  async update(object: string, key: string, version: string, changes: Given): Promise<Entity> {
    const kept = this.#journal.keeping(object);
    if (kept === undefined) return this.#source.update(object, key, version, changes);
    if (kept.mapping?.extension !== undefined) return this.#extension.update(kept, key, version, changes);
    await this.#carryOut(await this.#repository.prepareUpdate(object, key, version, changes));
    return this.#read(object, key);
  }

  async delete(object: string, key: string, version: string): Promise<void> {
    const kept = this.#journal.keeping(object);
    const parts = this.#journal.hasKeptParts(object);
    if (kept?.mapping?.extension !== undefined) return this.#extension.delete(kept, key, version);
    if (kept === undefined && !parts) return this.#source.delete(object, key, version);
    await this.#carryOut(await this.#repository.prepareDelete(object, key, version));
  }

  /** @returns the key of the object */
  async #carryOut(write: PreparedWrite): Promise<string> {
    if (write.statements.length === 0) return write.key;
    const { plan, generated } = write;
    try {
      const [result] = await this.#journal.carryOut(this.#author, plan.mapping.store, [write]);
      return generated === undefined ? write.key : (plan.key.read([result?.generated ?? null]) ?? '');
    } catch (cause) {
      throw await this.#repository.explained(write, cause);
    }
  }

  /** Creates all or none of objects that need statements of their own. */
  async #createEach(object: string, items: readonly Given[]): Promise<{ created: number; keys?: string[] }> {
    const writes: PreparedWrite[] = [];
    const violations: Violation[] = [];
    for (const [index, item] of items.entries()) {
      try {
        writes.push(await this.#repository.prepareCreate(object, item));
      } catch (thrown) {
        if (!ObjectErrors.Invalid.is(thrown)) throw thrown;
        violations.push(...thrown.data.violations.map((violation) => ({ ...violation, index })));
      }
    }
    if (violations.length > 0) throw new ObjectErrors.Invalid({ object, violations });
    const [first] = writes;
    if (first === undefined) return { created: 0 };
    try {
      await this.#journal.carryOut(this.#author, first.plan.mapping.store, writes);
    } catch (cause) {
      throw await this.#repository.explained(first, cause);
    }
    const isNumbered = writes.some(({ generated }) => generated !== undefined);
    return isNumbered ? { created: writes.length } : { created: writes.length, keys: writes.map(({ key }) => key) };
  }

  #liesBeside(object: string, items: readonly Given[]): boolean {
    const beside = this.#journal.keeping(object)?.mapping?.extension?.attributes;
    return beside !== undefined && items.some((item) => Object.keys(item).some((name) => beside.has(name)));
  }

  async #read(object: string, key: string): Promise<Entity> {
    const entity = await this.#source.get(object, key);
    if (entity === null) throw new ObjectErrors.NotFound({ object, key });
    return entity;
  }
}
