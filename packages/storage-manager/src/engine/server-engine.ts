import type { DataSource, QueryRunner } from 'typeorm';
import type { CatalogueTable, StoredType } from '../contract.js';
import type { Dialect } from '../sql/dialect.js';
import type { TableName } from '../table-name.js';
import type { DatabaseError } from './database-error.js';
import type { Connection, Engine } from './engine.js';

/** What tells one server's driver from another's. */
export interface Driver {
  readonly dialect: Dialect;
  readonly address: string;
  /** Takes the runner's connection from the pool, and makes it ready. */
  connect(runner: QueryRunner): Promise<Connection>;
  /** Runs `work` so that no other process defines tables in the same database meanwhile. */
  defining<T>(connection: Connection, work: () => T | Promise<T>): Promise<T>;
  catalogue(connection: Connection): Promise<readonly CatalogueTable[]>;
  columnTypes(connection: Connection, table: TableName): Promise<ReadonlyMap<string, StoredType>>;
  settles?(connection: Connection, table: TableName): Promise<boolean>;
  sorted(thrown: unknown): DatabaseError;
  /** Whether a statement that fails has no effect by itself, so that one alone needs no transaction around it. */
  readonly undoesAlone: boolean;
}

const plain = (sql: string) => ({ sql, parameters: [] });

/** A database server behind a pool of connections: each piece of work has one to itself. */
export class ServerEngine implements Engine {
  readonly #source: DataSource;
  readonly #driver: Driver;
  readonly settles: Driver['settles'];

  constructor(source: DataSource, driver: Driver) {
    this.settles = driver.settles;
    this.#source = source;
    this.#driver = driver;
  }

  get dialect(): Dialect {
    return this.#driver.dialect;
  }

  get address(): string {
    return this.#driver.address;
  }

  async read<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    const runner = this.#source.createQueryRunner();
    try {
      return await work(await this.#connect(runner));
    } finally {
      await runner.release();
    }
  }

  transaction<T>(work: (connection: Connection) => T | Promise<T>, alone = false): Promise<T> {
    if (alone && this.#driver.undoesAlone) return this.read(work);
    return this.read(async (connection) => {
      await connection.run(plain('START TRANSACTION'));
      let result: T;
      try {
        result = await work(connection);
      } catch (thrown) {
        // A rollback that fails leaves nothing to undo: the connection is gone, and with it the transaction.
        await Promise.resolve(connection.run(plain('ROLLBACK'))).catch(() => undefined);
        throw thrown;
      }
      await connection.run(plain('COMMIT'));
      return result;
    });
  }

  defining<T>(work: (connection: Connection) => T | Promise<T>): Promise<T> {
    return this.read((connection) => this.#driver.defining(connection, () => work(connection)));
  }

  catalogue(connection: Connection): Promise<readonly CatalogueTable[]> {
    return this.#driver.catalogue(connection);
  }

  columnTypes(connection: Connection, table: TableName): Promise<ReadonlyMap<string, StoredType>> {
    return this.#driver.columnTypes(connection, table);
  }

  close(): Promise<void> {
    return this.#source.destroy();
  }

  async #connect(runner: QueryRunner): Promise<Connection> {
    try {
      return await this.#driver.connect(runner);
    } catch (thrown) {
      throw this.#driver.sorted(thrown);
    }
  }
}
