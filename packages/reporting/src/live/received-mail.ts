/**
 * A mail that came. Of which kind it is is told by the mail gateway; `customer` is what somebody is to answer.
 */
export interface ReceivedMail {
  /** Number of the event that tells of it. */
  readonly number: number;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly queue: string;
  readonly kind: string;
}
