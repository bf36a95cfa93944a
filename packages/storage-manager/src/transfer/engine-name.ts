import type { StoreAddress } from '../store-address.js';

/** The database systems that data are moved between. */
export type EngineName = StoreAddress['engine'];

/** As people call them. */
export const ENGINE_TITLES: Readonly<Record<EngineName, string>> = {
  sqlite: 'SQLite',
  postgres: 'PostgreSQL',
  mariadb: 'MariaDB',
};
