import { CarusoError } from '@caruso/core';
import { StorageErrors } from '../errors.js';
import { addressOf, type StoreAddress } from '../store-address.js';
import { reasonOf } from './database-error.js';
import type { Engine } from './engine.js';
import { openMariadb } from './mariadb-engine.js';
import { openPostgres } from './postgres-engine.js';
import { openSqlite } from './sqlite-engine.js';

/**
 * Connects to the database of a store.
 *
 * @throws StorageErrors.Unreachable
 */
export async function openEngine(store: string, address: StoreAddress): Promise<Engine> {
  try {
    return await open(address);
  } catch (thrown) {
    if (CarusoError.is(thrown)) throw thrown;
    throw new StorageErrors.Unreachable(
      { store, address: addressOf(address), reason: reasonOf(thrown) },
      { cause: thrown },
    );
  }
}

function open({ engine, path, server, schema, zone, asFound = false }: StoreAddress): Promise<Engine> {
  const managed = schema === 'managed';
  switch (engine) {
    case 'sqlite':
      return openSqlite(path, managed, zone, managed && !asFound);
    case 'postgres':
      return openPostgres(server, managed, zone);
    case 'mariadb':
      return openMariadb(server, managed, zone);
  }
}
