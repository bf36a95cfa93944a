/** A contact as it was once; times in seconds. */
export interface RecordedContact {
  /** When it came into its queue, from the start of the recording. */
  readonly at: number;
  readonly queue: string;
  readonly from?: string;
  /** After how long it gave up; left out for who did not. */
  readonly patience?: number;
  /** How long it waited without giving up, 0 where that is not known: its patience is longer. */
  readonly waited: number;
  /** Left out for who was not answered: how long he would have talked is not known. */
  readonly talk?: number;
  /** Left out where it is not known. */
  readonly wrapUp?: number;
  /** Where the file says so, `file:line:column`. */
  readonly where: string;
}

/** Contacts that came once, in the order of time. */
export interface Recording {
  /** Whether they came at instants: times then count from the midnight before the first, by the clock that it names. */
  readonly dated: boolean;
  readonly contacts: readonly RecordedContact[];
}
