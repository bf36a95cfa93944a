import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import type { CatalogueTable, Condition, Row, Statement, StatementResult, TableDefinition } from './contract.js';
import { defineTables, lacks } from './define-tables.js';
import { DEFINITIONS } from './definitions/definition-records.js';
import { DatabaseError } from './engine/database-error.js';
import type { Connection, Engine } from './engine/engine.js';
import { openEngine } from './engine/open-engine.js';
import { Turns } from './engine/turns.js';
import { StorageErrors } from './errors.js';
import { type PlannedSelection, Selections } from './selections.js';
import { Shapes } from './shapes.js';
import type { InsertPlan } from './sql/insert-plan.js';
import type { Selection } from './sql/select.js';
import { type SelectionShape, shapeOf } from './sql/selection-shape.js';
import { splitCondition } from './sql/split-condition.js';
import { tablesOf, tablesRead } from './sql/tables-of.js';
import type { StoreAddress } from './store-address.js';
import { explain } from './store-errors.js';
import { carryOut, isAlone } from './write-batch.js';

/** Values in one list; engines take some 32,000 parameters, and a list may be needed twice. */
const LONGEST_LIST = 10_000;

/** A transaction that is under way, as the calls made in it find it. */
interface Scope {
  readonly connection: Connection;
  readonly turns: Turns;
  /** How many transactions are around it. */
  readonly depth: number;
  open: boolean;
}

/**
 * A named relational store. It connects when it is first used, and again after the connection was lost.
 *
 * Made by {@link openStore}.
 */
export class Store {
  readonly name: string;
  readonly #address: StoreAddress;
  readonly #scope = new AsyncLocalStorage<Scope>();
  readonly #plans = new Map<string, InsertPlan>();
  readonly #shapes = new Shapes();
  readonly #selections: Selections;
  #opening: Promise<Engine> | undefined;
  #engine: Engine | undefined;
  #closed = false;

  constructor(name: string, address: StoreAddress) {
    this.name = name;
    this.#address = address;
    this.#selections = new Selections(name, this.#shapes);
  }

  get engine(): StoreAddress['engine'] {
    return this.#address.engine;
  }

  get schema(): StoreAddress['schema'] {
    return this.#address.schema;
  }

  /**
   * Reads rows. Within a {@link transaction} it sees what the transaction has written, else only what is committed.
   * A long list of `in` is read in several steps, unless the rows are sorted or limited.
   */
  async select(selection: Selection): Promise<readonly Row[]> {
    const engine = this.#engine ?? (await this.#open());
    if (selection.where && !selection.order?.length && selection.limit === undefined) {
      const parts = splitCondition(selection.where, LONGEST_LIST);
      if (parts.length > 1) return this.#selectParts(selection, parts);
    }
    try {
      const shape = shapeOf(selection);
      const { plan, statement } =
        (shape && this.#selections.known(shape)) ?? (await this.#plan(engine, selection, shape));
      const read = this.#read(engine, selection.table, (connection) => connection.rows(statement));
      const rows = read instanceof Promise ? await read : read;
      return rows.map(plan.row);
    } catch (thrown) {
      this.#forget(thrown);
      throw thrown;
    }
  }

  /**
   * Carries out statements in order, wholly or not at all.
   *
   * @throws StorageErrors.Conflict when a statement affects another number of rows than it expects, and
   *   NotUnique, MissingValue, BrokenReference, Rejected and ValueDoesNotFit when the database refuses one
   */
  async write(statements: readonly Statement[]): Promise<readonly StatementResult[]> {
    const engine = this.#engine ?? (await this.#open());
    const learning = this.#learn(engine, () => statements.flatMap(tablesOf));
    if (learning) await learning;
    const settling = this.#learnSettled(engine, statements);
    if (settling) await settling;
    const context = {
      store: this.name,
      engine,
      plans: this.#plans,
      shapes: this.#shapes,
      managed: this.schema === 'managed',
    };
    try {
      return await this.#transact(
        engine,
        (connection) => carryOut(context, connection, statements),
        isAlone(statements),
      );
    } catch (thrown) {
      this.#forget(thrown);
      throw thrown;
    }
  }

  /**
   * Runs `work` as one transaction: every call of this store made in it, also indirectly, belongs to it. When `work`
   * throws, all of it is undone. A transaction within another can be undone alone.
   *
   * @example
   * ```ts
   * await store.transaction(async () => {
   *   const [row] = await store.select({ table: 'counter', columns: [value] });
   *   await store.write([{ update: { table: 'counter', set: [{ column: value, value: next(row) }], where } }]);
   * });
   * ```
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const engine = this.#engine ?? (await this.#open());
    return this.#transact(engine, async (connection) => {
      const depth = (this.#scope.getStore()?.depth ?? 0) + 1;
      const scope: Scope = { connection, turns: new Turns(), depth, open: true };
      try {
        return await this.#scope.run(scope, work);
      } finally {
        scope.open = false;
      }
    });
  }

  /** Lists the tables and views of the store, without the one in which it notes how they are defined. */
  async catalogue(): Promise<readonly CatalogueTable[]> {
    const engine = this.#engine ?? (await this.#open());
    const tables = await this.#read(engine, 'the catalogue', (connection) => engine.catalogue(connection));
    return tables.filter(({ name }) => name !== DEFINITIONS);
  }

  /**
   * Creates the tables and columns that are absent; changes and drops nothing.
   *
   * @throws StorageErrors.SchemaIsReadonly, StorageErrors.BadDefinition, and StorageErrors.NotPrepared where tables stay as
   *   they are found
   */
  async define(tables: readonly TableDefinition[]): Promise<void> {
    if (this.schema === 'readonly') throw new StorageErrors.SchemaIsReadonly({ store: this.name });
    const engine = this.#engine ?? (await this.#open());
    // What only this process sees is there for nobody who could have made it.
    if (this.#address.asFound === true && this.#address.path !== ':memory:') {
      const [lacking] = await this.#read(engine, 'the catalogue', (connection) => lacks(engine, connection, tables));
      if (lacking !== undefined) throw new StorageErrors.NotPrepared({ store: this.name, ...lacking });
      return;
    }
    await this.#explained(engine, tables.map(({ name }) => name).join(', '), () =>
      engine.defining((connection) => defineTables(this.name, engine, connection, tables)),
    );
  }

  /** Lets `work` have the database itself, for what tables are altered by; `table` is named when it fails. */
  async withEngine<T>(table: string, work: (engine: Engine) => Promise<T> | T): Promise<T> {
    const engine = this.#engine ?? (await this.#open());
    return this.#explained(engine, table, async () => work(engine));
  }

  /** Resolves when the store answers. @throws StorageErrors.Unreachable and StorageErrors.ConnectionLost */
  async check(): Promise<void> {
    const engine = this.#engine ?? (await this.#open());
    await this.#read(engine, 'the database', (connection) => connection.rows({ sql: 'SELECT 1', parameters: [] }));
  }

  /** Closes the connection once the transaction under way is over; the store cannot be used again. */
  async close(): Promise<void> {
    this.#closed = true;
    const engine = await this.#opening?.catch(() => undefined);
    this.#engine = undefined;
    this.#opening = undefined;
    await engine?.close();
  }

  async #selectParts(selection: Selection, parts: readonly Condition[]): Promise<readonly Row[]> {
    const found: Row[] = [];
    for (const where of parts) {
      for (const row of await this.select({ ...selection, where })) found.push(row);
    }
    return found;
  }

  async #plan(engine: Engine, selection: Selection, shape: SelectionShape | undefined): Promise<PlannedSelection> {
    await this.#learn(engine, () => tablesRead(selection));
    return this.#selections.plan(engine, selection, shape);
  }

  /** Asks what tables of others can hold, if that is not known; managed ones are as their definitions say. */
  #learn(engine: Engine, tables: () => readonly string[]): void | Promise<void> {
    if (this.schema === 'managed') return undefined;
    const unknown = this.#shapes.unknown(tables());
    if (unknown.length === 0) return undefined;
    return this.#read(engine, unknown.join(', '), (connection) =>
      this.#shapes.learn(engine, connection, [...new Set(unknown)]),
    );
  }

  /** Asks which inserts can tell the row that they leave, of those that shall, if that is not known. */
  #learnSettled(engine: Engine, statements: readonly Statement[]): void | Promise<void> {
    if (this.schema === 'managed' || engine.settles === undefined) return undefined;
    const telling = statements.flatMap((each) =>
      'insert' in each && each.insert.returning !== undefined ? [each.insert.table] : [],
    );
    const unknown = this.#shapes.unsettled(telling);
    if (unknown.length === 0) return undefined;
    return this.#read(engine, unknown.join(', '), (connection) =>
      this.#shapes.learnSettled(engine, connection, [...new Set(unknown)]),
    );
  }

  /**
   * After an error, what is known of tables is asked for again: their owners may have changed them. Another row than was
   * expected says nothing of that.
   */
  #forget(after: unknown): void {
    if (StorageErrors.Conflict.is(after) || StorageErrors.NotUnique.is(after)) return;
    this.#shapes.forget();
    this.#plans.clear();
    this.#selections.clear();
  }

  async #open(): Promise<Engine> {
    if (this.#closed) throw new StorageErrors.Closed({ store: this.name });
    this.#opening ??= openEngine(this.name, this.#address);
    try {
      this.#engine = await this.#opening;
      return this.#engine;
    } catch (thrown) {
      this.#opening = undefined;
      throw thrown;
    }
  }

  #read<T>(engine: Engine, table: string, work: (connection: Connection) => T | Promise<T>): T | Promise<T> {
    const scope = this.#scope.getStore();
    const explained = (thrown: unknown) => explain(engine.address, { store: this.name, table, statement: 0 }, thrown);
    try {
      const read = scope?.open ? work(scope.connection) : engine.read(work);
      if (!(read instanceof Promise)) return read;
      const repeatable = scope?.open ? read : read.catch((thrown: unknown) => this.#readAgain(engine, work, thrown));
      return repeatable.catch((thrown: unknown) => raise(explained(thrown)));
    } catch (thrown) {
      throw explained(thrown);
    }
  }

  /** A connection that broke while nobody used it is noticed only now. To read once more, on another one, does no harm. */
  async #readAgain<T>(engine: Engine, work: (connection: Connection) => T | Promise<T>, thrown: unknown): Promise<T> {
    if (!(thrown instanceof DatabaseError && thrown.failure === 'lost')) throw thrown;
    // The pool hears in the meantime which of its connections are gone.
    await setImmediate();
    return engine.read(work);
  }

  #transact<T>(engine: Engine, work: (connection: Connection) => T | Promise<T>, alone = false): Promise<T> {
    const scope = this.#scope.getStore();
    return this.#explained(engine, 'the transaction', () =>
      scope?.open ? scope.turns.take(() => nested(scope, work)) : engine.transaction(work, alone),
    );
  }

  async #explained<T>(engine: Engine, table: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw explain(engine.address, { store: this.name, table, statement: 0 }, thrown);
    }
  }
}

function raise(thrown: unknown): never {
  throw thrown;
}

async function nested<T>({ connection, depth }: Scope, work: (connection: Connection) => T | Promise<T>): Promise<T> {
  const plain = (sql: string) => ({ sql: `${sql} caruso_${depth}`, parameters: [] });
  await connection.run(plain('SAVEPOINT'));
  try {
    const result = await work(connection);
    await connection.run(plain('RELEASE SAVEPOINT'));
    return result;
  } catch (thrown) {
    await connection.run(plain('ROLLBACK TO SAVEPOINT'));
    await connection.run(plain('RELEASE SAVEPOINT'));
    throw thrown;
  }
}
