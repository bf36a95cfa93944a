import { CarusoError, type ErrorKind } from '@caruso/core';
import type { Msg, MsgHdrs } from '@nats-io/transport-node';
import { errorDocument, isErrorDocument, isErrorKind, type Place } from '../channel/error-document.js';
import { ServiceErrors } from '../errors.js';
import { jsonPayload, jsonValue } from './json-payload.js';

/** Headers of ADR-32 that say that a request failed. */
const ERROR_HEADER = 'Nats-Service-Error';
const CODE_HEADER = 'Nats-Service-Error-Code';

/** Status of NATS itself when nobody subscribes to the subject of a request. */
const NO_RESPONDERS = 503;
/** Our status when the service a call was for has left the process: it was not begun. */
export const GONE = 410;
/** Our status that ends a stream. */
export const END_OF_STREAM = 204;

/** Characters of an error's message that go into a header. */
const LONGEST_HEADER = 500;
/** Characters of a foreign error's message that are kept. */
const LONGEST_TEXT = 2_000;

const CODES: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
  timeout: 504,
  internal: 500,
};

/** An error as the answer to a request, for callers of any kind: headers as in ADR-32, and all we know of it as payload. */
export interface ErrorAnswer {
  readonly headers: MsgHdrs;
  readonly payload: Uint8Array;
  /** The same in one line, for the statistics. */
  readonly summary: string;
}

/** Writes what was thrown as an answer of at most `limit` bytes. */
export function errorAnswer(thrown: unknown, place: Place, headers: MsgHdrs, limit: number): ErrorAnswer {
  const document = errorDocument(thrown, place);
  const code = CODES[document.kind];
  const line = document.message.replaceAll(/\s+/g, ' ').slice(0, LONGEST_HEADER);
  headers.set(CODE_HEADER, String(code));
  headers.set(ERROR_HEADER, line);
  return { headers, payload: payloadWithin(limit / 2, document), summary: `${code}: ${line}` };
}

/** The data of an error may be large or not fit into JSON; then it stays behind. */
function payloadWithin(limit: number, document: ReturnType<typeof errorDocument>): Uint8Array {
  try {
    const payload = jsonPayload(document);
    if (payload.length <= limit) return payload;
  } catch {
    // What cannot be written is left out below.
  }
  return jsonPayload({ ...document, message: document.message.slice(0, LONGEST_HEADER), data: undefined });
}

/** What an answer says went wrong; undefined for one that brings a result. */
export function answeredProblem(answer: Msg, place: Place): CarusoError | undefined {
  const { headers } = answer;
  if (!headers) return undefined;
  if (headers.code === GONE || headers.code === NO_RESPONDERS) return new ServiceErrors.NobodyThere(place);
  if (!headers.has(ERROR_HEADER) && !headers.has(CODE_HEADER)) return undefined;
  const document = documentIn(answer);
  return isErrorDocument(document) ? new CarusoError(document) : foreignProblem(answer, document, place);
}

/** An error of a service that does not know ours, from the headers of ADR-32 and what its payload says in our words. */
function foreignProblem({ headers }: Msg, document: Readonly<Record<string, unknown>>, place: Place): CarusoError {
  const code = Number.parseInt(headers?.get(CODE_HEADER) ?? '', 10) || 500;
  const said = typeof document.message === 'string' ? document.message.slice(0, LONGEST_TEXT) : undefined;
  const reason = said || headers?.get(ERROR_HEADER) || 'the provider did not say why';
  const kind = isErrorKind(document.kind) ? document.kind : kindOf(code);
  const problem = kind === 'internal' ? ServiceErrors.RemoteFailed : ServiceErrors.RemoteRefused;
  return new CarusoError({ ...new problem({ ...place, code, reason }).toJSON(), kind });
}

function kindOf(code: number): ErrorKind {
  const known = (Object.keys(CODES) as ErrorKind[]).find((kind) => CODES[kind] === code);
  return known ?? (code >= 400 && code < 500 ? 'invalid' : 'internal');
}

/** Whether nobody subscribes to the subject of a request. */
export function isUnheard(answer: Msg): boolean {
  return answer.headers?.code === NO_RESPONDERS;
}

/** What the payload of an error says, if it is an object. */
function documentIn(answer: Msg): Readonly<Record<string, unknown>> {
  try {
    const value = jsonValue(answer);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
