import type { ApiError } from '../../../src/api-types.js';

type ErrorBody = ApiError['error'];

/** A refusal of the server, or its silence: `status` 0. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly status: number;
  readonly code: string | undefined;
  readonly kind: ErrorBody['kind'] | undefined;
  readonly data: unknown;
  /** Seconds after which to try again, when the server names them. */
  readonly retryAfter: number | undefined;

  constructor(status: number, message: string, body?: ErrorBody, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = body?.code;
    this.kind = body?.kind;
    this.data = body?.data;
    this.retryAfter = retryAfter;
  }
}
