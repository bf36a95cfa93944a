/** A number whose callers are led by a dialog script on the telephone, which ends the call or hands it to a queue. */
export interface LedByScript {
  readonly script: string;
  /** The queue in which callers wait when the script cannot go on; without it the call ends as lost. */
  readonly fallback?: string;
}
