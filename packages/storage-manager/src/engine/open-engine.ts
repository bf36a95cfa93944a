import { CarusoError } from '@caruso/core';
import { StorageErrors } from '../errors.js';
import type { StoreAddress } from '../store-address.js';
import type { Engine } from './engine.js';
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
      { store, address: place(address), reason: reasonOf(thrown) },
      { cause: thrown },
    );
  }
}

function open({ engine, path, schema, zone }: StoreAddress): Promise<Engine> {
  return openSqlite(path, schema === 'managed', zone);
}

/** Where a store is, without user and password. */
export function place({ engine, path, server }: StoreAddress): string {
  return engine === 'sqlite' ? path : `${server.host}:${server.port}/${server.database}`;
}

/** Node tries several addresses of a host, and then reports an error of errors that itself says nothing. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return thrown.errors.map(reasonOf).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}
