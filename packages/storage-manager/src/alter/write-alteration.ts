import type { CatalogueColumn, CatalogueTable } from '../catalogue/catalogue.js';
import { complete } from '../define-tables.js';
import { checkName, columnText, indexName, writeCreateTable, writeIndexes } from '../sql/definition.js';
import type { Dialect } from '../sql/dialect.js';
import { SqlText } from '../sql/sql-text.js';
import { splitTableName } from '../table-name.js';
import type { Alteration, AlteredColumn } from './alteration.js';
import { type EngineName, isCheckOf } from './column-state.js';
import { columnSets, renamedIndexes } from './index-sets.js';
import { misfitCondition } from './misfit-condition.js';
import { presetText } from './preset.js';
import { rebuildTable, type SqliteTable, withoutNotNull } from './rebuild-table.js';

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

/** The SQL of an alteration in the dialect of an engine; on MariaDB what changes the table is one statement. */
export function writeAlteration(altered: Altered, alteration: Alteration): readonly string[] {
  if (alteration.do === 'createTable') {
    const { store, dialect } = altered;
    const table = complete(store, { ...alteration.definition, name: alteration.table });
    return [writeCreateTable(store, dialect, table), ...writeIndexes(store, dialect, table)];
  }
  return new Writer(altered, altered.table ?? EMPTY(alteration.table)).write(alteration);
}

const EMPTY = (name: string): CatalogueTable => ({
  name,
  kind: 'table',
  columns: [],
  key: [],
  unique: [],
  foreignKeys: [],
  checks: [],
  indexes: [],
});

class Writer {
  readonly #altered: Altered;
  readonly #table: CatalogueTable;
  readonly #sql: SqlText;
  readonly #name: string;

  constructor(altered: Altered, table: CatalogueTable) {
    this.#altered = altered;
    this.#table = table;
    this.#sql = new SqlText(altered.store, altered.dialect);
    this.#name = this.#sql.table(table.name);
  }

  write(alteration: Exclude<Alteration, { do: 'createTable' }>): readonly string[] {
    switch (alteration.do) {
      case 'renameTable':
        return this.#renameTable(alteration.to);
      case 'addColumn':
        return [`ALTER TABLE ${this.#name} ADD COLUMN ${this.#added(alteration.column)}`];
      case 'renameColumn':
        return this.#renameColumn(alteration.column, alteration.to);
      case 'widen':
        return this.#redefine(alteration.column);
      case 'relax':
        return this.#relax(alteration.column);
      case 'fill':
        return this.#fill(alteration.column);
      case 'narrow':
        return [...this.#clear(alteration.column), ...this.#redefine(alteration.column)];
      case 'dropColumn':
        return this.#dropColumn(alteration.column);
      case 'dropTable':
        return [`DROP TABLE ${this.#name}`];
      case 'addIndex':
        return [this.#createIndex(this.#table.name, alteration.columns, alteration.unique)];
      case 'dropIndex':
        return this.#dropIndexes((set) => set.unique === alteration.unique && same(set.columns, alteration.columns));
      case 'replaceColumn':
        return this.#replaceColumn(alteration.column, alteration.by);
    }
  }

  get #engine(): EngineName {
    return this.#altered.engine;
  }

  /** A required column joins with what it gives to all rows; without that it cannot be required yet. */
  #added(column: AlteredColumn): string {
    const preset = presetText(this.#sql, this.#engine, column);
    const required = column.required && preset !== undefined;
    return columnText(
      this.#sql,
      this.#table.name,
      { ...column, required, generated: false },
      {
        indexed: column.indexed,
        preset: required ? preset : undefined,
      },
    );
  }

  #renameTable(to: string): readonly string[] {
    const bare = this.#sql.name(splitTableName(to).name);
    const renamed = renamedIndexes(this.#table, { table: to });
    if (this.#engine === 'mariadb') {
      const indexes = renamed.map((set) => `RENAME INDEX ${this.#sql.name(set.name)} TO ${this.#sql.name(set.to)}`);
      return [`ALTER TABLE ${this.#name} ${[...indexes, `RENAME TO ${this.#sql.table(to)}`].join(', ')}`];
    }
    return [
      `ALTER TABLE ${this.#name} RENAME TO ${bare}`,
      ...this.#indexesRenamed(renamed, to),
      ...this.#table.columns.flatMap(({ name }) => this.#checkRenamed(name, to, name)),
    ];
  }

  #renameColumn(column: string, to: string): readonly string[] {
    const renamed = renamedIndexes(this.#table, { column: [column, to] });
    const rename = `RENAME COLUMN ${this.#sql.name(column)} TO ${this.#sql.name(to)}`;
    if (this.#engine === 'mariadb') {
      const indexes = renamed.map((set) => `RENAME INDEX ${this.#sql.name(set.name)} TO ${this.#sql.name(set.to)}`);
      return [`ALTER TABLE ${this.#name} ${[rename, ...indexes].join(', ')}`];
    }
    return [
      `ALTER TABLE ${this.#name} ${rename}`,
      ...this.#indexesRenamed(renamed, this.#table.name),
      ...this.#checkRenamed(column, this.#table.name, to),
    ];
  }

  #indexesRenamed(renamed: ReturnType<typeof renamedIndexes>, table: string): readonly string[] {
    const { schema } = splitTableName(this.#table.name);
    const at = (name: string) => `${schema === undefined ? '' : `${this.#sql.name(schema)}.`}${this.#sql.name(name)}`;
    if (this.#engine === 'postgres')
      return renamed.map((set) => `ALTER INDEX ${at(set.name)} RENAME TO ${this.#sql.name(set.to)}`);
    return renamed.flatMap((set) => [
      `DROP INDEX ${this.#sql.name(set.name)}`,
      this.#createIndex(table, set.newColumns, set.unique),
    ]);
  }

  /** PostgreSQL keeps the names of checks apart; SQLite does not look at them. */
  #checkRenamed(column: string, table: string, to: string): readonly string[] {
    if (this.#engine !== 'postgres') return [];
    const check = this.#table.checks.find((each) => isCheckOf(each, column));
    const name = checkName(table, to);
    if (check?.name === undefined || check.name === name) return [];
    return [
      `ALTER TABLE ${this.#sql.table(table)} RENAME CONSTRAINT ${this.#sql.name(check.name)} TO ${this.#sql.name(name)}`,
    ];
  }

  /** The column with other limits, and with or without the duty to have a value. */
  #redefine(column: AlteredColumn): readonly string[] {
    const present = this.#column(column.name);
    const text = columnText(this.#sql, this.#table.name, column, {
      indexed: column.indexed,
      preset: defaultOf(present),
    });
    if (this.#engine === 'mariadb') return [`ALTER TABLE ${this.#name} MODIFY COLUMN ${text}`];
    if (this.#engine === 'sqlite') return this.#rebuilt({ columns: new Map([[column.name, text]]) });
    const name = this.#sql.name(column.name);
    const check = this.#table.checks.find((each) => isCheckOf(each, column.name))?.name;
    const wanted = this.#sql.dialect.definitions.columnCheck(column);
    const constraint = this.#sql.name(checkName(this.#table.name, column.name));
    const changes = [
      ...(check === undefined ? [] : [`DROP CONSTRAINT ${this.#sql.name(check)}`]),
      ...(wanted === undefined ? [] : [`ADD CONSTRAINT ${constraint} CHECK (${wanted})`]),
      `ALTER COLUMN ${name} ${column.required ? 'SET' : 'DROP'} NOT NULL`,
    ];
    return [`ALTER TABLE ${this.#name} ${changes.join(', ')}`];
  }

  #relax(column: string): readonly string[] {
    const name = this.#sql.name(column);
    if (this.#engine === 'postgres') return [`ALTER TABLE ${this.#name} ALTER COLUMN ${name} DROP NOT NULL`];
    if (this.#engine === 'mariadb') {
      const { engineType = '', collation } = this.#column(column) ?? {};
      const collated = collation === undefined ? '' : ` COLLATE ${collation}`;
      return [`ALTER TABLE ${this.#name} MODIFY COLUMN ${name} ${engineType}${collated} NULL`];
    }
    const text = withoutNotNull(this.#altered.sqlite?.sql ?? '', column);
    return this.#rebuilt({ columns: new Map([[column, text ?? name]]) });
  }

  #fill(column: AlteredColumn): readonly string[] {
    const preset = presetText(this.#sql, this.#engine, column);
    if (preset === undefined) return [];
    const name = this.#sql.name(column.name);
    return [`UPDATE ${this.#name} SET ${name} = ${preset} WHERE ${name} IS NULL`];
  }

  /** What does not fit goes, and what is needed comes. */
  #clear(column: AlteredColumn): readonly string[] {
    const misfit = misfitCondition(this.#engine, this.#sql.dialect, column);
    const empty =
      column.required && column.fill !== undefined ? presetText(this.#sql, this.#engine, column) : undefined;
    const name = this.#sql.name(column.name);
    return [
      ...(misfit === undefined ? [] : [`UPDATE ${this.#name} SET ${name} = ${empty ?? 'NULL'} WHERE ${misfit}`]),
      ...(column.required ? this.#fill(column) : []),
    ];
  }

  #dropColumn(column: string): readonly string[] {
    const drop = `DROP COLUMN ${this.#sql.name(column)}`;
    if (this.#engine === 'mariadb')
      return [`ALTER TABLE ${this.#name} ${[...this.#indexDrops(column), drop].join(', ')}`];
    return [...this.#dropIndexes(({ columns }) => columns.includes(column)), `ALTER TABLE ${this.#name} ${drop}`];
  }

  #replaceColumn(column: AlteredColumn, by: string): readonly string[] {
    const name = this.#sql.name(column.name);
    const text = columnText(this.#sql, this.#table.name, { ...column, generated: false }, { indexed: column.indexed });
    if (this.#engine === 'mariadb') {
      const changes = [
        ...this.#indexDrops(column.name),
        `DROP COLUMN ${name}`,
        `CHANGE COLUMN ${this.#sql.name(by)} ${text}`,
      ];
      return [`ALTER TABLE ${this.#name} ${changes.join(', ')}`];
    }
    const dropped = this.#dropIndexes(({ columns }) => columns.includes(column.name));
    if (this.#engine === 'sqlite') {
      const columns = new Map([
        [column.name, text],
        [by, undefined],
      ]);
      const belongings = new Set(this.#indexNames(({ columns: held }) => held.includes(column.name)));
      return [...dropped, ...this.#rebuilt({ columns, from: new Map([[column.name, by]]) }, belongings)];
    }
    return [
      ...dropped,
      `ALTER TABLE ${this.#name} DROP COLUMN ${name}`,
      `ALTER TABLE ${this.#name} RENAME COLUMN ${this.#sql.name(by)} TO ${name}`,
      ...this.#checkRenamed(by, this.#table.name, column.name),
      ...(column.required ? [`ALTER TABLE ${this.#name} ALTER COLUMN ${name} SET NOT NULL`] : []),
    ];
  }

  #createIndex(table: string, columns: readonly string[], unique: boolean): string {
    const quoted = columns.map((column) => this.#sql.name(column)).join(', ');
    const name = this.#sql.name(indexName(table, columns, unique));
    return this.#sql.dialect.definitions.createIndex(this.#sql.table(table), name, quoted, unique);
  }

  #dropIndexes(which: (set: ReturnType<typeof columnSets>[number]) => boolean): readonly string[] {
    const names = this.#indexNames(which).map((name) => this.#sql.name(name));
    if (this.#engine === 'mariadb') return names.map((name) => `ALTER TABLE ${this.#name} DROP INDEX ${name}`);
    const { schema } = splitTableName(this.#table.name);
    const prefix = schema === undefined ? '' : `${this.#sql.name(schema)}.`;
    return names.map((name) => `DROP INDEX ${prefix}${name}`);
  }

  #indexDrops(column: string): readonly string[] {
    return this.#indexNames(({ columns }) => columns.includes(column)).map(
      (name) => `DROP INDEX ${this.#sql.name(name)}`,
    );
  }

  #indexNames(which: (set: ReturnType<typeof columnSets>[number]) => boolean): readonly string[] {
    return columnSets(this.#table).flatMap((set) => (set.name !== undefined && which(set) ? [set.name] : []));
  }

  #rebuilt(rebuild: Parameters<typeof rebuildTable>[1], without: ReadonlySet<string> = new Set()): readonly string[] {
    const { sqlite } = this.#altered;
    if (sqlite === undefined) return [];
    const isWithout = (sql: string) => [...without].some((name) => sql.includes(this.#sql.name(name)));
    return rebuildTable({ ...sqlite, belongings: sqlite.belongings.filter((sql) => !isWithout(sql)) }, rebuild);
  }

  #column(name: string): CatalogueColumn | undefined {
    return this.#table.columns.find((column) => column.name === name);
  }
}

const same = (one: readonly string[], other: readonly string[]) => one.join('\0') === other.join('\0');

/** What a column gives to rows without a value, as its engine writes it. */
function defaultOf(column: CatalogueColumn | undefined): string | undefined {
  const text = column?.default;
  if (text === undefined || column?.generated) return undefined;
  return /^(?:'(?:[^']|'')*'|[-+]?[\d.]+|[A-Za-z_]+)$/.test(text) ? text : `(${text})`;
}
