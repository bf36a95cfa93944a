import type { StoredType } from './contract.js';
import type { Connection, Engine } from './engine/engine.js';
import { splitTableName } from './table-name.js';

/**
 * What the columns of tables of others can hold, as far as it has been asked for. Managed tables need no asking: their columns
 * are made for the values they get.
 */
export class Shapes {
  readonly #known = new Map<string, ReadonlyMap<string, StoredType>>();
  readonly #settled = new Map<string, boolean>();

  /** Undefined when it is not known. */
  typeOf(table: string, column: string): StoredType | undefined {
    const types = this.#known.get(table);
    return types?.get(column) ?? types?.get(column.toLowerCase());
  }

  /** Whether what an insert into a table returns is what it then holds, as far as that is known. */
  settles(table: string): boolean {
    return this.#settled.get(table) === true;
  }

  /** Those of the tables of which that has not been asked for. */
  unsettled(tables: readonly string[]): readonly string[] {
    return tables.filter((table) => !this.#settled.has(table));
  }

  /** Those of the tables that have not been asked for. */
  unknown(tables: readonly string[]): readonly string[] {
    return tables.filter((table) => !this.#known.has(table));
  }

  async learn(engine: Engine, connection: Connection, tables: readonly string[]): Promise<void> {
    for (const table of tables) {
      const types = await engine.columnTypes(connection, splitTableName(table));
      const folded = [...types].map(([name, type]) => [name.toLowerCase(), type] as const);
      // A table that is not there is none to remember: it may come.
      if (types.size) this.#known.set(table, new Map([...folded, ...types]));
    }
  }

  async learnSettled(engine: Engine, connection: Connection, tables: readonly string[]): Promise<void> {
    for (const table of tables) {
      this.#settled.set(table, (await engine.settles?.(connection, splitTableName(table))) === true);
    }
  }

  /** What was known may have changed under us. */
  forget(): void {
    this.#known.clear();
    this.#settled.clear();
  }
}
