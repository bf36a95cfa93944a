const BYTES = '$bytes';

/** For `JSON.stringify`: bytes as text that {@link giveBytes} knows again. */
export function keepBytes(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { [BYTES]: Buffer.from(value).toString('base64') } : value;
}

/** For `JSON.parse`: the bytes again. */
export function giveBytes(_: string, value: unknown): unknown {
  const bytes = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[BYTES] : undefined;
  return typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : value;
}
