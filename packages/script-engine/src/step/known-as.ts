import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogState } from './dialog-state.js';
import type { JournalEntry } from './journal-entry.js';

/** How what an earlier version of a script knew is called in a later one: by its id, or by the `was` of another. */
export class KnownAs {
  readonly #ids = new Set<string>();
  readonly #renamed = new Map<string, string>();
  readonly #originals = new Map<JournalEntry, JournalEntry>();
  /** The keys of the steps at which branches were opened. */
  readonly #leftAt = new Map<JournalEntry, string>();

  constructor({ flow }: CompiledScript) {
    const items = [...flow.states.values()].flatMap((state) => ('item' in state ? [state.item] : []));
    for (const item of [...items, ...flow.branches.keys()]) {
      this.#ids.add(item.id);
      for (const was of 'was' in item ? item.was : []) this.#renamed.set(was, item.id);
    }
  }

  /** An id of the earlier version as it is now; undefined when there is nothing of the kind any more. */
  id(old: string): string | undefined {
    if (this.#ids.has(old)) return old;
    const renamed = this.#renamed.get(old);
    if (renamed !== undefined) return renamed;
    // Of what a script that is called holds, the call may have got another id.
    const slash = old.lastIndexOf('/');
    const call = slash < 0 ? undefined : this.id(old.slice(0, slash));
    return call === undefined || call === old.slice(0, slash) ? undefined : this.id(call + old.slice(slash));
  }

  /** A key such as `meters[0].reading`. */
  key(old: string): string | undefined {
    const parts = old.split('.').map((part) => {
      const [, id = part, round = ''] = /^(.*?)(\[\d+\])?$/.exec(part) ?? [];
      const now = this.id(id);
      return now === undefined ? undefined : now + round;
    });
    return parts.includes(undefined) ? undefined : parts.join('.');
  }

  /** Something under its key, if that is still known. */
  keyed<Value>(old: string, value: Value): [string, Value][] {
    const key = this.key(old);
    return key === undefined ? [] : [[key, value]];
  }

  entry(old: JournalEntry): JournalEntry | undefined {
    if (old.event === 'branch') {
      const branch = this.id(old.branch);
      return branch === undefined ? undefined : { ...old, branch };
    }
    if (!('node' in old)) return old;
    const [node, key] = [this.id(old.node), this.key(old.key)];
    return node === undefined || key === undefined ? undefined : { ...old, node, key };
  }

  original(entry: JournalEntry): JournalEntry {
    return this.#originals.get(entry) ?? entry;
  }

  /** The way of a dialog behind its start, as far as it is known. */
  way({ path, shown }: DialogState): JournalEntry[] {
    return path.flatMap((old, at) => {
      const entry = at === 0 ? undefined : this.entry(old);
      if (!entry) return [];
      this.#originals.set(entry, old);
      if (entry.event === 'branch') {
        const left = shown.findLast((showing) => showing.at <= at);
        const key = left && this.key(left.key);
        if (key === undefined) return [];
        this.#leftAt.set(entry, key);
      }
      return [entry];
    });
  }

  /** Whether an entry of the way belongs to the step with a key. */
  happensAt(entry: JournalEntry, key: string): boolean {
    return ('key' in entry ? entry.key : this.#leftAt.get(entry)) === key;
  }
}
