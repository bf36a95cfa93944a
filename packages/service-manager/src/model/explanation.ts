/** One provider that was looked at for a query, and what became of it. */
export interface Candidate {
  readonly id: string;
  readonly component: string;
  readonly version: string;
  readonly state: string;
  /** Whether calls go to it. */
  readonly chosen: boolean;
  /** Why it was chosen, or why not. */
  readonly reason: string;
}

/** Why a query finds what it finds. */
export interface Explanation {
  readonly contract: string;
  /** The id of the chosen provider; absent when there is none. */
  readonly chosen?: string;
  readonly candidates: readonly Candidate[];
  /** Calls that wait for a provider of this contract. */
  readonly parked: number;
}
