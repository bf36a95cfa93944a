/**
 * What went wrong, seen from the caller: decides the HTTP status, the exit code and whether a retry can help.
 *
 * - `invalid`: the input is wrong; the same call will fail again
 * - `unauthenticated` / `forbidden`: who calls is unknown, or may not
 * - `not-found` / `conflict`: the addressed thing is absent, or has changed since it was read
 * - `unavailable` / `timeout`: a provider is missing, down or slow; a later call may succeed
 * - `internal`: a defect of ours
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'unavailable'
  | 'timeout'
  | 'internal';

/** An error in the form in which it crosses a process border. */
export interface ErrorDocument {
  readonly code: string;
  readonly name: string;
  readonly kind: ErrorKind;
  readonly message: string;
  readonly data: unknown;
}

/**
 * The root of all errors of CARUSO. Packages declare theirs with {@link defineErrors}; nobody throws this class itself.
 *
 * `code` is stable (`CRS-SVC-004`), the message is for people and may change, `data` holds the facts named in it.
 */
export class CarusoError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly data: unknown;

  constructor(document: ErrorDocument, options?: ErrorOptions) {
    super(document.message, options);
    this.name = document.name;
    this.code = document.code;
    this.kind = document.kind;
    this.data = document.data;
  }

  /** The error as plain data; its cause stays behind, because it may hold what the other side must not see. */
  toJSON(): ErrorDocument {
    return { code: this.code, name: this.name, kind: this.kind, message: this.message, data: this.data };
  }

  /** Whether `thrown` is an error of CARUSO, also when it comes from another copy of this package. */
  static is(thrown: unknown): thrown is CarusoError {
    return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('CRS-') && 'kind' in thrown;
  }
}
