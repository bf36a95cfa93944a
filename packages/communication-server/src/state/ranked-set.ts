/**
 * A set whose members are ordered by a rank: the first is found at once, adding and deleting take O(log n). A binary heap
 * that knows where each member stands.
 */
export class RankedSet<Member> {
  readonly #members: Member[] = [];
  readonly #ranks: number[] = [];
  readonly #places = new Map<Member, number>();

  get size(): number {
    return this.#members.length;
  }

  /** The member of the lowest rank. */
  get first(): Member | undefined {
    return this.#members[0];
  }

  /** The lowest rank. */
  get lowest(): number | undefined {
    return this.#ranks[0];
  }

  has(member: Member): boolean {
    return this.#places.has(member);
  }

  /** Adds a member; one that is in already gets the new rank. */
  add(member: Member, rank: number): void {
    this.delete(member);
    const place = this.#members.length;
    this.#set(place, member, rank);
    this.#up(place);
  }

  delete(member: Member): boolean {
    const place = this.#places.get(member);
    if (place === undefined) return false;
    this.#places.delete(member);
    const last = this.#members.pop() as Member;
    const rank = this.#ranks.pop() as number;
    if (place < this.#members.length) {
      this.#set(place, last, rank);
      this.#up(place);
      this.#down(place);
    }
    return true;
  }

  /** The first `limit` members in the order of their ranks, in O(limit²) whatever the size. */
  firsts(limit: number): Member[] {
    const found: Member[] = [];
    const edge = this.size > 0 ? [0] : [];
    while (found.length < limit && edge.length > 0) {
      let best = 0;
      for (let index = 1; index < edge.length; index++) {
        if (this.#rankAt(edge[index] as number) < this.#rankAt(edge[best] as number)) best = index;
      }
      const place = edge[best] as number;
      edge[best] = edge.at(-1) as number;
      edge.pop();
      found.push(this.#members[place] as Member);
      for (const child of [2 * place + 1, 2 * place + 2]) if (child < this.size) edge.push(child);
    }
    return found;
  }

  /** All members in the order of their ranks. */
  ordered(): Member[] {
    return this.#members
      .map((member, place) => ({ member, rank: this.#rankAt(place) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ member }) => member);
  }

  #rankAt(place: number): number {
    return this.#ranks[place] as number;
  }

  #set(place: number, member: Member, rank: number): void {
    this.#members[place] = member;
    this.#ranks[place] = rank;
    this.#places.set(member, place);
  }

  #swap(a: number, b: number): void {
    const member = this.#members[a] as Member;
    const rank = this.#rankAt(a);
    this.#set(a, this.#members[b] as Member, this.#rankAt(b));
    this.#set(b, member, rank);
  }

  #up(from: number): void {
    for (let place = from; place > 0; ) {
      const parent = (place - 1) >> 1;
      if (this.#rankAt(parent) <= this.#rankAt(place)) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  #down(from: number): void {
    for (let place = from; ; ) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2]) {
        if (child < this.size && this.#rankAt(child) < this.#rankAt(least)) least = child;
      }
      if (least === place) return;
      this.#swap(place, least);
      place = least;
    }
  }
}
