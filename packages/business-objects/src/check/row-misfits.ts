import { CarusoError, type Stub } from '@caruso/core';
import type { Column, Condition, Row, Storage, Value } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../errors.js';
import { columnsIn } from '../repository/plan/column-conditions.js';
import type { Field } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { behind, type Place, pageOrder, placeBehind } from '../repository/read/keyset.js';
import { selectionOf } from '../repository/read/row-source.js';

const CHUNK = 500;

/** A value that an attribute or link cannot be read from. */
export interface RowMisfit {
  readonly field: Field;
  readonly column: string;
  /** Of the object; absent when its type has none. */
  readonly key?: string;
  /** As the database holds it. */
  readonly found: string;
}

interface Misread {
  readonly column: string;
  readonly found: string;
}

/** Reads rows of an object type, and finds what of them cannot be read, each value where it lies. */
export class RowMisfits {
  readonly #storage: Pick<Stub<typeof Storage>, 'select'>;
  readonly #plan: ObjectPlan;
  readonly found: RowMisfit[] = [];
  rows = 0;

  constructor(storage: Pick<Stub<typeof Storage>, 'select'>, plan: ObjectPlan) {
    this.#storage = storage;
    this.#plan = plan;
  }

  /** @param most rows that are read; those without a key cannot be read in turn, so that of them only some are */
  async find(most: number): Promise<void> {
    const plan = this.#plan;
    const order = pageOrder(plan, [], () => plan);
    let from: Place | undefined;
    while (this.rows < most) {
      const limit = Math.min(CHUNK, most - this.rows);
      const rows = await this.#chunk(from === undefined ? [] : [behind(order, from)], limit);
      this.rows += rows.length;
      if (!plan.keyed || rows.length < limit) return;
      from = placeBehind(order, rows, from);
    }
  }

  async #chunk(conditions: readonly Condition[], limit: number): Promise<readonly Row[]> {
    const plan = this.#plan;
    const order = plan.keyColumns.map((column) => ({ column }));
    let columns = plan.columns;
    const suspects: Column[] = [];
    for (;;) {
      try {
        const rows = await this.#storage.select(selectionOf(plan, { conditions, columns, order, limit }));
        this.#read(rows, (field) => !field.columns.some((column) => suspects.includes(column)));
        for (const suspect of suspects)
          await this.#isolate(
            suspect,
            rows.map((row) => this.#tuple(row)),
          );
        return rows;
      } catch (thrown) {
        const { column: name, found } = misreadOf(thrown);
        const column = columns.find((each) => each.name === name);
        if (column === undefined) throw thrown;
        // Rows cannot be told apart by what cannot be read.
        if (!plan.keyed || plan.keyColumns.some((each) => each.name === name)) {
          this.#note(column, undefined, found);
          return [];
        }
        suspects.push(column);
        columns = columns.filter((each) => each !== column);
      }
    }
  }

  /** Finds which rows hold what cannot be read in a column, by halves. */
  async #isolate(column: Column, tuples: readonly (readonly Value[])[]): Promise<void> {
    const plan = this.#plan;
    const conditions = [columnsIn(plan.keyColumns, tuples)];
    try {
      const columns = [...plan.keyColumns, column];
      const rows = await this.#storage.select(selectionOf(plan, { conditions, columns }));
      this.#read(rows, (field) => field.columns.length === 1 && field.columns[0]?.name === column.name);
    } catch (thrown) {
      const { column: name, found } = misreadOf(thrown);
      if (name !== column.name) throw thrown;
      const [only, ...more] = tuples;
      if (only === undefined) return;
      if (more.length === 0) return this.#note(column, keyOf(plan, only), found);
      const middle = Math.ceil(tuples.length / 2);
      await this.#isolate(column, tuples.slice(0, middle));
      await this.#isolate(column, tuples.slice(middle));
    }
  }

  #read(rows: readonly Row[], isMeant: (field: Field) => boolean): void {
    for (const field of this.#plan.fields.values()) {
      if (!isMeant(field)) continue;
      for (const row of rows) {
        try {
          field.read(row);
        } catch (thrown) {
          if (!ObjectErrors.UnreadableValue.is(thrown)) throw thrown;
          const [column] = field.columns;
          const key = keyOf(this.#plan, this.#tuple(row));
          this.found.push({ field, column: column?.name ?? '', ...(key && { key }), found: thrown.data.found });
        }
      }
    }
  }

  #note(column: Column, key: string | undefined, found: string): void {
    const fields = [...this.#plan.fields.values()];
    const field = fields.find(({ columns }) => columns.some(({ name }) => name === column.name));
    if (field !== undefined) this.found.push({ field, column: column.name, ...(key && { key }), found });
  }

  #tuple(row: Row): readonly Value[] {
    return this.#plan.keyColumns.map(({ name }) => row[name] ?? null);
  }
}

/** A key that cannot be read itself is shown as it is stored. */
function keyOf(plan: ObjectPlan, tuple: readonly Value[]): string | undefined {
  if (!plan.keyed) return undefined;
  try {
    return plan.key.read(tuple) ?? undefined;
  } catch {
    return tuple.map(String).join('/');
  }
}

/** The column whose value no codec reads, as the store's error names it; nothing for another error. */
function misreadOf(thrown: unknown): Misread {
  if (!CarusoError.is(thrown) || typeof thrown.data !== 'object' || thrown.data === null) throw thrown;
  const { column, found } = thrown.data as { column?: unknown; found?: unknown };
  if (typeof column !== 'string' || typeof found !== 'string') throw thrown;
  return { column, found };
}
