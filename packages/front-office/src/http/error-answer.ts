import { CarusoError, type ErrorKind, newId } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { ApiError, Role } from '../api-types.js';
import { FrontOfficeErrors } from '../errors.js';

/** An HTTP answer to an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ApiError;
}

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
  timeout: 504,
  internal: 500,
};

const READERS_OF_OUTAGES: ReadonlySet<Role> = new Set(['supervisor', 'administrator']);

/**
 * Turns whatever was thrown into an answer. Errors of CARUSO say what they say; anything else, and every defect of ours,
 * becomes a general sentence with an id under which the log has the rest.
 *
 * @param role who reads it: only staff get `data`, and only supervisors and administrators what is known of outages
 */
export function answerTo(thrown: unknown, log: Log, role: Role | undefined): ErrorAnswer {
  const known = CarusoError.is(thrown) ? thrown : fromFastify(thrown);
  if (!known || known.kind === 'internal') return unexpected(thrown, log);
  // Such a message may name machines and tables, which helps nobody who talks to a customer, or is one.
  if (!(role && READERS_OF_OUTAGES.has(role)) && isOutage(known)) return outOfService(known, log);
  const { code, name, message, kind, data } = known;
  const facts = role === undefined || role === 'customer' || data === undefined ? {} : { data };
  return {
    status: statusOf(known, thrown),
    headers: FrontOfficeErrors.TooManyAttempts.is(known) ? { 'retry-after': String(known.data.retryAfterSeconds) } : {},
    body: { error: { code, name, message, kind, ...facts } },
  };
}

function isOutage({ kind, code }: CarusoError): boolean {
  if (code.startsWith('CRS-FRO-')) return false;
  // What was asked for fitted the model; that its table is not there is a fault of the store.
  return kind === 'unavailable' || kind === 'timeout' || (kind === 'not-found' && code.startsWith('CRS-STO-'));
}

function outOfService(thrown: CarusoError, log: Log): ErrorAnswer {
  const id = newId();
  log.error(`A request could not be served (${id})`, thrown, { id });
  const { code, name, message, kind } = new FrontOfficeErrors.OutOfService({});
  return { status: STATUS[kind], headers: {}, body: { error: { code, name, message, kind, id } } };
}

function unexpected(thrown: unknown, log: Log): ErrorAnswer {
  const id = newId();
  log.error(`A request failed unexpectedly (${id})`, thrown, { id });
  const { code, name, message, kind } = new FrontOfficeErrors.Unexpected({ id });
  return { status: 500, headers: {}, body: { error: { code, name, message, kind, id } } };
}

function statusOf(known: CarusoError, thrown: unknown): number {
  if (FrontOfficeErrors.TooManyAttempts.is(known) || FrontOfficeErrors.TooManyStreams.is(known)) return 429;
  if (FrontOfficeErrors.RequestRefused.is(known)) return clientStatus(thrown) ?? 400;
  return STATUS[known.kind];
}

/** What Fastify itself refuses: bodies too large, not JSON, of another type; and what took too long. */
function fromFastify(thrown: unknown): CarusoError | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if ('code' in thrown && thrown.code === 'FST_ERR_HANDLER_TIMEOUT') {
    return new FrontOfficeErrors.TookTooLong({}, { cause: thrown });
  }
  if (clientStatus(thrown) === undefined) return undefined;
  return new FrontOfficeErrors.RequestRefused({ reason: thrown.message.replace(/\.$/, '') }, { cause: thrown });
}

function clientStatus(thrown: unknown): number | undefined {
  const status = thrown instanceof Error && 'statusCode' in thrown ? Number(thrown.statusCode) : Number.NaN;
  return status >= 400 && status < 500 ? status : undefined;
}
