import { BUCKETS, type RowIdentity } from './row-identity.js';

const PARTS = 4;

/** Sums of the hashes of rows in each bucket, by which most of those are ruled out that hold the same on both sides. */
export class Buckets {
  readonly #sums = new Uint32Array(BUCKETS * PARTS);
  readonly #rows = new Float64Array(BUCKETS);
  readonly #more = new Float64Array(BUCKETS);

  add({ row }: RowIdentity, bucket: number, side: 'source' | 'target'): void {
    const sign = side === 'source' ? 1 : -1;
    for (let part = 0; part < PARTS; part += 1) {
      const at = bucket * PARTS + part;
      this.#sums[at] = (this.#sums[at] ?? 0) + sign * (row[part] ?? 0);
    }
    this.#rows[bucket] = (this.#rows[bucket] ?? 0) + 1;
    this.#more[bucket] = (this.#more[bucket] ?? 0) + sign;
  }

  /** The buckets that differ, together as many as have at most so many rows. */
  rounds(most: number): readonly ReadonlySet<number>[] {
    const rounds: Set<number>[] = [];
    let room = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      if (!this.#differs(bucket)) continue;
      const rows = this.#rows[bucket] ?? 0;
      if (rounds.length === 0 || rows > room) {
        rounds.push(new Set());
        room = most;
      }
      rounds.at(-1)?.add(bucket);
      room -= rows;
    }
    return rounds;
  }

  #differs(bucket: number): boolean {
    return (
      this.#more[bucket] !== 0 || this.#sums.subarray(bucket * PARTS, (bucket + 1) * PARTS).some((sum) => sum !== 0)
    );
  }
}
