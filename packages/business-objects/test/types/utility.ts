// Made from the model utility 1.2.0 by "caruso model types"; make it anew when that has changed.

/** Customer. Its key is one string. */
export interface Customer {
  /** What is read: attributes by name, and links to one object as its key. Old rows may lack what is required of new ones. */
  readonly values: {
    /** Number (string, at most 10 characters). */
    readonly number: string;
    /** Name (string, at most 80 characters). */
    readonly name: string | null;
    /** City (string, at most 40 characters). */
    readonly city: string | null;
    /** Email (email). */
    readonly email: string | null;
    /** Marketing (enum). */
    readonly marketing: 'optIn' | 'optOut' | 'unknown' | null;
  };
  /** The names of what identifies it. */
  readonly key: 'number';
  /** The links, and the types of objects they lead to. */
  readonly links: {
    readonly contracts: 'Contract';
  };
  /** What a new one is made of. */
  readonly creation: {
    /** Number (string, at most 10 characters). */
    readonly number: string;
    /** Name (string, at most 80 characters). */
    readonly name: string;
    /** City (string, at most 40 characters). */
    readonly city?: string | null;
    /** Email (email). */
    readonly email?: string | null;
    /** Marketing (enum). */
    readonly marketing?: 'optIn' | 'optOut' | 'unknown' | null;
  };
  /** What can be changed. */
  readonly changes: {
    /** Name (string, at most 80 characters). */
    readonly name?: string;
    /** City (string, at most 40 characters). */
    readonly city?: string | null;
    /** Email (email). */
    readonly email?: string | null;
    /** Marketing (enum). */
    readonly marketing?: 'optIn' | 'optOut' | 'unknown' | null;
  };
}

/** Contract. Its key is one string. */
export interface Contract {
  /** What is read: attributes by name, and links to one object as its key. Old rows may lack what is required of new ones. */
  readonly values: {
    /** Number (integer). */
    readonly number: number;
    /** From (date). */
    readonly from: string | null;
    /** To (date). */
    readonly to: string | null;
    /** Amount (decimal, 12 digits, 2 of them behind the point). */
    readonly amount: string | null;
    /** Active (boolean). */
    readonly active: boolean | null;
    /** Customer: the key of a Customer. */
    readonly customer: string | null;
  };
  /** The names of what identifies it. */
  readonly key: 'number';
  /** The links, and the types of objects they lead to. */
  readonly links: {
    readonly customer: 'Customer';
    readonly readings: 'Reading';
  };
  /** What a new one is made of. */
  readonly creation: {
    /** Number (integer). */
    readonly number?: number | null;
    /** From (date). */
    readonly from: string;
    /** To (date). */
    readonly to?: string | null;
    /** Amount (decimal, 12 digits, 2 of them behind the point). */
    readonly amount?: string | number | null;
    /** Active (boolean). */
    readonly active?: boolean | null;
    /** Customer: the key of a Customer. */
    readonly customer: string;
  };
  /** What can be changed. */
  readonly changes: {
    /** From (date). */
    readonly from?: string;
    /** To (date). */
    readonly to?: string | null;
    /** Amount (decimal, 12 digits, 2 of them behind the point). */
    readonly amount?: string | number | null;
    /** Active (boolean). */
    readonly active?: boolean | null;
    /** Customer: the key of a Customer. */
    readonly customer?: string;
  };
}

/** Reading. Its key is one string, as a JSON array of contract, at. */
export interface Reading {
  /** What is read: attributes by name, and links to one object as its key. Old rows may lack what is required of new ones. */
  readonly values: {
    /** At (instant). */
    readonly at: string;
    /** Value (decimal, 12 digits, 3 of them behind the point). */
    readonly value: string | null;
    /** Note (text). */
    readonly note: string | null;
    /** Contract: the key of a Contract. */
    readonly contract: string;
  };
  /** The names of what identifies it. */
  readonly key: 'contract' | 'at';
  /** The links, and the types of objects they lead to. */
  readonly links: {
    readonly contract: 'Contract';
  };
  /** What a new one is made of. */
  readonly creation: {
    /** At (instant). */
    readonly at: string;
    /** Value (decimal, 12 digits, 3 of them behind the point). */
    readonly value: string | number;
    /** Note (text). */
    readonly note?: string | null;
    /** Contract: the key of a Contract. */
    readonly contract: string;
  };
  /** Nothing can be changed: its rows stay as they are. */
  readonly changes: never;
}

/** All object types of the model utility: `typedObjects<UtilityObjects>(stub)`. */
export interface UtilityObjects {
  readonly Customer: Customer;
  readonly Contract: Contract;
  readonly Reading: Reading;
}
