/** A contact as it was once; times in seconds. */
export interface RecordedContact {
  /** When it came into its queue, from the start of the recording. */
  readonly at: number;
  readonly queue: string;
  readonly from?: string;
  /** Infinity for who was answered: how long he would have waited is not known. */
  readonly patience: number;
  /** Left out for who was not answered: how long he would have talked is not known. */
  readonly talk?: number;
  /** 0 without a wrap-up. */
  readonly wrapUp: number;
  /** Where the file says so, `file:line:column`. */
  readonly where: string;
}

/** Contacts that came once, in the order of time. */
export interface Recording {
  /** Whether they came at instants: times then count from the midnight before the first, by the clock that it names. */
  readonly dated: boolean;
  readonly contacts: readonly RecordedContact[];
}
