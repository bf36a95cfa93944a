import { newId, type Stub, systemClock } from '@caruso/core';
import type { Storage } from '@caruso/storage-manager/contract';
import type { ApplyStep } from '../apply/apply-step.js';
import type { Model } from '../model/model.js';
import type { AttributeField } from '../repository/plan/field.js';
import { appliedTable, endApplied, insertApplied, type NameChange, nameChangeOf } from './applied-step.js';
import { formOf } from './converted-columns.js';

type Storing = Pick<Stub<typeof Storage>, 'define' | 'write'>;

interface Author {
  readonly model: Pick<Model, 'name' | 'version'>;
  readonly by?: string | undefined;
  readonly now?: (() => number) | undefined;
}

/**
 * Keeps in each store what was applied to it. A step is noted before it is carried out, as neither can be undone together with the
 * other: what is noted to have gone and is still there does no harm.
 */
export class AppliedJournal {
  readonly #storage: Storing;
  readonly #by: string;
  readonly #model: Pick<Model, 'name' | 'version'>;
  readonly #now: () => string;
  readonly #run = newId();
  readonly #ready = new Set<string>();

  constructor(storage: Storing, { model, by = 'somebody', now = systemClock.now }: Author) {
    this.#now = () => new Date(now()).toISOString();
    this.#storage = storage;
    this.#by = by;
    this.#model = { name: model.name, version: model.version };
  }

  /** Carries out a step, and notes that. */
  async around({ store, name, message, loses, work }: ApplyStep, carryOut: () => Promise<void>): Promise<void> {
    if (!this.#ready.has(store)) await this.#storage.define({ store, tables: [appliedTable] });
    this.#ready.add(store);
    const id = newId();
    const names = changeOf(work);
    const { name: model, version } = this.#model;
    const noted = { id, run: this.#run, began: this.#now(), by: this.#by, model, version, step: name, message, loses };
    const note = insertApplied({ ...noted, ...(names === undefined ? {} : { names }) });
    await this.#storage.write({ store, statements: [note] });
    await carryOut();
    await this.#storage.write({ store, statements: [endApplied(id, this.#now())] });
  }
}

function changeOf(work: ApplyStep['work']): NameChange | undefined {
  switch (work?.do) {
    case 'alter':
      return nameChangeOf(work.alteration);
    case 'convert':
      return converted(work.convert.table, work.convert.column.name, work);
    case 'recode':
      return converted(work.table, work.column.name, work);
    case 'readAsBefore':
      return { did: 'converted', table: work.table, column: work.column };
    default:
      return undefined;
  }
}

/** Values that were put right for the same attribute have no other form. */
function converted(
  table: string,
  column: string,
  { field, before }: { readonly field: AttributeField; readonly before: AttributeField | undefined },
): NameChange | undefined {
  const form = before && formOf(before);
  return form === undefined || form === formOf(field) ? undefined : { did: 'converted', table, column, form };
}
