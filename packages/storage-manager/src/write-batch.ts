import type { Column, Statement, StatementResult } from './contract.js';
import type { Connection, Engine } from './engine/engine.js';
import { StorageErrors } from './errors.js';
import type { Shapes } from './shapes.js';
import { type Insert, type InsertMany, InsertPlan } from './sql/insert-plan.js';
import type { TypeOf } from './sql/sql-text.js';
import { writeDelete, writeUpdate } from './sql/write.js';
import { explain } from './store-errors.js';

/** Whether the statements need no transaction around them, because there is one and it can be taken as it is. */
export function isAlone(statements: readonly Statement[]): boolean {
  const [only] = statements;
  if (!only || statements.length > 1) return false;
  if ('insertMany' in only) return false;
  return 'insert' in only || ('update' in only ? only.update : only.delete).expect === undefined;
}

/** What a write needs of the store it is made in. */
export interface WriteContext {
  readonly store: string;
  readonly engine: Engine;
  /** The plan of the last insert into each table. */
  readonly plans: Map<string, InsertPlan>;
  /** What the columns of the tables can hold. */
  readonly shapes: Shapes;
  /** Whether the tables are CARUSO's own. */
  readonly managed: boolean;
}

const NONE: readonly Column[] = [];

/** Carries statements out in order on a connection that has a transaction open, unless they are {@link isAlone}. */
export async function carryOut(
  context: WriteContext,
  connection: Connection,
  statements: readonly Statement[],
): Promise<readonly StatementResult[]> {
  const writer = new BatchWriter(context, connection);
  for (let index = 0; index < statements.length; ) {
    const statement = statements[index];
    if (!statement) break;
    if ('insert' in statement) {
      index += await writer.insertFrom(statements, index);
    } else if ('insertMany' in statement) {
      await writer.insertMany(statement.insertMany, index);
      index += 1;
    } else {
      await writer.change(statement, index);
      index += 1;
    }
  }
  return writer.results;
}

class BatchWriter {
  readonly results: StatementResult[] = [];
  readonly #store: string;
  readonly #engine: Engine;
  readonly #plans: Map<string, InsertPlan>;
  readonly #connection: Connection;
  readonly #typeOf: TypeOf;
  readonly #settles: (table: string) => boolean;

  constructor({ store, engine, plans, shapes, managed }: WriteContext, connection: Connection) {
    this.#store = store;
    this.#engine = engine;
    this.#plans = plans;
    this.#typeOf = (table, column) => shapes.typeOf(table, column);
    this.#connection = connection;
    const canTell = engine.settles !== undefined;
    this.#settles = (table) => canTell && (managed || shapes.settles(table));
  }

  /** Carries out the insert at `start` together with those after it that have its shape, and says how many these are. */
  async insertFrom(statements: readonly Statement[], start: number): Promise<number> {
    const first = (statements[start] as { readonly insert: Insert }).insert;
    if (first.takes) {
      const whole = this.#taking(first, first.takes, start);
      await this.#insert(this.#planOf(whole, NONE), [whole], start);
      return 1;
    }
    const told = this.#told(first);
    const plan = this.#planOf(first, told);
    if (told.length > 0) {
      await this.#insertTelling(plan, first, start);
      return 1;
    }
    const most = plan.mostRows;
    let rows: Insert[] = [];
    let index = start;
    for (; index < statements.length; index += 1) {
      const next = statements[index];
      if (!next || !('insert' in next) || next.insert.takes) break;
      if (next.insert !== first && !plan.fits(next.insert, this.#told(next.insert))) break;
      rows.push(next.insert);
      if (rows.length < most) continue;
      // A promise for each row would cost more than SQLite takes to write it.
      const pending = this.#insert(plan, rows, index - rows.length + 1);
      if (pending instanceof Promise) await pending;
      rows = [];
    }
    if (rows.length) await this.#insert(plan, rows, index - rows.length);
    return index - start;
  }

  async insertMany({ table, columns, rows }: InsertMany, index: number): Promise<void> {
    const plan = new InsertPlan(this.#store, this.#engine.dialect, table, columns, { typeOf: this.#typeOf });
    const most = plan.mostRows;
    const { repeat } = this.#connection;
    if (most === 1 && columns.length > 0 && repeat !== undefined) {
      this.#at(table, index, () => repeat(plan.textOfOne, rows, plan.parameters()));
      this.results.push({ affected: rows.length });
      return;
    }
    for (let from = 0; from < rows.length; from += most) {
      const to = Math.min(rows.length, from + most);
      const pending = this.#at(table, index, () => this.#connection.run(plan.statementOf(rows, from, to)));
      if (pending instanceof Promise) await pending;
    }
    this.results.push({ affected: rows.length });
  }

  async change(
    statement: Extract<Statement, { readonly update: unknown } | { readonly delete: unknown }>,
    index: number,
  ): Promise<void> {
    const { dialect } = this.#engine;
    const { table, expect } = 'update' in statement ? statement.update : statement.delete;
    const written =
      'update' in statement
        ? writeUpdate(this.#store, dialect, statement.update, this.#typeOf)
        : writeDelete(this.#store, dialect, statement.delete, this.#typeOf);
    const affected = await this.#at(table, index, () => this.#connection.run(written));
    if (expect !== undefined && affected !== expect)
      throw new StorageErrors.Conflict({ store: this.#store, table, statement: index, expected: expect, affected });
    this.results.push({ affected });
  }

  /** What an insert is asked for of the stored row and can tell. */
  #told({ table, generated, returning }: Insert): readonly Column[] {
    if (returning !== undefined && this.#settles(table)) {
      return generated === undefined ? returning : [...returning, generated];
    }
    return generated === undefined ? NONE : [generated];
  }

  async #insertTelling(plan: InsertPlan, insert: Insert, index: number): Promise<void> {
    const { table, generated, returning } = insert;
    const statement = plan.statement([insert]);
    const [made = []] = await this.#at(table, index, () => this.#connection.rows(statement));
    const row = plan.row(made);
    this.results.push({
      affected: 1,
      ...(generated === undefined ? {} : { generated: row[generated.name] ?? null }),
      ...(returning === undefined || !this.#settles(table) ? {} : { row }),
    });
  }

  /** The insert with what an earlier one made. */
  #taking({ table, cells }: Insert, { column, from }: NonNullable<Insert['takes']>, statement: number): Insert {
    const made = this.results[from]?.generated ?? null;
    if (made === null) {
      const reason = `statement ${from}, from which "${column.name}" is taken, has made none before`;
      throw new StorageErrors.MissingValue({ store: this.#store, table, statement, reason });
    }
    return { table, cells: [...cells, { column, value: String(made) }] };
  }

  #insert(plan: InsertPlan, rows: readonly Insert[], index: number): number | Promise<number> {
    const statement = plan.statement(rows);
    for (const _ of rows) this.results.push({ affected: 1 });
    return this.#at(rows[0]?.table ?? '', index, () => this.#connection.run(statement));
  }

  #planOf(insert: Insert, returning: readonly Column[]): InsertPlan {
    const known = this.#plans.get(insert.table);
    if (known?.fits(insert, returning)) return known;
    const columns = insert.cells.map(({ column }) => column);
    const plan = new InsertPlan(this.#store, this.#engine.dialect, insert.table, columns, {
      returning,
      typeOf: this.#typeOf,
    });
    this.#plans.set(insert.table, plan);
    return plan;
  }

  #at<T>(table: string, statement: number, work: () => T | Promise<T>): T | Promise<T> {
    const explained = (thrown: unknown) =>
      explain(this.#engine.address, { store: this.#store, table, statement }, thrown);
    try {
      const result = work();
      if (!(result instanceof Promise)) return result;
      return result.catch((thrown: unknown) => {
        throw explained(thrown);
      });
    } catch (thrown) {
      throw explained(thrown);
    }
  }
}
