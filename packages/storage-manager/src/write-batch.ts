import type { Statement, StatementResult } from './contract.js';
import type { Connection, Engine } from './engine/engine.js';
import { StorageErrors } from './errors.js';
import { readValue } from './rows.js';
import type { SqlStatement } from './sql/sql-statement.js';
import { type Delete, type Insert, shapeOf, type Update, writeDelete, writeInsert, writeUpdate } from './sql/write.js';
import { explain } from './store-errors.js';

/** Whether the statements need no transaction around them, because there is one and it can be taken as it is. */
export function isAlone(statements: readonly Statement[]): boolean {
  const [only] = statements;
  if (!only || statements.length > 1) return false;
  return 'insert' in only || ('update' in only ? only.update : only.delete).expect === undefined;
}

/** Carries statements out in order on a connection that has a transaction open, unless they are {@link isAlone}. */
export async function carryOut(
  store: string,
  engine: Engine,
  connection: Connection,
  statements: readonly Statement[],
): Promise<readonly StatementResult[]> {
  const writer = new BatchWriter(store, engine, connection);
  for (let index = 0; index < statements.length; ) {
    const statement = statements[index];
    if (!statement) break;
    if ('insert' in statement) {
      const rows = insertsFrom(statements, index, mostRows(engine, statement.insert));
      await writer.insert(rows, index);
      index += rows.length;
    } else {
      if ('update' in statement) await writer.update(statement.update, index);
      else await writer.delete(statement.delete, index);
      index += 1;
    }
  }
  return writer.results;
}

/** The consecutive inserts from `start` on that can be written as one statement. */
function insertsFrom(statements: readonly Statement[], start: number, most: number): [Insert, ...Insert[]] {
  const first = (statements[start] as { readonly insert: Insert }).insert;
  const rows: [Insert, ...Insert[]] = [first];
  if (most <= 1 || first.generated || first.cells.length === 0) return rows;
  const shape = shapeOf(first);
  for (let index = start + 1; rows.length < most; index += 1) {
    const next = statements[index];
    if (!next || !('insert' in next) || shapeOf(next.insert) !== shape) break;
    rows.push(next.insert);
  }
  return rows;
}

function mostRows({ dialect }: Engine, { cells }: Insert): number {
  return Math.min(dialect.mostRows, Math.floor(dialect.mostParameters / Math.max(1, cells.length)));
}

class BatchWriter {
  readonly results: StatementResult[] = [];

  constructor(
    readonly store: string,
    readonly engine: Engine,
    readonly connection: Connection,
  ) {}

  async insert(rows: readonly [Insert, ...Insert[]], index: number): Promise<void> {
    const [first] = rows;
    const statement = writeInsert(this.store, this.engine.dialect, rows);
    if (first.generated) {
      const [made] = await this.#at(first.table, index, () => this.connection.rows(statement));
      const generated = readValue(this.store, this.engine.dialect.codecs, first.generated, made?.[0] ?? null);
      this.results.push({ affected: 1, generated });
      return;
    }
    await this.#at(first.table, index, () => this.connection.run(statement));
    for (const _ of rows) this.results.push({ affected: 1 });
  }

  update(update: Update, index: number): Promise<void> {
    return this.#change(update, writeUpdate(this.store, this.engine.dialect, update), index);
  }

  delete(removal: Delete, index: number): Promise<void> {
    return this.#change(removal, writeDelete(this.store, this.engine.dialect, removal), index);
  }

  async #change({ table, expect }: Update | Delete, statement: SqlStatement, index: number): Promise<void> {
    const affected = await this.#at(table, index, () => this.connection.run(statement));
    if (expect !== undefined && affected !== expect)
      throw new StorageErrors.Conflict({ store: this.store, table, statement: index, expected: expect, affected });
    this.results.push({ affected });
  }

  async #at<T>(table: string, statement: number, work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw explain(this.engine.address, { store: this.store, table, statement }, thrown);
    }
  }
}
