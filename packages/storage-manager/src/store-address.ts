import { Misfit } from './codec/misfit.js';
import { type Zone, zoneOf } from './codec/zone.js';
import { StorageErrors } from './errors.js';

/** Where a store is and how it is treated. A plain address stands for `{ url }`. */
export interface StoreOptions {
  /** `sqlite:PATH`, `sqlite::memory:`, `postgres://user:password@host:port/database`, `mariadb://…` or `mysql://…`. */
  readonly url: string;
  /**
   * `managed` stores belong to CARUSO, which defines tables in them; in `readonly` ones, which belong to others, only rows
   * are read and written. The store `system` is managed, all others are `readonly` unless they say otherwise.
   */
  readonly schema?: 'managed' | 'readonly';
  /** The time zone of date-times that a legacy database keeps without one, e.g. `Europe/Berlin`; UTC if not given. */
  readonly zone?: string;
}

/** A store's address, taken apart. */
export interface StoreAddress {
  readonly engine: 'sqlite' | 'postgres' | 'mariadb';
  readonly schema: 'managed' | 'readonly';
  /** Whether tables stay as they are, also in a managed store. */
  readonly asFound?: boolean;
  readonly zone: Zone;
  /** Of SQLite. */
  readonly path: string;
  /** Of a server. */
  readonly server: Server;
}

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** What follows the question mark, e.g. `sslmode=require`. */
  readonly parameters: URLSearchParams;
}

const SERVERS: Readonly<Record<string, { readonly engine: 'postgres' | 'mariadb'; readonly port: number }>> = {
  'postgres:': { engine: 'postgres', port: 5432 },
  'postgresql:': { engine: 'postgres', port: 5432 },
  'mariadb:': { engine: 'mariadb', port: 3306 },
  'mysql:': { engine: 'mariadb', port: 3306 },
};

const NOWHERE: Server = {
  host: '',
  port: 0,
  database: '',
  user: undefined,
  password: undefined,
  parameters: new URLSearchParams(),
};

/**
 * Reads the address of the store `store`.
 *
 * @throws StorageErrors.BadStoreAddress and StorageErrors.BadSystemStore
 */
export function readAddress(store: string, target: string | StoreOptions): StoreAddress {
  const options = typeof target === 'string' ? { url: target } : target;
  const schema = options.schema ?? (store === 'system' ? 'managed' : 'readonly');
  if (store === 'system' && schema === 'readonly') throw new StorageErrors.BadSystemStore({ reason: 'is readonly' });
  const refuse = (reason: string, cause?: unknown) => new StorageErrors.BadStoreAddress({ store, reason }, { cause });
  const common = { schema, zone: readZone(options.zone ?? 'UTC', refuse) };
  if (options.url.startsWith('sqlite:')) {
    const path = options.url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '') throw refuse('it names no file');
    return { ...common, engine: 'sqlite', path, server: NOWHERE };
  }
  let url: URL;
  try {
    url = new URL(options.url);
  } catch (cause) {
    throw refuse('it is no URL', cause);
  }
  const known = SERVERS[url.protocol];
  if (!known) throw refuse(`"${url.protocol}" is no engine that is known`);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (database === '') throw refuse('it names no database');
  const server = {
    host: url.hostname || '127.0.0.1',
    port: Number(url.port || known.port),
    database,
    user: url.username ? decodeURIComponent(url.username) : undefined,
    password: url.password ? decodeURIComponent(url.password) : undefined,
    parameters: url.searchParams,
  };
  return { ...common, engine: known.engine, path: '', server };
}

function readZone(name: string, refuse: (reason: string, cause: unknown) => Error): Zone {
  try {
    return zoneOf(name);
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown;
    throw refuse(thrown.message, thrown);
  }
}

/** Where a store is, for people: without user and password. */
export function addressOf({ engine, path, server }: StoreAddress): string {
  return engine === 'sqlite' ? path : serverAddress(server);
}

export const serverAddress = ({ host, port, database }: Server) => `${host}:${port}/${database}`;
