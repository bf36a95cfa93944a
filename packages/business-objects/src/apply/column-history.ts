import { hash } from 'node:crypto';
import { newId, type Stub } from '@caruso/core';
import type { Condition, Row, Statement, Storage, Value } from '@caruso/storage-manager/contract';
import { objectKey, type TablePart } from '../check/table-parts.js';
import type { AttributeValue } from '../contract.js';
import { isSameValue } from '../history/attribute-change.js';
import { historyColumns, historyTable, insertEntries, type NewEntry } from '../history/history-entry.js';
import type { AttributeField } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { readBefore } from './converted.js';
import { rowWith } from './rows-in-turn.js';

type Storing = Pick<Stub<typeof Storage>, 'define' | 'select' | 'write'>;

/** Who applies a model, as the histories name him. */
export interface AppliedBy {
  readonly actor: string | undefined;
  /** The model with its version. */
  readonly model: string;
  /** ISO instant. */
  at(): string;
}

/** The attribute of an object in a column that is written anew, and where the history of it lies. */
export interface KeptColumn {
  readonly object: string;
  readonly plan: ObjectPlan;
  readonly part: TablePart;
  readonly field: AttributeField;
  /** The attribute that has written the values. */
  readonly before: AttributeField | undefined;
  readonly historyStore: string;
}

/** What becomes of the value of a row, as the table has it. */
export interface RowChange {
  readonly row: Row;
  readonly from: Value;
  readonly to: Value;
}

/** Writes down for each object what the application of a model makes of a value of it, together with the value. */
export class ColumnHistory {
  readonly #storage: Storing;
  readonly #store: string;
  readonly #kept: readonly KeptColumn[];
  readonly #by: AppliedBy;
  readonly #change = newId();
  readonly #ready = new Set<string>();

  /** @param kept the attributes in a column of which a history is kept; several where objects share its table */
  constructor(storage: Storing, store: string, kept: readonly KeptColumn[], by: AppliedBy) {
    this.#storage = storage;
    this.#store = store;
    this.#kept = kept;
    this.#by = by;
  }

  /**
   * Carries out statements, and what the histories say of them: in one transaction where they lie in the same store, else before
   * them. An entry that is there already, because the process died behind it, is not made again.
   */
  async carryOut(statements: readonly Statement[], changes: readonly RowChange[]): Promise<void> {
    const together: Statement[] = [...statements];
    for (const kept of this.#kept) {
      const entries = await this.#unknown(kept, await this.#entries(kept, changes));
      if (entries.length === 0) continue;
      const inserts = insertEntries(entries);
      if (kept.historyStore === this.#store) together.push(...inserts);
      else await this.#storage.write({ store: kept.historyStore, statements: inserts });
    }
    if (together.length > 0) await this.#storage.write({ store: this.#store, statements: together });
  }

  async #entries(kept: KeptColumn, changes: readonly RowChange[]): Promise<readonly NewEntry[]> {
    const { object, plan, field, before, part } = kept;
    const differing = changes.flatMap(({ row, from, to }) => {
      const was = (from === null ? null : (readBefore(from, before) ?? from)) satisfies AttributeValue;
      const is = read(field, to);
      return isWrittenAlike(was, is) ? [] : [{ row, was, is }];
    });
    const own = await this.#rowsOf(
      kept,
      differing.map(({ row }) => row),
    );
    const at = this.#by.at();
    return differing.flatMap(({ row, was, is }): NewEntry[] => {
      const key = plan.keyOf(mainRow(plan, part, row));
      if (key === '' || !own(row)) return [];
      return [
        {
          id: idOf([this.#by.model, object, key, field.name, was, is]),
          change: this.#change,
          object,
          key,
          operation: 'update',
          at,
          actor: this.#by.actor,
          roles: [],
          caller: 'caruso model apply',
          state: 'done',
          changes: [{ attribute: field.name, from: was, to: is }],
        },
      ];
    });
  }

  /** Whether a row is of the object, where only some rows of the table are. */
  async #rowsOf({ plan, part }: KeptColumn, rows: readonly Row[]): Promise<(row: Row) => boolean> {
    const where = part.prefix === '' ? plan.where : part.where;
    if (where === undefined || rows.length === 0) return () => true;
    const key = objectKey(plan, part);
    const any: Condition[] = rows.map((row) => rowWith(key, row));
    const found = await this.#storage.select({
      store: this.#store,
      table: part.table,
      columns: [...key],
      where: { all: [where, { any }] },
    });
    const textOf = (row: Row) => JSON.stringify(key.map(({ name }) => row[name] ?? null));
    const own = new Set(found.map(textOf));
    return (row) => own.has(textOf(row));
  }

  async #unknown({ historyStore }: KeptColumn, entries: readonly NewEntry[]): Promise<readonly NewEntry[]> {
    if (entries.length === 0) return entries;
    if (!this.#ready.has(historyStore)) await this.#storage.define({ store: historyStore, tables: [historyTable] });
    this.#ready.add(historyStore);
    const { id } = historyColumns;
    const known = await this.#storage.select({
      store: historyStore,
      table: historyTable.name,
      columns: [id],
      where: { column: id, op: 'in', values: entries.map((entry) => entry.id) },
    });
    const ids = new Set(known.map((row) => String(row[id.name])));
    return entries.filter((entry) => !ids.has(entry.id));
  }
}

/** The key of a row of any part, by the names of the first table. */
function mainRow(plan: ObjectPlan, part: TablePart, row: Row): Row {
  const key = objectKey(plan, part);
  return Object.fromEntries(plan.keyColumns.map(({ name }, index) => [name, row[key[index]?.name ?? ''] ?? null]));
}

function read({ stored }: AttributeField, value: Value): AttributeValue {
  return value === null || stored.isNothing(value) ? null : (stored.mapping.conversion.read(value) ?? value);
}

/** A number that was a text of the same figures is no other value to whoever reads a history. */
function isWrittenAlike(a: AttributeValue, b: AttributeValue): boolean {
  const isPlain = (value: AttributeValue) => ['string', 'number', 'boolean'].includes(typeof value);
  return isSameValue(a, b) || (isPlain(a) && isPlain(b) && String(a) === String(b));
}

/** The same for the same change, so that it is known again. */
function idOf(parts: readonly unknown[]): string {
  const digits = hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-8$3-8$4-');
}
