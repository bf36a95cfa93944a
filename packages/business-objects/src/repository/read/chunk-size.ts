import type { Entity } from '../../contract.js';

const MOST_AT_ONCE = 1_000;
const FIRST_WITH_LINKS = 50;
/** So many objects are there at the same time, those that are linked to counted. */
const MOST_TOGETHER = 10_000;

/** How many objects a stream reads at once: as few as have many others linked to them, which are read with them. */
export class ChunkSize {
  readonly #linked: boolean;
  #size: number;

  /** @param linked whether linked objects are read with them */
  constructor(linked: boolean) {
    this.#linked = linked;
    this.#size = linked ? FIRST_WITH_LINKS : MOST_AT_ONCE;
  }

  get size(): number {
    return this.#size;
  }

  /** Learns from the objects that were read. */
  saw(entities: readonly Entity[]): void {
    if (!this.#linked || entities.length === 0) return;
    const each = countWithLinked(entities) / entities.length;
    // What comes next may have more than what was seen, so it grows by steps.
    this.#size = Math.max(1, Math.min(MOST_AT_ONCE, 2 * this.#size, Math.floor(MOST_TOGETHER / each)));
  }
}

function countWithLinked(entities: readonly Entity[]): number {
  let count = 0;
  for (const { links } of entities) {
    count += 1;
    for (const linked of Object.values(links)) count += countWithLinked(linked);
  }
  return count;
}
