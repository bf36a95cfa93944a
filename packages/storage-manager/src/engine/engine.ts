import type { Bound } from '../codec/codec.js';
import type { CatalogueTable, StoredType } from '../contract.js';
import type { Dialect } from '../sql/dialect.js';
import type { SqlStatement } from '../sql/sql-statement.js';
import type { TableName } from '../table-name.js';

type Awaitable<T> = T | Promise<T>;

/**
 * A connection while one piece of work has it to itself. Rows are arrays, in the order of the selected columns. What goes
 * wrong is a {@link DatabaseError}.
 */
export interface Connection {
  rows(statement: SqlStatement): Awaitable<readonly (readonly unknown[])[]>;
  /** Carries out a statement and says how many rows it met, changed or not. */
  run(statement: SqlStatement): Awaitable<number>;
  /** Carries out a statement once for each row. Absent where every time would be a journey to the server. */
  repeat?<RowOf>(sql: string, rows: readonly RowOf[], parametersOf: (row: RowOf) => readonly Bound[]): void;
  /**
   * The rows of a query without parameters, a batch at a time, so that only some megabytes of them are in memory. PostgreSQL needs
   * a transaction for it. Dates and large numbers come as text; whole numbers of SQLite as `bigint`, unless `safe` says that none
   * needs more than 53 bits.
   */
  batches(sql: string, safe?: boolean): AsyncIterable<readonly (readonly unknown[])[]>;
  /**
   * Puts rows into a table in the engine's quickest way. Names are quoted already. A row is a line of COPY for PostgreSQL, literals
   * in parentheses for MariaDB, and an array of what is bound for SQLite.
   */
  load(table: string, columns: readonly string[], rows: readonly unknown[]): Awaitable<void>;
}

/** The narrow port to a database; TypeORM's DataSource and QueryRunner are behind it, and nothing else knows them. */
export interface Engine {
  readonly dialect: Dialect;
  /** Where it is, for people: host, port and database, never a password. */
  readonly address: string;
  /** Reads what is committed. */
  read<T>(work: (connection: Connection) => Awaitable<T>): Awaitable<T>;
  /** Carries `work` out as a transaction: what it throws undoes it. `alone` says that it is a single statement. */
  transaction<T>(work: (connection: Connection) => Awaitable<T>, alone?: boolean): Promise<T>;
  /** Like a transaction, but only one at a time over all processes. */
  defining<T>(work: (connection: Connection) => Awaitable<T>): Promise<T>;
  catalogue(connection: Connection): Promise<readonly CatalogueTable[]>;
  /** What each column of one table can hold; none, when the table is not there. */
  columnTypes(connection: Connection, table: TableName): Promise<ReadonlyMap<string, StoredType>>;
  /**
   * Whether what an insert into a table returns is what it then holds. Absent where an insert cannot tell that, or not without
   * losing sight of what the engine has changed to fit.
   */
  readonly settles?: ((connection: Connection, table: TableName) => Promise<boolean>) | undefined;
  close(): Promise<void>;
}
