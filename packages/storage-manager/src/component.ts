import { type Component, defineComponent, provide } from '@caruso/service-manager';
import { Storage } from './contract.js';
import { StorageErrors } from './errors.js';
import { optionProblems } from './option-problems.js';
import { STORES, StorageService } from './storage-service.js';
import { Store } from './store.js';
import { readAddress, type StoreOptions } from './store-address.js';
import { storeInAssembly } from './store-in-assembly.js';

export interface StorageManagerOptions {
  /** Addresses by the names of the stores; files are meant from the assembly's file. `system` is CARUSO's own, and must be there. */
  readonly stores: { readonly system: string | StoreOptions } & Readonly<Record<string, string | StoreOptions>>;
}

/**
 * The component that keeps the stores of an assembly.
 *
 * @throws StorageErrors.InvalidOptions, StorageErrors.BadStoreAddress and StorageErrors.BadSystemStore
 * @example
 * ```ts
 * storageManager({
 *   stores: {
 *     system: 'sqlite:./data/caruso.db',
 *     billing: { url: 'mariadb://reader:secret@billing.example/cis', zone: 'Europe/Berlin' },
 *   },
 * });
 * ```
 */
export function storageManager(options: StorageManagerOptions): Component {
  const problems = optionProblems(options);
  if (problems.length > 0) throw new StorageErrors.InvalidOptions({ problems });
  if (!options.stores.system) throw new StorageErrors.BadSystemStore({ reason: 'is missing' });
  const stores = Object.fromEntries(
    Object.entries(options.stores).map(([name, target]) => [name, storeInAssembly(target)] as const),
  );
  const addresses = Object.entries(stores).map(([name, target]) => ({ name, address: readAddress(name, target) }));
  const keeping = (asFound: boolean) =>
    defineComponent({
      name: 'storage-manager',
      provides: [provide(Storage, StorageService)],
      configure: (container) => {
        const opened = new Map(addresses.map(({ name, address }) => [name, new Store(name, { ...address, asFound })]));
        container.bind(STORES).toConstantValue(opened);
      },
    });
  return Object.assign(keeping(false), { [ADDRESSES]: stores, [AS_FOUND]: () => keeping(true) });
}

/** Found again by tools that have another copy of this module than the assembly has loaded. */
const ADDRESSES: unique symbol = Symbol.for('@caruso/storage-manager/addresses');

const AS_FOUND: unique symbol = Symbol.for('@caruso/storage-manager/as-found');

/**
 * The components of an assembly with stores whose tables stay as they are found: for tools that only read. Where a table or a
 * column is absent that a component defines, it is told so, instead of making it.
 */
export function withStoresAsFound(components: readonly Component[]): readonly Component[] {
  return components.map((component) => {
    const make = (component as { readonly [AS_FOUND]?: () => Component })[AS_FOUND];
    return make === undefined ? component : make();
  });
}

/**
 * The addresses of the stores that the components of an assembly keep, by their names; for tools that work on a database without
 * starting the assembly.
 */
export function storesOf(components: readonly object[]): Readonly<Record<string, string | StoreOptions>> {
  const found = components.map(
    (component) => (component as { readonly [ADDRESSES]?: Readonly<Record<string, string | StoreOptions>> })[ADDRESSES],
  );
  return Object.assign({}, ...found);
}
