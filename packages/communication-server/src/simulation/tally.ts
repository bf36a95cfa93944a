/** What became of the contacts of one queue. Each that was offered is one of answered, abandoned, flowed out, or still open. */
export class QueueTally {
  /** Contacts that waited there, if only for a moment. */
  offered = 0;
  answered = 0;
  /** Within the time of the queue's service level. */
  answeredInTime = 0;
  abandoned = 0;
  abandonedInTime = 0;
  /** Left the queue without an answer because of its rules, such as `maxWait`. */
  flowedOut = 0;
  /** Not let in, such as by `maxLength`. */
  refused = 0;
  /** Who waited at all, of those who do not wait any more. */
  waited = 0;
  /** Seconds of all who do not wait any more, and of those who were answered. */
  waitSeconds = 0;
  answeredWaitSeconds = 0;
  longestWaitSeconds = 0;

  get open(): number {
    return this.offered - this.answered - this.abandoned - this.flowedOut;
  }
}

/** Seconds the agents of a team spent in each state that counts. */
export class TeamTally {
  loggedIn = 0;
  ready = 0;
  /** Talking, or in the wrap-up. */
  handling = 0;
}

/** Contacts that arrived one after the other, and what the agents did meanwhile. */
export interface Batch {
  readonly queues: ReadonlyMap<string, QueueTally>;
  readonly teams: ReadonlyMap<string, TeamTally>;
}
