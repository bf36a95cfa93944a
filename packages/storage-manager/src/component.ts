import { type Component, defineComponent, provide } from '@caruso/service-manager';
import { Storage } from './contract.js';
import { StorageErrors } from './errors.js';
import { optionProblems } from './option-problems.js';
import { STORES, StorageService } from './storage-service.js';
import { Store } from './store.js';
import { readAddress, type StoreOptions } from './store-address.js';

export interface StorageManagerOptions {
  /** Addresses by the names of the stores. `system` is CARUSO's own, and must be there. */
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
  const { stores } = options;
  if (!stores.system) throw new StorageErrors.BadSystemStore({ reason: 'is missing' });
  const addresses = Object.entries(stores).map(([name, target]) => ({ name, address: readAddress(name, target) }));
  const component = defineComponent({
    name: 'storage-manager',
    provides: [provide(Storage, StorageService)],
    configure: (container) => {
      const opened = new Map(addresses.map(({ name, address }) => [name, new Store(name, address)]));
      container.bind(STORES).toConstantValue(opened);
    },
  });
  return Object.assign(component, { [ADDRESSES]: stores });
}

/** Found again by tools that have another copy of this module than the assembly has loaded. */
const ADDRESSES: unique symbol = Symbol.for('@caruso/storage-manager/addresses');

/**
 * The addresses of the stores that the components of an assembly keep, by their names; for tools that work on a database without
 * starting the assembly.
 */
export function storesOf(components: readonly object[]): Readonly<Record<string, string | StoreOptions>> {
  const found = components.map(
    (component) => (component as { readonly [ADDRESSES]?: StorageManagerOptions['stores'] })[ADDRESSES],
  );
  return Object.assign({}, ...found);
}
