import type { CarusoError } from '@caruso/core';
import { jsonPayload } from './json-payload.js';

/** What a caller tells about its call, which is named by the subject of its answers. */
export interface ControlMessage {
  readonly call?: string;
  /** So many more values of a stream may be sent. */
  readonly count?: number;
  /** Why it is cancelled. */
  readonly error?: CarusoError;
}

export function controlPayload(message: ControlMessage): Uint8Array {
  try {
    return jsonPayload(message);
  } catch {
    // The data of an error need not fit into JSON; that the call is cancelled matters more than why.
    return jsonPayload({ ...message, error: undefined });
  }
}
