/**
 * A set whose members are in order: the first is found at once, adding and deleting take O(log n). A binary heap that knows
 * where each member stands. What the order depends on must not change while a member is in: delete it, change it, add it.
 */
export class RankedSet<Member> {
  readonly #before: (a: Member, b: Member) => boolean;
  readonly #members: Member[] = [];
  readonly #places = new Map<Member, number>();

  /** @param before - whether `a` comes before `b`; members of which neither does come in any order */
  constructor(before: (a: Member, b: Member) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#members.length;
  }

  get first(): Member | undefined {
    return this.#members[0];
  }

  has(member: Member): boolean {
    return this.#places.has(member);
  }

  /** Adds a member, unless it is in already. */
  add(member: Member): void {
    if (this.#places.has(member)) return;
    const place = this.#members.length;
    this.#members.push(member);
    this.#places.set(member, place);
    this.#up(place);
  }

  delete(member: Member): boolean {
    const place = this.#places.get(member);
    if (place === undefined) return false;
    this.#places.delete(member);
    const last = this.#members.pop() as Member;
    if (place < this.#members.length) {
      this.#members[place] = last;
      this.#places.set(last, place);
      this.#up(place);
      this.#down(place);
    }
    return true;
  }

  /** The members in order; the first k of them cost O(k²), whatever the size. */
  *inOrder(): Generator<Member> {
    const edge = this.size > 0 ? [0] : [];
    while (edge.length > 0) {
      let best = 0;
      for (let index = 1; index < edge.length; index++)
        if (this.#before(this.#at(edge[index] as number), this.#at(edge[best] as number))) best = index;
      const place = edge[best] as number;
      edge[best] = edge.at(-1) as number;
      edge.pop();
      for (const child of [2 * place + 1, 2 * place + 2]) if (child < this.size) edge.push(child);
      yield this.#at(place);
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
    return this.#members.values();
  }

  /** All members in order. */
  ordered(): Member[] {
    return [...this.#members].sort((a, b) => (this.#before(a, b) ? -1 : this.#before(b, a) ? 1 : 0));
  }

  #at(place: number): Member {
    return this.#members[place] as Member;
  }

  #swap(a: number, b: number): void {
    const member = this.#at(a);
    const other = this.#at(b);
    this.#members[a] = other;
    this.#members[b] = member;
    this.#places.set(other, a);
    this.#places.set(member, b);
  }

  #up(from: number): void {
    for (let place = from; place > 0; ) {
      const parent = (place - 1) >> 1;
      if (!this.#before(this.#at(place), this.#at(parent))) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  #down(from: number): void {
    for (let place = from; ; ) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < this.size && this.#before(this.#at(child), this.#at(least))) least = child;
      if (least === place) return;
      this.#swap(place, least);
      place = least;
    }
  }
}
