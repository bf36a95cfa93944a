/** What a database's error means, as far as callers can tell errors apart. */
export type Failure =
  | 'unreachable'
  | 'lost'
  | 'table'
  | 'column'
  | 'unique'
  | 'missing'
  | 'reference'
  | 'check'
  | 'misfit'
  | 'busy'
  | 'full'
  | 'forbidden'
  | 'other';

/** An error of a driver, sorted. It stays inside this package; the store turns it into one of its own errors. */
export class DatabaseError extends Error {
  constructor(
    readonly failure: Failure,
    /** What is unknown or concerned, where the engine says it. */
    readonly subject: string | undefined,
    cause: unknown,
  ) {
    super(reasonOf(cause), { cause });
  }
}

/** Node tries several addresses of a host, and then reports an error of errors that itself says nothing. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return thrown.errors.map(reasonOf).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The code that a driver or Node has given an error. */
export function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0]);
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}
