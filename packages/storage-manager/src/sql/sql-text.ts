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

/** A statement while it is written: collects parameters, and turns misfits into errors that name store and column. */
export class SqlText {
  readonly parameters: Bound[] = [];

  readonly #typeOf: TypeOf;
  #scope: Scope;

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
    return this.#fitting(column, () => canonical(value, column));
  }

  /** The value as it is stored in the column. @throws StorageErrors.ValueDoesNotFit */
  stored(codec: Codec, column: Column, value: Value): Bound {
    if (value === null) return null;
    if (isAlso(column, value)) return value;
    try {
      return codec.encode(canonical(value, column) as Exclude<Value, null>);
    } catch (thrown) {
      throw this.#explained(column, thrown);
    }
  }

  bindStored(codec: Codec, column: Column, value: Value): string {
    const placeholder = this.bind(this.stored(codec, column, value));
    return codec.parameter?.(placeholder) ?? placeholder;
  }

  /** The value as a parameter that the column is compared with. @throws StorageErrors.ValueDoesNotFit */
  bindCompared(codec: Codec, column: Column, value: Value): string {
    const bound = this.#fitting(column, () => {
      if (isAlso(column, value)) return value;
      const checked = canonical(value, column);
      if (checked === null) throw new Misfit('an absent value cannot be compared with');
      return (codec.encodeCompared ?? codec.encode)(checked);
    });
    const placeholder = this.bind(bound);
    return codec.comparedParameter?.(placeholder, bound) ?? placeholder;
  }

  misapplied(column: Column, op: string): CarusoError {
    return new StorageErrors.OperatorDoesNotFit({ store: this.store, column: column.name, type: column.type, op });
  }

  #fitting<T>(column: Column, work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw this.#explained(column, thrown);
    }
  }

  #explained({ name }: Column, thrown: unknown): unknown {
    if (!(thrown instanceof Misfit)) return thrown;
    return new StorageErrors.ValueDoesNotFit(
      { store: this.store, column: name, reason: thrown.message },
      { cause: thrown },
    );
  }
}

/** Whether a value is one of the texts that a column may hold beside those of its type. */
function isAlso({ also }: Column, value: Value): value is string {
  return typeof value === 'string' && also !== undefined && also.includes(value);
}
