import { ScriptErrors } from '../errors.js';
import { MemoryFiles } from '../file/memory-files.js';
import type { JournalEntry } from '../step/journal-entry.js';
import type { DialogFilter, DialogHead, Journal, ScriptFilter, StoredScript } from './journal.js';

/** Journals in memory: for trying scripts out. They are gone with the process. */
export class MemoryJournal implements Journal {
  readonly files = new MemoryFiles();
  readonly #heads = new Map<string, DialogHead>();
  readonly #entries = new Map<string, readonly JournalEntry[]>();
  readonly #scripts = new Map<string, StoredScript>();

  async append(head: DialogHead, entries: readonly JournalEntry[], expected: number): Promise<void> {
    const written = this.#entries.get(head.dialog) ?? [];
    if (written.length !== expected) throw new ScriptErrors.WrittenMeanwhile({ dialog: head.dialog });
    this.#entries.set(head.dialog, [...written, ...structuredClone(entries)]);
    this.#heads.set(head.dialog, head);
  }

  async erase(head: DialogHead, entries: readonly JournalEntry[], marker: JournalEntry): Promise<void> {
    await this.append(head, [marker], marker.seq - 1);
    const changed = new Map(entries.map((entry) => [entry.seq, entry]));
    const written = this.#entries.get(head.dialog) ?? [];
    this.#entries.set(
      head.dialog,
      written.map((entry) => changed.get(entry.seq) ?? entry),
    );
  }

  async head(dialog: string): Promise<DialogHead | undefined> {
    return this.#heads.get(dialog);
  }

  async entries(dialog: string, after: number): Promise<readonly JournalEntry[]> {
    return (this.#entries.get(dialog) ?? []).slice(after);
  }

  async list({ limit, ...wanted }: DialogFilter): Promise<readonly DialogHead[]> {
    const asked = Object.entries(wanted).filter(([, value]) => value !== undefined);
    return [...this.#heads.values()]
      .filter((head) => asked.every(([name, value]) => head[name as keyof DialogHead] === value))
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
      .slice(0, limit);
  }

  async *heads({ script, version, state, from, to }: ScriptFilter): AsyncGenerator<DialogHead> {
    for (const head of [...this.#heads.values()]) {
      const isWanted =
        head.script === script &&
        (version === undefined || head.version === version) &&
        (state === undefined || head.state === state);
      const isInTime = (from === undefined || head.startedAt >= from) && (to === undefined || head.startedAt < to);
      if (isWanted && isInTime) yield head;
    }
  }

  async keepScript(script: StoredScript): Promise<void> {
    this.#scripts.set(script.hash, script);
  }

  async script(hash: string): Promise<StoredScript | undefined> {
    return this.#scripts.get(hash);
  }
}
