import { CarusoError, type ErrorDocument, type ErrorKind } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Channel } from './channel.js';

/** The operation a call is of. */
export interface Place {
  readonly contract: string;
  readonly operation: string;
}

const KINDS: ReadonlySet<unknown> = new Set<ErrorKind>([
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'unavailable',
  'timeout',
  'internal',
]);

/** Characters of an error's message that cross any border. */
const LONGEST_TEXT = 2_000;

/** What was thrown, as it crosses a border: one of ours with its data, any other with its message only. */
export function errorDocument(thrown: unknown, { contract, operation }: Place): ErrorDocument {
  if (CarusoError.is(thrown)) {
    const { code, name, kind, message, data } = thrown;
    return { code, name, kind, message, data };
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new ServiceErrors.OperationFailed({ contract, operation, reason }).toJSON();
}

/** The error on this side, so that `XErrors.Y.is(error)` holds for it as it did on the other. */
export function revivedError(document: unknown, { contract, operation }: Place): CarusoError {
  if (isErrorDocument(document)) return new CarusoError(document);
  return new ServiceErrors.OperationFailed({ contract, operation, reason: 'the other side did not say why' });
}

/** Sends a message that carries an error. It always arrives, if need be without its data and shortened. */
export function sendError(
  channel: Channel,
  message: { readonly error: ErrorDocument; readonly [field: string]: unknown },
): void {
  try {
    channel.send(message);
  } catch {
    const { message: text } = message.error;
    channel.send({ ...message, error: { ...message.error, message: text.slice(0, LONGEST_TEXT), data: undefined } });
  }
}

/** Whether a value is an error of ours, as it crosses a border. */
export function isErrorDocument(value: unknown): value is ErrorDocument {
  if (typeof value !== 'object' || value === null) return false;
  const { code, name, kind, message } = value as { readonly [field: string]: unknown };
  return (
    typeof code === 'string' &&
    code.startsWith('CRS-') &&
    typeof name === 'string' &&
    typeof message === 'string' &&
    isErrorKind(kind)
  );
}

export function isErrorKind(value: unknown): value is ErrorKind {
  return KINDS.has(value);
}
