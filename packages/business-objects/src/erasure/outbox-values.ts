import type { Stub } from '@caruso/core';
import type { Condition, Storage } from '@caruso/storage-manager/contract';
import { besideOf, wholeOf } from '../model/split-extensions.js';
import { outboxColumns, outboxTable, readPart, type StoredPart } from '../outbox/outbox-part.js';

interface Addressed {
  readonly object: string;
  readonly key: string;
}

const OBJECTS_PER_LOOKUP = 50;

/** The values of objects that changes in the outbox hold. */
export class OutboxValues {
  readonly #storage: Pick<Stub<typeof Storage>, 'select' | 'write'>;

  constructor(storage: Pick<Stub<typeof Storage>, 'select' | 'write'>) {
    this.#storage = storage;
  }

  /** Those of some objects of which a change waits, or failed and may be tried again together with others. */
  async waiting<One extends Addressed>(objects: readonly One[]): Promise<readonly One[]> {
    const parts = (await this.#of(objects)).filter((part) => !isRemovable(part, objects));
    return objects.filter((one) => parts.some((part) => isOf(part, one)));
  }

  async count(objects: readonly Addressed[]): Promise<number> {
    return (await this.#of(objects)).length;
  }

  /**
   * Removes what was carried to its store, and what was refused of these objects alone.
   *
   * @returns how many changes were removed
   */
  async remove(objects: readonly Addressed[]): Promise<number> {
    const parts = (await this.#of(objects)).filter((part) => isRemovable(part, objects));
    for (let at = 0; at < parts.length; at += OBJECTS_PER_LOOKUP) {
      const values = parts.slice(at, at + OBJECTS_PER_LOOKUP).map(({ id }) => id);
      const where: Condition = { column: outboxColumns.id, op: 'in', values };
      await this.#storage.write({ store: 'system', statements: [{ delete: { table: outboxTable.name, where } }] });
    }
    return parts.length;
  }

  async #of(objects: readonly Addressed[]): Promise<readonly StoredPart[]> {
    const found = new Map<string, StoredPart>();
    const columns = Object.values(outboxColumns);
    for (let at = 0; at < objects.length; at += OBJECTS_PER_LOOKUP) {
      const any = objects.slice(at, at + OBJECTS_PER_LOOKUP).flatMap(({ object: whole, key }) =>
        [whole, besideOf(whole)].map((object) => ({
          column: outboxColumns.content,
          op: 'contains' as const,
          value: `${JSON.stringify({ object, key }).slice(0, -1)},`,
        })),
      );
      const rows = await this.#storage.select({ store: 'system', table: outboxTable.name, columns, where: { any } });
      for (const part of rows.map(readPart)) found.set(part.id, part);
    }
    return [...found.values()];
  }
}

const isOf = ({ objects }: StoredPart, one: Addressed) =>
  objects.some(({ object, key }) => one.object === wholeOf(object) && one.key === key);

function isRemovable({ state, objects }: StoredPart, erased: readonly Addressed[]): boolean {
  if (state !== 'failed') return state === 'done';
  return objects.every((each) => erased.some(({ object, key }) => wholeOf(each.object) === object && each.key === key));
}
