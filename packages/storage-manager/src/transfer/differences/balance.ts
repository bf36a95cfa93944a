import { keyOf, type RowId } from './row-identity.js';

/** What tells the rows with one key apart: how many more there are on each side, and one of them. */
interface Group {
  source: number;
  target: number;
  fromSource?: RowId;
  fromTarget?: RowId;
}

/** Rows of which one side has more, as numbers and as some of them. */
export interface Tally {
  onlyInSource: number;
  onlyInTarget: number;
  changed: number;
  readonly examples: {
    readonly onlyInSource: { readonly id: RowId; readonly times: number }[];
    readonly onlyInTarget: { readonly id: RowId; readonly times: number }[];
    readonly changed: { readonly source: RowId; readonly target: RowId }[];
  };
}

export const emptyTally = (): Tally => ({
  onlyInSource: 0,
  onlyInTarget: 0,
  changed: 0,
  examples: { onlyInSource: [], onlyInTarget: [], changed: [] },
});

/** Holds rows of two sides against each other; those that both have leave nothing behind. */
export class Balance {
  readonly #left = new Map<RowId, number>();

  add(id: RowId, side: 'source' | 'target'): void {
    const count = (this.#left.get(id) ?? 0) + (side === 'source' ? 1 : -1);
    if (count === 0) this.#left.delete(id);
    else this.#left.set(id, count);
  }

  /** Adds what is left to a tally, which keeps at most so many examples of each kind. */
  settle(tally: Tally, most: number): void {
    const { examples } = tally;
    for (const { source, target, fromSource, fromTarget } of this.#groups().values()) {
      const changed = Math.min(source, target);
      tally.changed += changed;
      tally.onlyInSource += source - changed;
      tally.onlyInTarget += target - changed;
      if (changed > 0 && fromSource !== undefined && fromTarget !== undefined) {
        if (examples.changed.length < most) examples.changed.push({ source: fromSource, target: fromTarget });
      }
      const more = source > target ? examples.onlyInSource : examples.onlyInTarget;
      const id = source > target ? fromSource : fromTarget;
      if (source !== target && id !== undefined && more.length < most)
        more.push({ id, times: Math.abs(source - target) });
    }
  }

  #groups(): ReadonlyMap<string, Group> {
    const groups = new Map<string, Group>();
    for (const [id, count] of this.#left) {
      const key = keyOf(id);
      const group = groups.get(key) ?? { source: 0, target: 0 };
      groups.set(key, group);
      if (count > 0) {
        group.source += count;
        group.fromSource ??= id;
      } else {
        group.target -= count;
        group.fromTarget ??= id;
      }
    }
    return groups;
  }
}
