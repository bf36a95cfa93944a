const SLICE_BYTES = 65_536;

/** A content as it would come from outside, a little at a time. */
export function* slicesOf(content: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < content.byteLength; from += SLICE_BYTES)
    yield Buffer.from(content.subarray(from, from + SLICE_BYTES));
}
