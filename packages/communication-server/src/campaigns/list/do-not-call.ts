/** Who is not to call a number: all campaigns, or the one with this id. */
export type DncScope = 'all' | { readonly campaign: string };

/** Somebody does not want to be called. */
export interface DncEntry {
  /** In the format E.164. */
  readonly number: string;
  /** Where it comes from: the customer, a national register, … */
  readonly source: string;
  readonly scope: DncScope;
  /** From when it does not count any more, in milliseconds since 1970 UTC; without it, never. */
  readonly until?: number;
}

/** What an entry says of its number. */
export type DncTerms = Omit<DncEntry, 'number'>;

/** A {@link DncList} as plain data. */
export interface KeptDncList {
  readonly terms: readonly (readonly DncTerms[])[];
  readonly numbers: readonly (readonly [number: string, place: number])[];
}

/** The entries of do-not-call lists: for each number one of a source and scope, the latest. */
export class DncList {
  readonly #terms = new Map<string, readonly DncTerms[]>();
  /** Numbers that are barred alike share what is said of them: registers have millions. */
  readonly #shared = new Map<string, readonly DncTerms[]>();

  constructor(entries: Iterable<DncEntry> = []) {
    for (const entry of entries) this.add(entry);
  }

  /** How many numbers are in it. */
  get size(): number {
    return this.#terms.size;
  }

  add({ number, ...terms }: DncEntry): void {
    const others = this.of(number).filter((other) => !(other.source === terms.source && sameScope(other, terms)));
    this.#set(number, [...others, terms]);
  }

  /** Takes out what is said of a number for a scope: by one source, or by all. */
  remove(number: string, scope: DncScope, source?: string): void {
    const goes = (terms: DncTerms) => sameScope(terms, { scope }) && (source === undefined || terms.source === source);
    const left = this.of(number).filter((terms) => !goes(terms));
    if (left.length > 0) this.#set(number, left);
    else this.#terms.delete(number);
  }

  /** What is said of a number, the latest last. */
  of(number: string): readonly DncTerms[] {
    return this.#terms.get(number) ?? [];
  }

  /** As plain data: what is said, and of which numbers by its place. */
  get kept(): KeptDncList {
    const places = new Map<readonly DncTerms[], number>();
    const numbers = [...this.#terms].map(([number, terms]): readonly [string, number] => {
      const place = places.get(terms) ?? places.size;
      places.set(terms, place);
      return [number, place];
    });
    return { terms: [...places.keys()], numbers };
  }

  restore({ terms, numbers }: KeptDncList): void {
    for (const [number, place] of numbers) this.#set(number, terms[place] ?? []);
  }

  *[Symbol.iterator](): Generator<DncEntry> {
    for (const [number, all] of this.#terms) for (const terms of all) yield { number, ...terms };
  }

  /** An entry that forbids a campaign to call a number at a moment. */
  forbids(number: string, campaign: string, at: number): DncEntry | undefined {
    const terms = this.of(number).find(
      ({ scope, until }) => (scope === 'all' || scope.campaign === campaign) && (until === undefined || at < until),
    );
    return terms && { number, ...terms };
  }

  #set(number: string, terms: readonly DncTerms[]): void {
    const key = JSON.stringify(terms.map(({ source, scope, until }) => [source, scope, until]));
    const shared = this.#shared.get(key) ?? terms;
    this.#shared.set(key, shared);
    this.#terms.set(number, shared);
  }
}

export function sameScope({ scope: one }: Pick<DncTerms, 'scope'>, { scope: other }: Pick<DncTerms, 'scope'>): boolean {
  return one === 'all' || other === 'all' ? one === other : one.campaign === other.campaign;
}
