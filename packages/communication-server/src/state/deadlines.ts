import { RankedSet } from './ranked-set.js';

const KINDS = ['offer', 'waiting', 'wrap-up', 'callback', 'connect', 'drop-message', 'answer'] as const;

/** Something that is due at a time. */
export interface Deadline {
  readonly at: number;
  /** What is due at the same time comes in the order in which it was set. */
  readonly turn: number;
  readonly kind: (typeof KINDS)[number];
  /** Of the reservation, of the contact, or of the attempt of a campaign. */
  readonly id: string;
  /** Whose wrap-up of the contact it is. */
  readonly agent: string | undefined;
}

/** The deadlines of one kind: most of them are set in the order in which they are due. */
interface Kind {
  readonly ordered: RankedSet<Deadline>;
  readonly known: Map<string, Deadline>;
}

/** What is due in a contact centre, the earliest first; of a kind one for each id. */
export class Deadlines {
  #turns = 0;
  readonly #kinds = Object.fromEntries(
    KINDS.map((kind): [string, Kind] => [
      kind,
      { ordered: new RankedSet(({ at, turn }) => [at, turn]), known: new Map() },
    ]),
  ) as Readonly<Record<Deadline['kind'], Kind>>;
  readonly #orders = KINDS.map((kind) => this.#kinds[kind].ordered);

  /** What is due first. */
  get first(): Deadline | undefined {
    let first: Deadline | undefined;
    for (const { first: other } of this.#orders) {
      if (other && (!first || isEarlier(other, first))) first = other;
    }
    return first;
  }

  /** Sets when something is due; it is due at no other time. */
  set(kind: Deadline['kind'], id: string, at: number | undefined, agent?: string): void {
    const { ordered, known } = this.#kinds[kind];
    const key = agent === undefined ? id : `${id} ${agent}`;
    const before = known.get(key);
    if (before?.at === at) return;
    if (before) ordered.delete(before);
    if (at === undefined) known.delete(key);
    else {
      const deadline = { at, turn: ++this.#turns, kind, id, agent };
      known.set(key, deadline);
      ordered.add(deadline);
    }
  }

  clear(kind: Deadline['kind'], id: string, agent?: string): void {
    this.set(kind, id, undefined, agent);
  }

  /** All of them, kind by kind. */
  *[Symbol.iterator](): Generator<Deadline> {
    for (const kind of KINDS) yield* this.#kinds[kind].ordered;
  }
}

function isEarlier(a: Deadline, b: Deadline): boolean {
  return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}
