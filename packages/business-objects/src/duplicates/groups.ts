/** Two objects that are taken for the same. */
export interface Pair {
  readonly left: string;
  readonly right: string;
  readonly score: number;
  readonly on: readonly string[];
}

/** The closest other object of one in a group. */
interface Closest {
  /** Its key. */
  readonly to: string;
  readonly score: number;
  readonly on: readonly string[];
}

/** Objects that are connected by pairs. */
export interface KeyGroup {
  /** The likeness of the least alike member to its closest other. */
  readonly score: number;
  readonly members: readonly ({ readonly key: string } & Closest)[];
}

/** Puts pairs together into groups; in memory are only the keys of what was paired. */
export class Groups {
  readonly #parents = new Map<string, string>();
  readonly #closest = new Map<string, Closest>();

  add({ left, right, score, on }: Pair): void {
    for (const [key, to] of [
      [left, right],
      [right, left],
    ] as const) {
      if ((this.#closest.get(key)?.score ?? 0) < score) this.#closest.set(key, { to, score, on });
    }
    const [root = left, below = right] = [this.#root(left), this.#root(right)].sort();
    this.#parents.set(below, root);
  }

  /** All groups, the surest first. */
  get all(): readonly KeyGroup[] {
    const groups = new Map<string, string[]>();
    for (const key of this.#closest.keys()) {
      const root = this.#root(key);
      const members = groups.get(root);
      if (members === undefined) groups.set(root, [key]);
      else members.push(key);
    }
    return [...groups.values()]
      .map((keys): KeyGroup => {
        const members = keys.sort().flatMap((key) => {
          const closest = this.#closest.get(key);
          return closest === undefined ? [] : [{ key, ...closest }];
        });
        return { score: Math.min(...members.map(({ score }) => score)), members };
      })
      .sort((a, b) => b.score - a.score || ((a.members[0]?.key ?? '') < (b.members[0]?.key ?? '') ? -1 : 1));
  }

  #root(key: string): string {
    let root = key;
    for (let up = this.#parents.get(root); up !== undefined && up !== root; up = this.#parents.get(root)) root = up;
    if (root !== key) this.#parents.set(key, root);
    return root;
  }
}
