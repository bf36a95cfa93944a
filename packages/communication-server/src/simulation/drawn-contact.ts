/** What a contact needs; times in seconds. Whoever answers it, it is the same. */
export interface DrawnContact {
  readonly contact: string;
  readonly queue: string;
  /** When it arrives, from the start. */
  readonly at: number;
  readonly handling: number;
  /** 0 without a wrap-up. */
  readonly wrapUp: number;
  /** Infinity for who never gives up. */
  readonly patience: number;
}

/** A contact that is going to arrive. */
export type Arrival = Omit<DrawnContact, 'contact'>;

/** A stream of numbers from 0 to below 1, by its name: each is its own, so that one more draw here changes nothing there. */
export type Streams = (name: string) => () => number;
