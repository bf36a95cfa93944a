import { CarusoError, type ErrorKind } from './caruso-error.js';

/** One row of a package's error table. */
export interface ErrorRow<Data> {
  /** The number behind the area in the code; never reused for another meaning. */
  readonly number: number;
  readonly kind: ErrorKind;
  /** What was expected, what was found, where, and what to do. */
  readonly message: (data: Data) => string;
}

/** The error class made from a row: construct it with the row's data. */
export interface ErrorClass<Data> {
  new (data: Data, options?: ErrorOptions): CarusoError & { readonly data: Data };
  readonly code: string;
  readonly kind: ErrorKind;
  /** Whether `thrown` is this error, also when it has crossed a process border or comes from another copy. */
  is(thrown: unknown): thrown is CarusoError & { readonly data: Data };
}

/** The classes of a whole table, by their names. */
export type ErrorClasses<Rows> = {
  readonly [Name in keyof Rows]: Rows[Name] extends ErrorRow<infer Data> ? ErrorClass<Data> : never;
};

/** A row whose data type is inferred from its message function. */
export function error<Data>(number: number, kind: ErrorKind, message: (data: Data) => string): ErrorRow<Data> {
  return { number, kind, message };
}

/**
 * Makes the error classes of one package from its table, so that codes, kinds and wordings stand in one place and the
 * reference page can be generated from it.
 *
 * @example
 * ```ts
 * export const GreetingErrors = defineErrors('GRT', {
 *   NobodyToGreet: error(1, 'invalid', ({ room }: { room: string }) => `There is nobody in ${room} to greet.`),
 * });
 * throw new GreetingErrors.NobodyToGreet({ room: 'the hall' }); // CRS-GRT-001
 * ```
 */
export function defineErrors<Rows extends Record<string, ErrorRow<never>>>(
  area: string,
  rows: Rows,
): ErrorClasses<Rows> {
  const entries = Object.entries(rows).map(([name, row]) => [name, errorClass(area, name, row as ErrorRow<unknown>)]);
  return Object.fromEntries(entries) as ErrorClasses<Rows>;
}

function errorClass(area: string, name: string, row: ErrorRow<unknown>): ErrorClass<unknown> {
  const code = `CRS-${area}-${String(row.number).padStart(3, '0')}`;
  return class extends CarusoError {
    static readonly code = code;
    static readonly kind = row.kind;
    constructor(data: unknown, options?: ErrorOptions) {
      super({ code, name, kind: row.kind, message: row.message(data), data }, options);
    }
    static override is(thrown: unknown): thrown is CarusoError {
      return CarusoError.is(thrown) && thrown.code === code;
    }
  } as ErrorClass<unknown>;
}
