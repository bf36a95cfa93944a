/** What members are ordered by, the lowest first: the first number, and among equals the second. */
export type Rank = readonly [number, number];

export function isBefore(a: Rank, b: Rank): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** Members that follow each other, and what they are ordered by: what is compared lies side by side in memory. */
interface Block<Member> {
  readonly members: Member[];
  readonly ranks: number[];
  readonly amongEquals: number[];
}

/** How many members a block has at most: moving so many aside costs less than finding out where a tree would have them. */
const BLOCK = 32;

/**
 * A set whose members are in order: the first is known, who comes last is appended, everybody else is found by halving.
 * A member is found by its rank, so the rank must not change while it is in: to give it another one, delete it, change it,
 * and add it. Members of equal ranks come in the order in which they were added, and cost a look at each other.
 */
export class RankedSet<Member> {
  readonly #rankOf: (member: Member) => Rank;
  /** In order, none of them empty but for the only one. */
  readonly #blocks: Block<Member>[] = [emptyBlock()];
  /** What the first of each block is ordered by; side by side again, so that the block is found without a look at others. */
  readonly #heads: number[] = [Number.POSITIVE_INFINITY];
  readonly #headsAmongEquals: number[] = [Number.POSITIVE_INFINITY];
  #size = 0;
  #first: Member | undefined;
  /** Of the first member; infinite when there is none. */
  #firstRank = Number.POSITIVE_INFINITY;
  #firstAmongEquals = Number.POSITIVE_INFINITY;

  /** @param rankOf - tells a member's rank, always the same while it is in */
  constructor(rankOf: (member: Member) => Rank) {
    this.#rankOf = rankOf;
  }

  get size(): number {
    return this.#size;
  }

  get first(): Member | undefined {
    return this.#first;
  }

  /** Whether the first member comes before that of another set; a set without members comes last. */
  startsBefore(other: RankedSet<Member>): boolean {
    return (
      this.#firstRank < other.#firstRank ||
      (this.#firstRank === other.#firstRank && this.#firstAmongEquals < other.#firstAmongEquals)
    );
  }

  has(member: Member): boolean {
    return this.#first === member || this.#find(member) !== undefined;
  }

  /** Adds a member, unless it is in already. */
  add(member: Member): void {
    const [rank, amongEquals] = this.#rankOf(member);
    const number = this.#blockFor(rank, amongEquals);
    const block = this.#blocks[number] as Block<Member>;
    const place = placeAfter(block, rank, amongEquals);
    if (place > 0 && isAt(block, place - 1, rank, amongEquals) && this.#find(member) !== undefined) return;
    insert(block, place, member, rank, amongEquals);
    this.#size += 1;
    if (place === 0) this.#noteHead(number);
    if (block.members.length > BLOCK) this.#split(number);
  }

  delete(member: Member): boolean {
    const found = this.#first === member ? { number: 0, place: 0 } : this.#find(member);
    if (!found) return false;
    const { number, place } = found;
    const block = this.#blocks[number] as Block<Member>;
    remove(block, place);
    this.#size -= 1;
    if (block.members.length === 0 && this.#blocks.length > 1) this.#drop(number);
    else if (place === 0) this.#noteHead(number);
    return true;
  }

  /** The members in order. */
  *[Symbol.iterator](): Generator<Member> {
    for (const { members } of this.#blocks) yield* members;
  }

  /** All members in order. */
  ordered(): Member[] {
    return this.#blocks.flatMap(({ members }) => members);
  }

  /** The block in which who comes after all of this rank belongs. */
  #blockFor(rank: number, amongEquals: number): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    if (high === 0 || !this.#isHeadBehind(high, rank, amongEquals)) return high;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#isHeadBehind(middle, rank, amongEquals)) high = middle - 1;
      else low = middle;
    }
    return low;
  }

  /** Looks for a member from behind among those of its rank. */
  #find(member: Member): { readonly number: number; readonly place: number } | undefined {
    const [rank, amongEquals] = this.#rankOf(member);
    let number = this.#blockFor(rank, amongEquals);
    let block = this.#blocks[number] as Block<Member>;
    let place = placeAfter(block, rank, amongEquals) - 1;
    for (;;) {
      for (; place >= 0; place -= 1) {
        if (!isAt(block, place, rank, amongEquals)) return undefined;
        if (block.members[place] === member) return { number, place };
      }
      number -= 1;
      if (number < 0) return undefined;
      block = this.#blocks[number] as Block<Member>;
      place = block.members.length - 1;
    }
  }

  #isHeadBehind(number: number, rank: number, amongEquals: number): boolean {
    const head = this.#heads[number] as number;
    return head > rank || (head === rank && (this.#headsAmongEquals[number] as number) > amongEquals);
  }

  /** A block begins with somebody else. */
  #noteHead(number: number): void {
    const { ranks, amongEquals } = this.#blocks[number] as Block<Member>;
    this.#heads[number] = ranks[0] ?? Number.POSITIVE_INFINITY;
    this.#headsAmongEquals[number] = amongEquals[0] ?? Number.POSITIVE_INFINITY;
    if (number === 0) this.#noteFirst();
  }

  #split(number: number): void {
    const half = secondHalf(this.#blocks[number] as Block<Member>);
    this.#blocks.splice(number + 1, 0, half);
    this.#heads.splice(number + 1, 0, half.ranks[0] as number);
    this.#headsAmongEquals.splice(number + 1, 0, half.amongEquals[0] as number);
  }

  #drop(number: number): void {
    this.#blocks.splice(number, 1);
    this.#heads.splice(number, 1);
    this.#headsAmongEquals.splice(number, 1);
    if (number === 0) this.#noteFirst();
  }

  #noteFirst(): void {
    this.#first = this.#blocks[0]?.members[0];
    this.#firstRank = this.#heads[0] as number;
    this.#firstAmongEquals = this.#headsAmongEquals[0] as number;
  }
}

function emptyBlock<Member>(): Block<Member> {
  return { members: [], ranks: [], amongEquals: [] };
}

/** Where in a block somebody stands who comes after all of this rank. */
function placeAfter(block: Block<unknown>, rank: number, amongEquals: number): number {
  let low = 0;
  let high = block.members.length;
  if (high === 0 || !isBehind(block, high - 1, rank, amongEquals)) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBehind(block, middle, rank, amongEquals)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether who stands at a place comes after all of a rank. */
function isBehind({ ranks, amongEquals }: Block<unknown>, place: number, rank: number, among: number): boolean {
  const other = ranks[place] as number;
  return other > rank || (other === rank && (amongEquals[place] as number) > among);
}

function isAt({ ranks, amongEquals }: Block<unknown>, place: number, rank: number, among: number): boolean {
  return ranks[place] === rank && amongEquals[place] === among;
}

function insert<Member>(block: Block<Member>, place: number, member: Member, rank: number, among: number): void {
  const { members, ranks, amongEquals } = block;
  let free = members.length;
  members.push(member);
  ranks.push(rank);
  amongEquals.push(among);
  for (; free > place; free -= 1) {
    members[free] = members[free - 1] as Member;
    ranks[free] = ranks[free - 1] as number;
    amongEquals[free] = amongEquals[free - 1] as number;
  }
  members[place] = member;
  ranks[place] = rank;
  amongEquals[place] = among;
}

function remove<Member>({ members, ranks, amongEquals }: Block<Member>, place: number): void {
  if (place === 0) {
    members.shift();
    ranks.shift();
    amongEquals.shift();
    return;
  }
  const last = members.length - 1;
  for (let free = place; free < last; free += 1) {
    members[free] = members[free + 1] as Member;
    ranks[free] = ranks[free + 1] as number;
    amongEquals[free] = amongEquals[free + 1] as number;
  }
  members.pop();
  ranks.pop();
  amongEquals.pop();
}

/** Takes the second half of a block out of it. */
function secondHalf<Member>({ members, ranks, amongEquals }: Block<Member>): Block<Member> {
  const half = members.length >> 1;
  return { members: members.splice(half), ranks: ranks.splice(half), amongEquals: amongEquals.splice(half) };
}
