import type { Msg } from '@nats-io/transport-node';

/** A value as the payload of a message; nothing is an empty one. Throws what `JSON.stringify` throws. */
export function jsonPayload(value: unknown): Uint8Array {
  const text = JSON.stringify(value);
  // Small buffers come from a pool, which is faster by far than an encoder of the library.
  return Buffer.from(text ?? '');
}

/** The value in the payload of a message. Throws what `JSON.parse` throws. */
export function jsonValue(message: Msg): unknown {
  const text = message.string();
  return text === '' ? undefined : JSON.parse(text);
}

/** What was thrown, in words. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
