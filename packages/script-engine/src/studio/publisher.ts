import type { ScriptFile } from '../check/script-library.js';
import { ScriptErrors } from '../errors.js';
import type { StoredScript } from '../session/journal.js';
import type { LiveScripts } from '../session/live-scripts.js';
import type { CatalogueEntry, ScriptCatalogue } from '../session/script-catalogue.js';
import type { ScriptFolder } from '../session/script-folder.js';
import type { PublishedVersion } from './studio-contract.js';

/** Who published what was in the folder when the engine started. */
const FOLDER = 'the folder';

export interface PublisherParts {
  readonly folder: ScriptFolder;
  readonly live: LiveScripts;
  readonly now: () => number;
}

interface Prepared extends CatalogueEntry {
  readonly catalogue: ScriptCatalogue;
}

/**
 * Makes texts the scripts on which dialogs are begun, from that moment on. The file in the folder is the truth, so that the next start
 * finds the same; versions are kept by their hashes, and dialogs that run stay on theirs.
 */
export class Publisher {
  readonly #parts: PublisherParts;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  /** What dialogs are begun on, of the script in a file. */
  live(name: string): StoredScript | undefined {
    const { folder, live } = this.#parts;
    return live.running.scripts.files().find(({ file }) => file === folder.liveFile(name));
  }

  /** All other scripts, which one can call. */
  others(name: string): readonly ScriptFile[] {
    const { folder, live } = this.#parts;
    return live.running.scripts.files().filter(({ file }) => file !== folder.liveFile(name));
  }

  /** @throws ScriptErrors.NotPublished; LanguageErrors.InvalidDocument with the errors of the text, and those it makes in scripts that call it */
  async publish(name: string, text: string, who: string): Promise<void> {
    const next = this.#prepared(name, text);
    const before = this.live(name);
    if (before) {
      requireSame(name, before, next.stored);
      requireRaised(name, before, next.stored);
    }
    await this.#requireUnused(name, next.stored);
    await this.#become(name, next, who);
  }

  /** @throws ScriptErrors.NotPublished when there is no such version */
  async rollBack(name: string, hash: string, who: string): Promise<void> {
    const stored = await this.#parts.live.running.journal.script(hash);
    const before = this.live(name);
    if (!stored || stored.id !== before?.id) {
      throw new ScriptErrors.NotPublished({ name, reason: 'there is no such version of it' });
    }
    await this.#become(name, this.#prepared(name, stored.text), who);
  }

  /** What was published of a script, the newest first. */
  async versions(name: string): Promise<PublishedVersion[]> {
    const now = this.live(name);
    if (!now) return [];
    const known = await this.#parts.live.running.publications.of(now.id);
    const first = { hash: now.hash, version: now.version, who: FOLDER, at: this.#parts.now() };
    const isLive = ({ version }: { readonly version: string }) => version === now.version;
    const all = known.some(isLive) ? known : [first, ...known];
    const newest = all.findIndex(isLive);
    return all.map(({ hash, version, who, at }, index) => ({
      ...{ hash, version, who, at: new Date(at).toISOString() },
      live: index === newest,
    }));
  }

  #prepared(name: string, text: string): Prepared {
    const { folder, live } = this.#parts;
    const file = folder.liveFile(name);
    const catalogue = live.running.scripts.withFiles([{ file, text }]);
    const entry = catalogue.versions().find(({ stored }) => stored.file === file);
    if (!entry) throw new TypeError(`${file} is in no version of the catalogue made with it`);
    return { catalogue, ...entry };
  }

  async #become(name: string, { catalogue, stored, called }: Prepared, who: string): Promise<void> {
    const { folder, live, now } = this.#parts;
    const { scripts, journal, publications } = live.running;
    const before = scripts.versions().find((entry) => entry.stored.file === stored.file);
    for (const version of [...called, stored]) await journal.keepScript(version);
    if (before && (await publications.of(before.stored.id)).length === 0) {
      for (const version of [...before.called, before.stored]) await journal.keepScript(version);
      const { id: script, hash, version } = before.stored;
      await publications.add({ script, hash, version, who: FOLDER, at: now() - 1 });
    }
    folder.saveLive(name, stored.text);
    scripts.become(catalogue);
    const { id: script, hash, version } = stored;
    await publications.add({ script, hash, version, who, at: now() });
  }

  async #requireUnused(name: string, { id, version, hash }: StoredScript): Promise<void> {
    const used = (await this.#parts.live.running.publications.of(id)).find((each) => each.version === version);
    if (!used || used.hash === hash) return;
    throw new ScriptErrors.NotPublished({ name, reason: `version ${version} was published before with another text` });
  }
}

function requireSame(name: string, before: StoredScript, next: StoredScript): void {
  if (before.id === next.id) return;
  const reason = `dialogs know it as "${before.id}", and its id is "${next.id}" now`;
  throw new ScriptErrors.NotPublished({ name, reason });
}

function requireRaised(name: string, before: StoredScript, next: StoredScript): void {
  if (new Intl.Collator('en', { numeric: true }).compare(next.version, before.version) > 0) return;
  const reason = `its version is ${next.version}, and ${before.version} is live: raise it`;
  throw new ScriptErrors.NotPublished({ name, reason });
}
