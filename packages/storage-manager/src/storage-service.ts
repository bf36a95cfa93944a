import type { InputOf, Service } from '@caruso/core';
import { inject, LOG, type Log } from '@caruso/service-manager';
import { alterStore } from './alter/alter-store.js';
import { compareStore } from './alter/compare-store.js';
import type { Storage } from './contract.js';
import { StorageErrors } from './errors.js';
import type { Store } from './store.js';

/** The stores of the assembly by their names, as the component binds them. */
export const STORES = Symbol.for('caruso:storage-manager:stores');

type In<Name extends keyof (typeof Storage)['operations']> = InputOf<(typeof Storage)['operations'][Name]>;

/** Offers the stores of an assembly to its components. */
export class StorageService implements Service<typeof Storage> {
  readonly #stores: ReadonlyMap<string, Store>;
  readonly #log: Log;

  constructor(@inject(STORES) stores: ReadonlyMap<string, Store>, @inject(LOG) log: Log) {
    this.#stores = stores;
    this.#log = log;
  }

  /** Without the system store nothing works; a legacy database that is down must not keep everything else from starting. */
  async start(): Promise<void> {
    await Promise.all(
      [...this.#stores.values()].map(async (store) => {
        try {
          await store.check();
        } catch (thrown) {
          if (store.name === 'system') throw thrown;
          this.#log.error(`the store "${store.name}" is not there yet`, thrown);
        }
      }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#stores.values()].map((store) => store.close()));
  }

  async check(): Promise<void> {
    await Promise.all([...this.#stores.values()].map((store) => store.check()));
  }

  stores() {
    return [...this.#stores.values()].map(({ name, engine, schema }) => ({ name, engine, schema }));
  }

  async catalogue({ store }: In<'catalogue'>) {
    return [...(await this.#store(store).catalogue())];
  }

  async define({ store, tables }: In<'define'>) {
    await this.#store(store).define(tables);
    return {};
  }

  async compare({ store, tables, gone }: In<'compare'>) {
    return [...(await compareStore(this.#store(store), tables, gone))];
  }

  async alter({ store, alteration }: In<'alter'>) {
    const { done, sql } = await alterStore(this.#store(store), alteration);
    return { done, sql: [...sql] };
  }

  select(selection: In<'select'>) {
    return this.#store(selection.store).select(selection);
  }

  async write({ store, statements }: In<'write'>) {
    return [...(await this.#store(store).write(statements))];
  }

  #store(name: string): Store {
    const store = this.#stores.get(name);
    if (store) return store;
    throw new StorageErrors.UnknownStore({ store: name, known: [...this.#stores.keys()] });
  }
}
