import { Store } from './store.js';
import { readAddress, type StoreOptions } from './store-address.js';

/**
 * Opens a store outside any assembly: for wrappers that keep tables of their own, for tools and for tests.
 *
 * @param name what errors call the store
 * @param target an address such as `sqlite:./data/erp.db`, or {@link StoreOptions}
 * @throws StorageErrors.BadStoreAddress and StorageErrors.Unreachable
 * @example
 * ```ts
 * const store = await openStore('erp', { url: 'sqlite:./data/erp.db', schema: 'managed' });
 * await store.define([{ name: 'job', columns: [{ name: 'id', type: 'uuid' }], key: ['id'] }]);
 * await store.close();
 * ```
 */
export async function openStore(name: string, target: string | StoreOptions): Promise<Store> {
  const store = new Store(name, readAddress(name, target));
  await store.check();
  return store;
}
