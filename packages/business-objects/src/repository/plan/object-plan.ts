import { hash } from 'node:crypto';
import { didYouMean } from '@caruso/language';
import type { Cell, Column, Condition, Join, Row, Value } from '@caruso/storage-manager/contract';
import type { Entity } from '../../contract.js';
import { ObjectErrors } from '../../errors.js';
import type { AttributeModel, Formula, ObjectMapping, ObjectModel } from '../../model/model.js';
import type { CheckEnvironment } from './check-environment.js';
import { equals, isComparable } from './column-conditions.js';
import { computed } from './computed.js';
import type { Field } from './field.js';
import type { KeyPlan } from './key-plan.js';
import { SidePlan } from './side-plan.js';
import { WriteRules } from './write-rules.js';

const NO_LINKS = Object.freeze({});

interface ComputedAttribute {
  readonly attribute: AttributeModel;
  readonly formula: Formula;
}

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
  /** Further tables that hold a part of each object. */
  readonly sides: readonly SidePlan[];
  /** For an object that is a part of another one's row: when there is one in a row. */
  readonly part: Condition | undefined;
  /** What is computed from linked objects. */
  readonly linkedFormulas: readonly ComputedAttribute[];
  readonly rules: WriteRules;
  readonly #fields: readonly Field[];
  readonly #unmapped: readonly string[];
  readonly #ownFormulas: readonly ComputedAttribute[];
  readonly #environment: () => CheckEnvironment;

  /** @param environment where and when formulas are computed */
  constructor(
    model: ObjectModel,
    mapping: ObjectMapping,
    key: KeyPlan,
    fields: ReadonlyMap<string, Field>,
    environment: () => CheckEnvironment,
  ) {
    this.model = model;
    this.mapping = mapping;
    this.key = key;
    this.fields = fields;
    this.#fields = [...fields.values()];
    this.#environment = environment;
    this.rules = new WriteRules(model, this.#fields);
    const computedOnes = [...model.attributes.values()].flatMap((attribute) =>
      attribute.formula === undefined ? [] : [{ attribute, formula: attribute.formula }],
    );
    this.linkedFormulas = computedOnes.filter(({ formula }) => formula.paths.length > 0);
    this.#ownFormulas = computedOnes.filter(({ formula }) => formula.paths.length === 0);
    this.#unmapped = [...model.attributes.keys()].filter((name) => !fields.has(name));
    this.keyColumns = model.key.flatMap((name) => fields.get(name)?.columns ?? []);
    const own = unique(this.#fields.flatMap((field) => field.columns));
    this.sides = [...mapping.sides.values()].map((side) => new SidePlan(side, this.keyColumns, own));
    const { lock } = mapping;
    const presence = this.sides.flatMap((side) => side.presence);
    this.columns = unique([...own, ...presence, ...(lock.kind === 'column' ? [lock.column] : [])]);
    this.part = mapping.partOf === undefined ? undefined : (mapping.where ?? { not: { all: this.#emptiness() } });
  }

  get name(): string {
    return this.model.name;
  }

  /** @throws ObjectErrors.UnknownAttribute */
  field(name: string): Field {
    const field = this.fields.get(name);
    if (field !== undefined) return field;
    const { formula } = this.model.attributes.get(name) ?? {};
    if (formula !== undefined) {
      const reason = `it is computed (${formula.compiled.text}), which its database cannot do`;
      throw new ObjectErrors.FilterNotPossible({ object: this.name, attribute: name, reason });
    }
    const suggestion = didYouMean(name, this.fields.keys());
    throw new ObjectErrors.UnknownAttribute({ object: this.name, attribute: name, suggestion });
  }

  /** The object in a row, without linked ones. */
  entity(row: Row): Entity {
    const values: Record<string, Value> = {};
    for (const field of this.#fields) values[field.name] = field.read(row);
    for (const name of this.#unmapped) values[name] = null;
    if (this.#ownFormulas.length > 0) {
      const environment = this.#environment();
      for (const { attribute, formula } of this.#ownFormulas) {
        values[attribute.name] = computed(attribute, formula, values, environment);
      }
    }
    const { name } = this.model;
    const title = this.model.title(values);
    return { object: name, key: this.keyOf(row), version: this.version(row), title, values, links: NO_LINKS };
  }

  /** Whether objects have a key: those without one can be read and created, but not told apart. */
  get keyed(): boolean {
    return this.model.key.length > 0;
  }

  /** Whether a column counts the changes of an object. */
  get hasCounter(): boolean {
    return this.mapping.lock.kind === 'column';
  }

  /** Whether an object lies in one row, which is its alone. */
  get hasOwnRow(): boolean {
    return this.sides.length === 0 && this.part === undefined;
  }

  /** Whether each row of the table is an object, and all of it. */
  get isOneRow(): boolean {
    return this.hasOwnRow && this.mapping.where === undefined;
  }

  /** Which rows are objects. */
  get where(): Condition | undefined {
    return this.part ?? this.mapping.where;
  }

  /** How the further tables are read together with the first one. */
  get joins(): readonly Join[] {
    return this.sides.map(({ name, table, on, required, where }) => ({
      as: name,
      table,
      required,
      on: on.map((column, index) => ({ column, equals: this.keyColumns[index] ?? column })),
      ...(where === undefined ? {} : { where }),
    }));
  }

  /** What of the cells lies in the first table. */
  mainCells(cells: readonly Cell[]): readonly Cell[] {
    if (this.sides.length === 0) return cells;
    return cells.filter(({ column }) => !this.sides.some((side) => side.holds(column)));
  }

  /** What lies in a row without such a part. */
  emptyCells(): readonly Cell[] {
    return this.#partFields().flatMap((field) =>
      field.columns.map((column) => ({ column, value: field.kind === 'attribute' ? field.nullMarker : null })),
    );
  }

  keyOf(row: Row): string {
    if (!this.keyed) return '';
    return this.key.read(this.keyColumns.map(({ name }) => row[name])) ?? '';
  }

  /** What changes whenever the row does: the lock column, or a hash of all that was read. */
  version(row: Row): string {
    if (!this.keyed) return '';
    const { lock } = this.mapping;
    if (lock.kind === 'column') return String(row[lock.column.name] ?? '');
    let text = '';
    for (const { name } of this.columns) text += `${written(row[name] ?? null)}\u0000`;
    return hash('sha256', text, 'base64url').slice(0, 22);
  }

  /** The row of the first table as it was read, for compare-and-set. */
  unchanged(row: Row): Condition {
    const { lock } = this.mapping;
    const main = (column: Column) => isComparable(column) && !this.sides.some((side) => side.holds(column));
    const compared = lock.kind === 'column' ? [lock.column] : this.columns.filter(main);
    const columns = unique([...this.keyColumns, ...compared]);
    return { all: columns.map((column) => equals(column, row[column.name] ?? null)) };
  }

  /** A new value of the lock column, where there is one. */
  nextVersion(row: Row | undefined): readonly Cell[] {
    const { lock } = this.mapping;
    if (lock.kind !== 'column') return [];
    const current = BigInt(String(row?.[lock.column.name] ?? 0));
    return [{ column: lock.column, value: String(current + 1n) }];
  }

  #partFields(): readonly Field[] {
    return this.#fields.filter(({ name }) => !this.model.key.includes(name));
  }

  #emptiness(): Condition[] {
    return this.#partFields().flatMap((field) => {
      const markers = field.kind === 'attribute' ? field.stored.mapping.nullMarkers : [];
      return field.columns.map((column) => ({ any: [null, ...markers].map((none) => equals(column, none)) }));
    });
  }
}

/** Frozen, so that the store knows them again. */
function unique(columns: readonly Column[]): readonly Column[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return Object.freeze([...byName.values()].map(frozen));
}

function frozen(column: Column): Column {
  if (column.also !== undefined) Object.freeze(column.also);
  return Object.freeze(column);
}

function written(value: Value): string {
  if (typeof value === 'string') return `s${value}`;
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('base64')}`;
  return value === null ? 'n' : JSON.stringify(value);
}
