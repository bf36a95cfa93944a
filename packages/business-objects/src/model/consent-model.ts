/** Something to which persons agree, or object. */
export interface Purpose {
  readonly name: string;
  readonly label: string;
  readonly channels: readonly string[];
  /** Whether nobody may be addressed who has not agreed, or everybody who has not objected. */
  readonly basis: 'opt-in' | 'opt-out';
  /** Channels by which a person must confirm that it was he. */
  readonly confirm: ReadonlySet<string>;
  readonly text: string;
  readonly version: string;
}

/** To what persons are asked to agree. */
export interface ConsentModel {
  readonly purposes: ReadonlyMap<string, Purpose>;
  /** For how many years it is proved what an erased person agreed to. */
  readonly keepYears: number;
}

/** What holds where the model does not say it. */
export const KEEP_YEARS = 3;
export const NO_CONSENT: ConsentModel = { purposes: new Map(), keepYears: KEEP_YEARS };
