/** The `date` header counts whole seconds, so smaller differences say nothing. */
const GRAIN_MS = 2_000;

let offset = 0;

/**
 * How far the server's clock is ahead of the browser's, in milliseconds; 0 where it cannot be told apart.
 *
 * @param header the `date` header of an answer
 * @param received when it came, by the browser's clock
 */
export function clockOffset(header: string | null, received: number): number {
  const server = header === null ? Number.NaN : Date.parse(header);
  const ahead = server - received;
  return Number.isNaN(ahead) || Math.abs(ahead) < GRAIN_MS ? 0 : ahead;
}

/** Learns the server's time from an answer: deadlines and times in state are in its time. */
export function learnServerTime(header: string | null): void {
  if (header !== null) offset = clockOffset(header, Date.now());
}

/** The server's time, in ms UTC, as well as it is known. */
export function serverNow(): number {
  return Date.now() + offset;
}
