import type { Clock, Stub } from '@caruso/core';
import type { CatalogueTable, Storage } from '@caruso/storage-manager/contract';

type Stores = Pick<Stub<typeof Storage>, 'stores' | 'catalogue' | 'select'>;

/** A model is checked with each change of its text; the tables of a legacy database change less often. */
const KEPT_MS = 15_000;

/** The stores of an assembly, with catalogues that are read again after a while only. */
export function cachedCatalogues(storage: Stores, clock: Clock): Stores {
  const known = new Map<string, { readonly until: number; readonly tables: Promise<CatalogueTable[]> }>();
  return {
    stores: (input) => storage.stores(input),
    select: (input) => storage.select(input),
    catalogue({ store }) {
      const kept = known.get(store);
      if (kept !== undefined && clock.now() < kept.until) return kept.tables;
      const tables = storage.catalogue({ store });
      known.set(store, { until: clock.now() + KEPT_MS, tables });
      tables.catch(() => known.delete(store));
      return tables;
    },
  };
}
