import type { CatalogueColumn, CatalogueTable } from '../catalogue/catalogue.js';
import { indexName } from '../sql/definition.js';
import type { Dialect } from '../sql/dialect.js';
import { SqlText } from '../sql/sql-text.js';
import { splitTableName } from '../table-name.js';
import type { EngineName } from './column-state.js';
import { type ColumnSet, columnSets } from './index-sets.js';
import { rebuildTable, type SqliteTable } from './rebuild-table.js';

/** The table that is altered, as it is. */
export interface Altered {
  readonly store: string;
  readonly engine: EngineName;
  readonly dialect: Dialect;
  /** Undefined for one that is to be created. */
  readonly table: CatalogueTable | undefined;
  /** What SQLite needs to make it anew. */
  readonly sqlite?: SqliteTable | undefined;
}

/** What all alterations of a table that is there are written with. */
export class WrittenTable {
  readonly engine: EngineName;
  readonly table: CatalogueTable;
  readonly sqlite: SqliteTable | undefined;
  readonly sql: SqlText;
  /** As SQL names it. */
  readonly name: string;

  constructor({ store, engine, dialect, sqlite }: Altered, table: CatalogueTable) {
    this.engine = engine;
    this.table = table;
    this.sqlite = sqlite;
    this.sql = new SqlText(store, dialect);
    this.name = this.sql.table(table.name);
  }

  column(name: string): CatalogueColumn | undefined {
    return this.table.columns.find((column) => column.name === name);
  }

  createIndex(table: string, columns: readonly string[], unique: boolean): string {
    const quoted = columns.map((column) => this.sql.name(column)).join(', ');
    const name = this.sql.name(indexName(table, columns, unique));
    return this.sql.dialect.definitions.createIndex(this.sql.table(table), name, quoted, unique);
  }

  dropIndexes(which: (set: ColumnSet) => boolean): readonly string[] {
    const names = this.indexNames(which).map((name) => this.sql.name(name));
    if (this.engine === 'mariadb') return names.map((name) => `ALTER TABLE ${this.name} DROP INDEX ${name}`);
    const { schema } = splitTableName(this.table.name);
    const prefix = schema === undefined ? '' : `${this.sql.name(schema)}.`;
    return names.map((name) => `DROP INDEX ${prefix}${name}`);
  }

  /** The indexes that hold a column, as one ALTER TABLE of MariaDB drops them. */
  indexDrops(column: string): readonly string[] {
    return this.indexNames(({ columns }) => columns.includes(column)).map(
      (name) => `DROP INDEX ${this.sql.name(name)}`,
    );
  }

  indexNames(which: (set: ColumnSet) => boolean): readonly string[] {
    return columnSets(this.table).flatMap((set) => (set.name !== undefined && which(set) ? [set.name] : []));
  }

  /** The table of SQLite made anew; indexes that are dropped before do not come back. */
  rebuilt(rebuild: Parameters<typeof rebuildTable>[1], without: ReadonlySet<string> = new Set()): readonly string[] {
    const { sqlite } = this;
    if (sqlite === undefined) return [];
    const isWithout = (sql: string) => [...without].some((name) => sql.includes(this.sql.name(name)));
    return rebuildTable({ ...sqlite, belongings: sqlite.belongings.filter((sql) => !isWithout(sql)) }, rebuild);
  }
}
