import { hash } from 'node:crypto';
import { didYouMean } from '@caruso/language';
import type { Cell, Column, Condition, Row, Value } from '@caruso/storage-manager/contract';
import type { Entity } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { ObjectMapping, ObjectModel } from '../model/model.js';
import type { Field } from './field.js';
import type { KeyPlan } from './key-plan.js';

const NO_LINKS = Object.freeze({});
/** Comparing these for equality is not possible, or not reliable, in a database. */
const INCOMPARABLE: readonly Column['type'][] = ['json', 'double', 'binary'];

/** All that can be prepared for an object type once: what to select, and how rows become objects. */
export class ObjectPlan {
  readonly model: ObjectModel;
  readonly mapping: ObjectMapping;
  readonly key: KeyPlan;
  /** The columns of the key in this table, in its order. */
  readonly keyColumns: readonly Column[];
  readonly fields: ReadonlyMap<string, Field>;
  /** What is selected for each object. */
  readonly columns: readonly Column[];
  readonly #fields: readonly Field[];
  readonly #unmapped: readonly string[];

  constructor(model: ObjectModel, mapping: ObjectMapping, key: KeyPlan, fields: ReadonlyMap<string, Field>) {
    this.model = model;
    this.mapping = mapping;
    this.key = key;
    this.fields = fields;
    this.#fields = [...fields.values()];
    this.#unmapped = [...model.attributes.keys()].filter((name) => !fields.has(name));
    this.keyColumns = model.key.flatMap((name) => fields.get(name)?.columns ?? []);
    const { lock } = mapping;
    const all = [...this.#fields.flatMap((field) => field.columns), ...(lock.kind === 'column' ? [lock.column] : [])];
    this.columns = [...new Map(all.map((column) => [column.name, column])).values()];
  }

  get name(): string {
    return this.model.name;
  }

  /** @throws ObjectErrors.UnknownAttribute */
  field(name: string): Field {
    const field = this.fields.get(name);
    if (field !== undefined) return field;
    const suggestion = didYouMean(name, this.fields.keys());
    throw new ObjectErrors.UnknownAttribute({ object: this.name, attribute: name, suggestion });
  }

  /** The object in a row, without linked ones. */
  entity(row: Row): Entity {
    const values: Record<string, Value> = {};
    for (const field of this.#fields) values[field.name] = field.read(row);
    for (const name of this.#unmapped) values[name] = null;
    const { name } = this.model;
    const title = this.model.title(values);
    return { object: name, key: this.keyOf(row), version: this.version(row), title, values, links: NO_LINKS };
  }

  keyOf(row: Row): string {
    return this.key.read(this.keyColumns.map(({ name }) => row[name])) ?? '';
  }

  /** What changes whenever the row does: the lock column, or a hash of all that was read. */
  version(row: Row): string {
    const { lock } = this.mapping;
    if (lock.kind === 'column') return String(row[lock.column.name] ?? '');
    let text = '';
    for (const { name } of this.columns) text += `${written(row[name] ?? null)}\u0000`;
    return hash('sha256', text, 'base64url').slice(0, 22);
  }

  /** Rows of these keys, given as stored values. */
  keyCondition(keys: readonly (readonly Value[])[]): Condition {
    return columnsIn(this.keyColumns, keys);
  }

  /** The row as it was read, for compare-and-set. */
  unchanged(row: Row): Condition {
    const { lock } = this.mapping;
    const compared = lock.kind === 'column' ? [lock.column] : this.columns.filter(isComparable);
    const columns = [...new Map([...this.keyColumns, ...compared].map((column) => [column.name, column])).values()];
    return { all: columns.map((column) => equals(column, row[column.name] ?? null)) };
  }

  /** A new value of the lock column, where there is one. */
  nextVersion(row: Row | undefined): readonly Cell[] {
    const { lock } = this.mapping;
    if (lock.kind !== 'column') return [];
    const current = BigInt(String(row?.[lock.column.name] ?? 0));
    return [{ column: lock.column, value: String(current + 1n) }];
  }
}

/** Rows whose columns hold one of several tuples of values. */
export function columnsIn(columns: readonly Column[], tuples: readonly (readonly Value[])[]): Condition {
  const [first] = columns;
  const [only] = tuples;
  if (tuples.length === 1 && only !== undefined) return equalTuple(columns, only);
  if (columns.length === 1 && first !== undefined) {
    return { column: first, op: 'in', values: tuples.map(([value = null]) => value) };
  }
  return { any: tuples.map((tuple) => equalTuple(columns, tuple)) };
}

function equalTuple(columns: readonly Column[], tuple: readonly Value[]): Condition {
  const parts = columns.map((column, index) => equals(column, tuple[index] ?? null));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { all: parts };
}

export function equals(column: Column, value: Value): Condition {
  return value === null ? { column, op: 'isNull' } : { column, op: 'eq', value };
}

function isComparable({ type }: Column): boolean {
  return !INCOMPARABLE.includes(type);
}

function written(value: Value): string {
  if (typeof value === 'string') return `s${value}`;
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('base64')}`;
  return value === null ? 'n' : JSON.stringify(value);
}
