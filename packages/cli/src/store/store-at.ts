import { type StoreOptions, storesOf } from '@caruso/storage-manager';
import { CliErrors } from '../errors.js';
import { loadAssembly } from '../load-assembly.js';

/**
 * The address of a store that is named on the command line, or is an address itself.
 *
 * @throws CliErrors.NoSuchStore, and what loading the assembly throws
 */
export async function storeAt(given: string, config: string): Promise<string | StoreOptions> {
  if (/^[a-z]{2,}:/.test(given)) return given;
  const stores = storesOf((await loadAssembly(config)).components);
  const found = stores[given];
  if (found === undefined) throw new CliErrors.NoSuchStore({ name: given, known: Object.keys(stores), config });
  return found;
}
