import { newId } from '@caruso/core';
import type { Entity } from '../contract.js';
import type { ObjectModel } from '../model/model.js';
import { presetsOf } from '../model/presets-of.js';
import type { ObjectSource } from '../permission/object-source.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { keyOf } from '../repository/write/key-of.js';
import { validate } from '../repository/write/validate.js';
import { changesBetween } from './attribute-change.js';
import type { Draft } from './drafts-of.js';
import type { Author, Journal } from './journal.js';

type Given = Readonly<Record<string, unknown>>;
type Kept = ObjectModel & { readonly history: ReadonlySet<string> };

/** Writes objects of which attributes lie beside their table, and what histories hold of them, as of one thing. */
export class RecordedExtension {
  readonly #source: ObjectSource;
  readonly #journal: Journal;
  readonly #author: Author;

  constructor(source: ObjectSource, journal: Journal, author: Author) {
    this.#source = source;
    this.#journal = journal;
    this.#author = author;
  }

  create(type: Kept, given: Given): Promise<Entity> {
    const plan = this.#source.plan(type.name);
    const whole = { ...madeKeys(plan), ...given };
    const after = { ...this.#readBack(plan, { ...presetsOf(type), ...whole }, undefined) };
    const draft = {
      object: type.name,
      key: keyOf(plan, whole) ?? '',
      operation: 'create' as const,
      changes: changesBetween(type.history, undefined, after),
    };
    return this.#around(
      draft,
      () => this.#source.create(type.name, whole),
      ({ key }) => key,
    );
  }

  async update(type: Kept, key: string, version: string, given: Given): Promise<Entity> {
    const write = () => this.#source.update(type.name, key, version, given);
    const current = await this.#source.get(type.name, key);
    if (current === null || current.version !== version) return write();
    const after = { ...current.values, ...this.#readBack(this.#source.plan(type.name), given, current.values) };
    const changes = changesBetween(type.history, current.values, after);
    if (changes.length === 0) return write();
    return this.#around({ object: type.name, key: current.key, operation: 'update', changes }, write);
  }

  async delete(type: Kept, key: string, version: string): Promise<void> {
    const write = () => this.#source.delete(type.name, key, version);
    const current = await this.#source.get(type.name, key);
    if (current === null || current.version !== version) return write();
    const changes = changesBetween(type.history, current.values, undefined);
    return this.#around({ object: type.name, key: current.key, operation: 'delete', changes }, write);
  }

  #around<T>(draft: Draft, work: () => Promise<T>, keyOfResult?: (result: T) => string): Promise<T> {
    const entry = this.#journal.entry(this.#author, newId(), draft);
    return this.#journal.unsettled.around([entry], work, (result) =>
      draft.key !== '' || keyOfResult === undefined ? new Map() : new Map([[entry.id, keyOfResult(result)]]),
    );
  }

  /** Given values as they are read once they are stored; what is wrong in them is for others to say. */
  #readBack(plan: ObjectPlan, given: Given, current: Given | undefined): Given {
    const { values } = validate(plan, given, current, this.#journal.environment);
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const field = plan.fields.get(name);
        const stored = field?.write(value);
        if (field === undefined || stored === undefined) return [name, value];
        return [
          name,
          field.read(Object.fromEntries(field.columns.map((each, index) => [each.name, stored[index] ?? null]))),
        ];
      }),
    );
  }
}

/** Keys that would be made for the object are made before, so that it can be found again. */
function madeKeys({ model, mapping }: ObjectPlan): Given {
  const made = model.key.filter((name) => mapping.columns.get(name)?.generate === 'uuid');
  return Object.fromEntries(made.map((name) => [name, newId()]));
}
