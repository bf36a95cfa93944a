import { CarusoError, type Stub } from '@caruso/core';
import type { Statement, Storage } from '@caruso/storage-manager/contract';

const STORE = 'system';
const TRIES = 3;
/** By which the storage manager says that others kept a store busy and nothing was written. */
const BUSY = 'CRS-STO-017';

/**
 * Writes into the system store, and tries again what was not written because others kept it busy: a database refuses one of two
 * writers that wait for each other.
 */
export async function writeThoughBusy(storage: Stub<typeof Storage>, statements: Statement[]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await storage.write({ store: STORE, statements });
      return;
    } catch (thrown) {
      if (tries === TRIES || !CarusoError.is(thrown) || thrown.code !== BUSY) throw thrown;
    }
  }
}
