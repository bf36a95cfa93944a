import { RankedSet } from './ranked-set.js';

/** Something that is due at a time. */
export interface Deadline {
  readonly at: number;
  readonly kind: 'offer' | 'waiting' | 'wrap-up' | 'callback' | 'connect';
  /** Of the reservation, of the contact, or of the attempt of a campaign. */
  readonly id: string;
  /** Whose wrap-up of the contact it is. */
  readonly agent: string | undefined;
}

/** What is due in a contact centre, the earliest first; of a kind one for each id. */
export class Deadlines {
  readonly #ordered = new RankedSet<Deadline>(({ at }) => [at, 0]);
  readonly #known: Readonly<Record<Deadline['kind'], Map<string, Deadline>>> = {
    offer: new Map(),
    waiting: new Map(),
    'wrap-up': new Map(),
    callback: new Map(),
    connect: new Map(),
  };

  /** Milliseconds since 1970 UTC. */
  get earliest(): number | undefined {
    return this.#ordered.first?.at;
  }

  /** Sets when something is due; it is due at no other time. */
  set(kind: Deadline['kind'], id: string, at: number | undefined, agent?: string): void {
    const ofKind = this.#known[kind];
    const key = agent === undefined ? id : `${id} ${agent}`;
    const known = ofKind.get(key);
    if (known?.at === at) return;
    if (known) this.#ordered.delete(known);
    if (at === undefined) ofKind.delete(key);
    else {
      const deadline = { at, kind, id, agent };
      ofKind.set(key, deadline);
      this.#ordered.add(deadline);
    }
  }

  clear(kind: Deadline['kind'], id: string, agent?: string): void {
    this.set(kind, id, undefined, agent);
  }

  /** What is due at a time or was before, the earliest first. */
  *until(now: number): Generator<Deadline> {
    for (const deadline of this.#ordered.inOrder()) {
      if (deadline.at > now) return;
      yield deadline;
    }
  }
}
