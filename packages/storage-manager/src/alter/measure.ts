import type { CatalogueTable } from '../catalogue/catalogue.js';
import type { Connection, Engine } from '../engine/engine.js';
import { SqlText } from '../sql/sql-text.js';
import type { Alteration } from './alteration.js';
import type { EngineName } from './column-state.js';
import type { Draft } from './compare-tables.js';
import { foreignTextCondition, misfitCondition } from './misfit-condition.js';

/** What a difference is about, in figures. */
export interface Measure {
  readonly rows: number;
  readonly loses: number;
  readonly examples: readonly string[];
  readonly refused?: string;
}

const EXAMPLES = 3;

/** Counts what making a difference even would lose, in the tables as they are now. */
export class Measuring {
  readonly #connection: Connection;
  readonly #engine: EngineName;
  readonly #sql: SqlText;
  readonly #rows = new Map<string, number>();

  constructor(store: string, engine: Engine, name: EngineName, connection: Connection) {
    this.#connection = connection;
    this.#engine = name;
    this.#sql = new SqlText(store, engine.dialect);
  }

  /** @param table the table as it is; undefined when there is none */
  async difference(draft: Draft, table: CatalogueTable | undefined, nameThere: string | undefined): Promise<Measure> {
    if (table === undefined) return { rows: 0, loses: 0, examples: [] };
    const rows = await this.#rowsOf(table);
    const none = { rows, loses: 0, examples: [] };
    const quoted = nameThere === undefined ? '' : this.#sql.name(nameThere);
    if (draft.convert) {
      const { column } = draft.convert;
      const foreign = foreignTextCondition(this.#engine, this.#sql.dialect, {
        ...column,
        name: nameThere ?? column.name,
      });
      const condition = draft.onlyIfAny ? foreign : `${quoted} IS NOT NULL`;
      return condition === undefined ? none : { rows, ...(await this.#concerned(table, condition)) };
    }
    const { alteration } = draft;
    if (alteration === undefined) return none;
    switch (alteration.do) {
      case 'dropTable':
        return { rows, loses: rows, examples: [] };
      case 'addColumn':
        return alteration.column.required && alteration.column.fill === undefined ? { ...none, loses: rows } : none;
      case 'dropColumn':
      case 'fill': {
        const is = alteration.do === 'fill' ? 'IS NULL' : 'IS NOT NULL';
        return { rows, ...(await this.#concerned(table, `${quoted} ${is}`)) };
      }
      case 'narrow':
        return this.#narrow(alteration, table, nameThere ?? alteration.column.name, rows);
      case 'addIndex':
        return this.#unique(alteration, table, rows);
      default:
        return none;
    }
  }

  /** How many rows fulfil a condition. */
  async count(table: string, condition: string): Promise<number> {
    const sql = `SELECT COUNT(*) FROM ${this.#sql.table(table)} WHERE ${condition}`;
    return Number((await this.#connection.rows({ sql, parameters: [] }))[0]?.[0] ?? 0);
  }

  async #narrow(
    { column }: Extract<Alteration, { do: 'narrow' }>,
    table: CatalogueTable,
    name: string,
    rows: number,
  ): Promise<Measure> {
    const empty =
      column.required && column.fill === undefined
        ? await this.count(table.name, `${this.#sql.name(name)} IS NULL`)
        : 0;
    const condition = misfitCondition(this.#engine, this.#sql.dialect, column, name);
    const found = condition === undefined ? { loses: 0, examples: [] } : await this.#concerned(table, condition);
    if (empty + (column.required && column.fill === undefined ? found.loses : 0) === 0) return { rows, ...found };
    const refused = `${empty + found.loses} of ${rows} rows would have no value, and there is none to give them`;
    return { rows, ...found, refused };
  }

  async #unique(
    { columns, unique }: Extract<Alteration, { do: 'addIndex' }>,
    table: CatalogueTable,
    rows: number,
  ): Promise<Measure> {
    const none = { rows, loses: 0, examples: [] };
    const there = new Set(table.columns.map(({ name }) => name));
    if (!unique || !columns.every((column) => there.has(column))) return none;
    const names = columns.map((column) => this.#sql.name(column));
    const given = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
    const groups = `SELECT ${names.join(', ')} FROM ${this.#sql.table(table.name)} WHERE ${given} GROUP BY ${names.join(', ')} HAVING COUNT(*) > 1`;
    const found = await this.#connection.rows({
      sql: `SELECT COUNT(*) FROM (${groups}) caruso_groups`,
      parameters: [],
    });
    const loses = Number(found[0]?.[0] ?? 0);
    if (loses === 0) return none;
    const some = await this.#connection.rows({ sql: `${groups} LIMIT ${EXAMPLES}`, parameters: [] });
    const refused = `${loses} ${loses === 1 ? 'value stands' : 'values stand'} in several rows, and an index cannot make them different`;
    return { rows, loses, examples: some.map((row) => row.map(shown).join('/')), refused };
  }

  async #concerned(table: CatalogueTable, condition: string): Promise<Pick<Measure, 'loses' | 'examples'>> {
    const loses = await this.count(table.name, condition);
    if (loses === 0 || table.key.length === 0) return { loses, examples: [] };
    const key = table.key.map((name) => this.#sql.name(name)).join(', ');
    const sql = `SELECT ${key} FROM ${this.#sql.table(table.name)} WHERE ${condition} ORDER BY ${key} LIMIT ${EXAMPLES}`;
    const rows = await this.#connection.rows({ sql, parameters: [] });
    return { loses, examples: rows.map((row) => row.map(shown).join('/')) };
  }

  async #rowsOf({ name }: CatalogueTable): Promise<number> {
    const known = this.#rows.get(name) ?? (await this.count(name, '1 = 1'));
    this.#rows.set(name, known);
    return known;
  }
}

const shown = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value));
