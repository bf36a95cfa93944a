import type { MsgHdrs } from '@nats-io/transport-node';
import type { Place } from '../channel/error-document.js';
import { ServiceErrors } from '../errors.js';
import { jsonPayload, reasonOf } from './json-payload.js';
import type { NatsLink } from './nats-link.js';

/** What is sent besides subject and reply. */
export interface WireMessage {
  readonly payload: Uint8Array;
  readonly headers?: MsgHdrs;
}

/** Bytes of the first line of headers and the empty line after them, and of what separates a header's name from its value. */
const HEADER_FRAME = 14;
const HEADER_SEPARATORS = 4;

/**
 * Writes the input of a call.
 *
 * @throws ServiceErrors.InvalidInput for what has no form in JSON; ServiceErrors.PayloadTooLarge
 */
export function requestMessage(
  link: NatsLink,
  place: Place,
  input: unknown,
  entries: Readonly<Record<string, string>> | undefined,
): WireMessage {
  const payload = inputPayload(place, input);
  if (entries === undefined) {
    requireFits(link, place, payload.length);
    return { payload };
  }
  const headers = link.identity.headers();
  let bytes = payload.length + HEADER_FRAME;
  for (const [name, value] of Object.entries(entries)) {
    headers.set(name, value);
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value) + HEADER_SEPARATORS;
  }
  requireFits(link, place, bytes);
  return { payload, headers };
}

/** Refuses what the server would break the connection for. */
export function requireFits({ maxPayload }: NatsLink, place: Place, bytes: number): void {
  if (bytes > maxPayload) throw new ServiceErrors.PayloadTooLarge({ ...place, bytes, limit: maxPayload });
}

function inputPayload(place: Place, input: unknown): Uint8Array {
  try {
    return jsonPayload(input);
  } catch (problem) {
    const issues = `it cannot be written as JSON (${reasonOf(problem)})`;
    throw new ServiceErrors.InvalidInput({ ...place, issues });
  }
}
