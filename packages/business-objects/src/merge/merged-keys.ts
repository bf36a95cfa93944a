import type { Stub } from '@caruso/core';
import type { Condition, Row, Statement, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import type { ObjectSource } from '../permission/object-source.js';
import { ABOUT, cellsOf, column, columnDefinitions, ofObjects } from '../records/own-table.js';

const SYSTEM = 'system';
/** As many objects become one at most, in however many merges. */
const MOST = 1_000;

const C = {
  sequence: column('sequence', 'long'),
  merge: column('merge_id', 'uuid'),
  ...ABOUT,
  survivor: column('survivor', 'string'),
  at: column('at', 'instant'),
} as const;

/** The table of the system store in which is kept which object became which. */
export const mergedTable = {
  name: 'caruso_merged',
  columns: columnDefinitions(C, { optional: [], sizes: new Map([[C.object, 100]]) }),
  key: [C.sequence.name],
  indexes: [[C.key.name], [C.survivor.name], [C.merge.name]],
} satisfies TableDefinition;

/** A merge that is being carried out. */
interface Noted {
  readonly merge: string;
  readonly object: string;
  readonly keep: string;
  readonly lose: readonly string[];
  /** ISO instant. */
  readonly at: string;
}

/** Notes which objects become one, so that who knows only the key of one that has gone finds the one that stayed. */
export function noteMerged({ merge, object, keep, lose, at }: Noted): Statement[] {
  return lose.map((key) => ({
    insert: {
      table: mergedTable.name,
      cells: cellsOf([
        [C.merge, merge],
        [C.object, object],
        [C.key, key],
        [C.survivor, keep],
        [C.at, at],
      ]),
    },
  }));
}

/** Takes the notes of a merge back that was refused. */
export const forgetMerged = (merge: string): Statement => ({
  delete: { table: mergedTable.name, where: { column: C.merge, op: 'eq', value: merge } },
});

/**
 * Which objects have become which. A note is made before the objects have gone, which may lie in other stores, so it counts only
 * of objects that are not there any more.
 */
export class MergedKeys {
  readonly #storage: Pick<Stub<typeof Storage>, 'select'>;
  readonly #source: Pick<ObjectSource, 'getMany'>;

  /** @param source the objects as the system sees them */
  constructor(storage: Pick<Stub<typeof Storage>, 'select'>, source: Pick<ObjectSource, 'getMany'>) {
    this.#storage = storage;
    this.#source = source;
  }

  /** The key of the object that another one has become; undefined when it is there itself, or was never merged. */
  async survivorOf(object: string, key: string): Promise<string | undefined> {
    const seen = new Set<string>();
    for (let at = key; !seen.has(at); ) {
      seen.add(at);
      const [note] = await this.#notes(ofObjects(object, [at]), 1);
      if (note === undefined || !(await this.#areGone(object, [at]))[0]) return at === key ? undefined : at;
      at = String(note[C.survivor.name]);
    }
    return undefined;
  }

  /** The keys of objects that have become this one, the last ones first. */
  async formerKeys(object: string, survivor: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (let keys = [survivor]; keys.length > 0 && found.length < MOST; ) {
      const known = new Set([survivor, ...found]);
      const into: Condition = { column: C.survivor, op: 'in', values: keys };
      const notes = await this.#notes({ all: [into, { column: C.object, op: 'eq', value: object }] }, MOST);
      const fresh = [...new Set(notes.map((row) => String(row[C.key.name])))].filter((key) => !known.has(key));
      const [gone, last] = [await this.#areGone(object, fresh), await this.#lastSurvivors(object, fresh)];
      const here = new Set(keys);
      keys = fresh.filter((key, index) => gone[index] && here.has(last.get(key) ?? ''));
      found.push(...keys);
    }
    return found.slice(0, MOST);
  }

  /** What each key has become last: one that was given anew may have been merged again. */
  async #lastSurvivors(object: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const notes = keys.length === 0 ? [] : await this.#notes(ofObjects(object, keys), 2 * MOST);
    return new Map(notes.toReversed().map((row) => [String(row[C.key.name]), String(row[C.survivor.name])]));
  }

  async #areGone(object: string, keys: readonly string[]): Promise<readonly boolean[]> {
    if (keys.length === 0) return [];
    return (await this.#source.getMany(object, keys)).map((entity) => entity === null);
  }

  /** The latest ones first. */
  #notes(where: Condition, limit: number): Promise<readonly Row[]> {
    const order = [{ column: C.sequence, descending: true }];
    return this.#storage.select({
      store: SYSTEM,
      table: mergedTable.name,
      columns: Object.values(C),
      where,
      order,
      limit,
    });
  }
}
