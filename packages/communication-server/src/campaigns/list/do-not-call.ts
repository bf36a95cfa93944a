/** Somebody does not want to be called. */
export interface DncEntry {
  /** In the format E.164. */
  readonly number: string;
  /** Where it comes from: the customer, a national register, … */
  readonly source: string;
  /** All campaigns, or the one with this id. */
  readonly scope: 'all' | { readonly campaign: string };
  /** From when it does not count any more, in milliseconds since 1970 UTC; without it, never. */
  readonly until?: number;
}

/** The entries of do-not-call lists, by number. */
export class DncList {
  readonly #entries = new Map<string, DncEntry[]>();

  constructor(entries: Iterable<DncEntry> = []) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: DncEntry): void {
    const others = this.#entries.get(entry.number);
    if (others) others.push(entry);
    else this.#entries.set(entry.number, [entry]);
  }

  *[Symbol.iterator](): Generator<DncEntry> {
    for (const entries of this.#entries.values()) yield* entries;
  }

  /** An entry that forbids a campaign to call a number at a moment. */
  forbids(number: string, campaign: string, at: number): DncEntry | undefined {
    return this.#entries
      .get(number)
      ?.find(
        ({ scope, until }) => (scope === 'all' || scope.campaign === campaign) && (until === undefined || at < until),
      );
  }
}
