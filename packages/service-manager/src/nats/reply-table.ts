/** What is found by the subject of its answers. */
export interface Replied<Item> {
  readonly reply: string;
  /** The next one in the same place of the table. */
  chained: Item | undefined;
}

const PLACES = 1_024;
/** So many characters at the end of a subject differ from call to call. */
const TELLING = 8;

/**
 * Calls by the subjects of their answers. A `Map` would do, but one through which many pass grows anew again and again, and each
 * outgrown table keeps the calls it held from being collected; that took more time than the calls.
 */
export class ReplyTable<Item extends Replied<Item>> implements Iterable<Item> {
  readonly #places: (Item | undefined)[] = new Array(PLACES).fill(undefined);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(reply: string): Item | undefined {
    let item = this.#places[placeOf(reply)];
    while (item && item.reply !== reply) item = item.chained;
    return item;
  }

  has(reply: string): boolean {
    return this.get(reply) !== undefined;
  }

  add(item: Item): void {
    const place = placeOf(item.reply);
    item.chained = this.#places[place];
    this.#places[place] = item;
    this.#size += 1;
  }

  /** Takes an item out; returns whether it was there. */
  delete(item: Item): boolean {
    const place = placeOf(item.reply);
    let before: Item | undefined;
    for (let other = this.#places[place]; other; other = other.chained) {
      if (other === item) {
        if (before) before.chained = item.chained;
        else this.#places[place] = item.chained;
        // What is over must not hold on to what comes after it.
        item.chained = undefined;
        this.#size -= 1;
        return true;
      }
      before = other;
    }
    return false;
  }

  /** All that are there now; what is added or taken out meanwhile makes no difference. */
  *[Symbol.iterator](): Iterator<Item> {
    const items: Item[] = [];
    if (this.#size > 0) {
      for (let item of this.#places) for (; item; item = item.chained) items.push(item);
    }
    yield* items;
  }
}

function placeOf(reply: string): number {
  let hash = 0;
  for (let i = Math.max(0, reply.length - TELLING); i < reply.length; i += 1) {
    hash = (hash * 31 + reply.charCodeAt(i)) | 0;
  }
  return hash & (PLACES - 1);
}
