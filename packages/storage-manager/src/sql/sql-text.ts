import type { CarusoError } from '@caruso/core';
import { canonical } from '../codec/canonical.js';
import type { Bound, Codec } from '../codec/codec.js';
import { Misfit } from '../codec/misfit.js';
import type { Column, StoredType, Value } from '../contract.js';
import { StorageErrors } from '../errors.js';
import { splitTableName } from '../table-name.js';
import type { Dialect } from './dialect.js';

/** What a column of a table can hold, where that is known. */
export type TypeOf = (table: string, column: string) => StoredType | undefined;

/** What columns are called where the text stands, and where they come from. */
export interface Scope {
  name(identifier: string): string;
  origin(identifier: string): { readonly table: string; readonly column: string };
}

/** A parameter that a column is compared with, and how it is made from one of the compared values. */
export interface Comparand {
  /** Which of the compared values it is, in the order in which they are written. */
  readonly index: number;
  readonly codec: Codec;
  readonly column: Column;
  readonly placeholder: string;
  /** The placeholder as it is written. */
  readonly text: string;
}

/**
 * The parameters of a statement that consists of comparands, made from other values.
 *
 * @returns undefined when one would be written in another way
 * @throws StorageErrors.ValueDoesNotFit
 */
export function rebind(
  store: string,
  comparands: readonly Comparand[],
  values: readonly Value[],
): readonly Bound[] | undefined {
  const parameters: Bound[] = [];
  for (const { index, codec, column, placeholder, text } of comparands) {
    const bound = boundCompared(store, codec, column, values[index] ?? null);
    if (codec.comparedParameter !== undefined && codec.comparedParameter(placeholder, bound) !== text) return undefined;
    parameters.push(bound);
  }
  return parameters;
}

/** A statement while it is written: collects parameters, and turns misfits into errors that name store and column. */
export class SqlText {
  readonly parameters: Bound[] = [];
  /** Of the parameters, those that columns are compared with. */
  readonly comparands: Comparand[] = [];

  readonly #typeOf: TypeOf;
  #scope: Scope;
  #compared = -1;

  /**
   * @param typeOf what columns can hold, where that is known
   * @param table the table whose columns are named, until {@link within} says otherwise
   */
  constructor(
    readonly store: string,
    readonly dialect: Dialect,
    typeOf: TypeOf = () => undefined,
    table = '',
  ) {
    this.#typeOf = typeOf;
    this.#scope = { name: dialect.quote, origin: (column) => ({ table, column }) };
  }

  /** How values of a column live in the table it belongs to. */
  codec(column: Column): Codec {
    const origin = this.#scope.origin(column.name);
    return this.dialect.codecs(column, this.#typeOf(origin.table, origin.column));
  }

  /** A column's name, as it is written where the text stands: with its table where there are several. */
  name(identifier: string): string {
    return this.#scope.name(identifier);
  }

  /** Writes a part in which columns are named in another way. */
  within<T>(scope: Scope, write: () => T): T {
    const around = this.#scope;
    this.#scope = scope;
    try {
      return write();
    } finally {
      this.#scope = around;
    }
  }

  /** A table's name, with its schema if it has one. */
  table(name: string): string {
    const { schema, name: bare } = splitTableName(name);
    const quoted = this.dialect.quote(bare);
    return schema === undefined ? quoted : `${this.dialect.quote(schema)}.${quoted}`;
  }

  bind(value: Bound): string {
    this.parameters.push(value);
    return this.dialect.placeholder(this.parameters.length - 1);
  }

  /** @throws StorageErrors.ValueDoesNotFit */
  canonical(column: Column, value: Value): Value {
    try {
      return canonical(value, column);
    } catch (thrown) {
      throw explained(this.store, column, thrown);
    }
  }

  /** The value as it is stored in the column. @throws StorageErrors.ValueDoesNotFit */
  stored(codec: Codec, column: Column, value: Value): Bound {
    if (value === null) return null;
    if (isAlso(column, value)) return value;
    try {
      return codec.encode(canonical(value, column) as Exclude<Value, null>);
    } catch (thrown) {
      throw explained(this.store, column, thrown);
    }
  }

  bindStored(codec: Codec, column: Column, value: Value): string {
    const placeholder = this.bind(this.stored(codec, column, value));
    return codec.parameter?.(placeholder) ?? placeholder;
  }

  /** The value as a parameter that the column is compared with. @throws StorageErrors.ValueDoesNotFit */
  bindCompared(codec: Codec, column: Column, value: Value): string {
    const bound = boundCompared(this.store, codec, column, value);
    const placeholder = this.bind(bound);
    const text = codec.comparedParameter?.(placeholder, bound) ?? placeholder;
    this.comparands.push({ index: this.#compared, codec, column, placeholder, text });
    return text;
  }

  /** Says that what is bound from here on is the next one of the compared values. */
  nextValue(): void {
    this.#compared += 1;
  }

  misapplied(column: Column, op: string): CarusoError {
    return new StorageErrors.OperatorDoesNotFit({ store: this.store, column: column.name, type: column.type, op });
  }
}

function boundCompared(store: string, codec: Codec, column: Column, value: Value): Bound {
  if (isAlso(column, value)) return value;
  try {
    const checked = canonical(value, column);
    if (checked === null) throw new Misfit('an absent value cannot be compared with');
    return (codec.encodeCompared ?? codec.encode)(checked);
  } catch (thrown) {
    throw explained(store, column, thrown);
  }
}

function explained(store: string, { name }: Column, thrown: unknown): unknown {
  if (!(thrown instanceof Misfit)) return thrown;
  return new StorageErrors.ValueDoesNotFit({ store, column: name, reason: thrown.message }, { cause: thrown });
}

/** Whether a value is one of the texts that a column may hold beside those of its type. */
function isAlso({ also }: Column, value: Value): value is string {
  return typeof value === 'string' && also !== undefined && also.includes(value);
}
