import type { StateName } from './flow.js';

type Next = (name: StateName) => Iterable<StateName>;

/** The states to which some way leads, found out only as far as somebody asks, the nearest first. */
export class Reachable {
  readonly #next: Next;
  readonly #reached: Set<StateName>;
  /** A set gives what is added while it is gone through, so that it is its own queue. */
  readonly #queue: Iterator<StateName>;

  constructor(starts: Iterable<StateName>, next: Next) {
    this.#next = next;
    this.#reached = new Set(starts);
    this.#queue = this.#reached.values();
  }

  /** Whether a way leads to one of these states. */
  leadsToOneOf(names: readonly StateName[]): boolean {
    for (;;) {
      if (names.some((name) => this.#reached.has(name))) return true;
      if (!this.#goOn()) return false;
    }
  }

  /** All of them, with those where the ways begin. */
  all(): ReadonlySet<StateName> {
    while (this.#goOn());
    return this.#reached;
  }

  #goOn(): boolean {
    const { done, value } = this.#queue.next();
    if (done) return false;
    for (const name of this.#next(value)) this.#reached.add(name);
    return true;
  }
}

/** All states to which some way leads, with those where the ways begin. */
export function reachFrom(starts: readonly StateName[], next: Next): ReadonlySet<StateName> {
  return new Reachable(starts, next).all();
}
