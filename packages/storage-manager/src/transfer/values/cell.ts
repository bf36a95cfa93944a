/**
 * A value as a transfer carries it: text that says the same whatever type and engine holds it, bytes, or nothing. Whole numbers
 * and decimals have no needless zeros, true is `1`, a date is `2024-02-29`, a date with a time `2024-02-29 14:30:00.5` (an
 * instant in UTC, too), a span of hours `838:59:59`, bits are `0101`, several values of a set `a,b`.
 */
export type Cell = string | Uint8Array | null;

/** A value that does not belong in its column, or that the target cannot hold. The message says why, as part of a sentence. */
export class BadCell extends Error {}
