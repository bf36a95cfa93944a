import type { Stub } from '@caruso/core';
import type { Diagnostic } from '@caruso/language';
import type { Storage } from '@caruso/storage-manager/contract';
import { compareModel } from '../check/check-model.js';
import { ObjectErrors } from '../errors.js';
import type { Model, ObjectModel } from '../model/model.js';
import { tablesIn } from '../repository/read/tables-in.js';

type Stores = Stub<typeof Storage>;
type Selection = Parameters<Stores['select']>[0];

/**
 * The stores as objects are read from them. A table of another service may not be there yet, or be as an older version of that
 * service has left it. Whoever reads from one has it compared with the model, until it is once as it is mapped.
 */
export class AwaitedTables implements Pick<Stores, 'select' | 'write'> {
  readonly #model: Model;
  readonly #storage: Stores;
  /** The object types whose tables have not been found as they are mapped. */
  #awaited: ReadonlySet<string>;

  constructor(model: Model, storage: Stores) {
    this.#model = model;
    this.#storage = storage;
    const owned = [...model.objects.values()].filter(({ mapping }) => mapping?.owner !== undefined);
    this.#awaited = new Set(owned.map(({ name }) => name));
  }

  /** @throws ObjectErrors.TableAwaited when it reads from a table that is not as it is mapped */
  select(selection: Selection): ReturnType<Stores['select']> {
    const read = this.#awaited.size === 0 ? [] : this.#readBy(selection);
    if (read.length === 0) return this.#storage.select(selection);
    return this.#look(read).then(() => this.#storage.select(selection));
  }

  write(input: Parameters<Stores['write']>[0]): ReturnType<Stores['write']> {
    return this.#storage.write(input);
  }

  async #look(types: readonly ObjectModel[]): Promise<void> {
    const asked = new Set(types.map(({ name }) => name));
    const { awaited, silent } = await compareModel(this.#model, this.#storage, asked);
    const found = types.filter(({ name, mapping }) => !awaited.has(name) && !silent.has(mapping?.store ?? ''));
    this.#awaited = new Set([...this.#awaited].filter((name) => !found.some((type) => type.name === name)));
    for (const { name: object, mapping } of types) {
      const reasons = awaited.get(object)?.map(inWords);
      if (reasons) throw new ObjectErrors.TableAwaited({ object, owner: mapping?.owner ?? '', reasons });
    }
  }

  #readBy(selection: Selection): readonly ObjectModel[] {
    const tables = tablesIn(selection);
    return [...this.#awaited].flatMap((name) => {
      const type = this.#model.objects.get(name);
      const { store, table, sides = new Map() } = type?.mapping ?? {};
      const own = [table, ...[...sides.values()].map((side) => side.table)];
      return type && store === selection.store && own.some((each) => tables.includes(each ?? '')) ? [type] : [];
    });
  }
}

const inWords = ({ message, hint }: Diagnostic) => (hint === undefined ? message : `${message} (${hint})`);
