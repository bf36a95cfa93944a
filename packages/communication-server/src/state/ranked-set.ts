/** What members are ordered by, the lowest first: the first number, and among equals the second. */
export type Rank = readonly [number, number];

/** A member with the rank it was added with, and where in the heap it stands. */
interface Node<Member> {
  readonly member: Member;
  readonly rank: number;
  readonly amongEquals: number;
  place: number;
}

export function isBefore(a: Rank, b: Rank): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/**
 * A set whose members are in order: the first is found at once, adding and deleting take O(log n). A binary heap that knows
 * where each member stands, and by what rank it came in. To give a member another rank, delete it, change it, and add it.
 */
export class RankedSet<Member> {
  readonly #rankOf: (member: Member) => Rank;
  readonly #heap: Node<Member>[] = [];
  readonly #nodes = new Map<Member, Node<Member>>();

  /** @param rankOf - members of the same rank come in any order */
  constructor(rankOf: (member: Member) => Rank) {
    this.#rankOf = rankOf;
  }

  get size(): number {
    return this.#heap.length;
  }

  get first(): Member | undefined {
    return this.#heap[0]?.member;
  }

  has(member: Member): boolean {
    return this.#nodes.has(member);
  }

  /** Adds a member, unless it is in already. */
  add(member: Member): void {
    if (this.#nodes.has(member)) return;
    const [rank, amongEquals] = this.#rankOf(member);
    const node = { member, rank, amongEquals, place: this.size };
    this.#nodes.set(member, node);
    this.#heap.push(node);
    this.#up(node);
  }

  delete(member: Member): boolean {
    const node = this.#nodes.get(member);
    if (!node) return false;
    this.#nodes.delete(member);
    const last = this.#heap.pop() as Node<Member>;
    if (last === node) return true;
    this.#put(node.place, last);
    this.#up(last);
    this.#down(last);
    return true;
  }

  /** The members in order; the first k of them cost O(k²), whatever the size. */
  *inOrder(): Generator<Member> {
    const edge = this.size > 0 ? [0] : [];
    while (edge.length > 0) {
      let best = 0;
      for (let index = 1; index < edge.length; index++)
        if (precedes(this.#at(edge[index] as number), this.#at(edge[best] as number))) best = index;
      const place = edge[best] as number;
      edge[best] = edge.at(-1) as number;
      edge.pop();
      for (const child of [2 * place + 1, 2 * place + 2]) if (child < this.size) edge.push(child);
      yield this.#at(place).member;
    }
  }

  /** The first `limit` members in order. */
  firsts(limit: number): Member[] {
    const found: Member[] = [];
    if (limit > 0)
      for (const member of this.inOrder()) {
        found.push(member);
        if (found.length === limit) break;
      }
    return found;
  }

  /** The members in any order. */
  [Symbol.iterator](): IterableIterator<Member> {
    return this.#nodes.keys();
  }

  /** All members in order. */
  ordered(): Member[] {
    return this.#heap.toSorted((a, b) => a.rank - b.rank || a.amongEquals - b.amongEquals).map(({ member }) => member);
  }

  #at(place: number): Node<Member> {
    return this.#heap[place] as Node<Member>;
  }

  #put(place: number, node: Node<Member>): void {
    this.#heap[place] = node;
    node.place = place;
  }

  #up(node: Node<Member>): void {
    let { place } = node;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#at(parent);
      if (!precedes(node, above)) break;
      this.#put(place, above);
      place = parent;
    }
    this.#put(place, node);
  }

  #down(node: Node<Member>): void {
    let { place } = node;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && precedes(this.#at(child + 1), this.#at(child))) child += 1;
      const below = this.#at(child);
      if (!precedes(below, node)) break;
      this.#put(place, below);
      place = child;
    }
    this.#put(place, node);
  }
}

function precedes(a: Node<unknown>, b: Node<unknown>): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.amongEquals < b.amongEquals);
}
