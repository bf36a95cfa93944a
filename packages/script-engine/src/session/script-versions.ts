import { ScriptErrors } from '../errors.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Journal, StoredScript } from './journal.js';
import type { CatalogueEntry, ScriptCatalogue } from './script-catalogue.js';

/** The versions on which dialogs run: each is kept with the first dialog that is begun on it, and found again by its hash. */
export class ScriptVersions {
  readonly #catalogue: ScriptCatalogue;
  readonly #journal: Journal;
  readonly #kept = new Set<string>();

  constructor(catalogue: ScriptCatalogue, journal: Journal) {
    this.#catalogue = catalogue;
    this.#journal = journal;
  }

  /** Makes sure that a version, and those that it calls, can be found as long as dialogs run on it. */
  async keep({ stored, called }: Pick<CatalogueEntry, 'stored' | 'called'>): Promise<void> {
    for (const version of [...called, stored]) {
      if (!this.#kept.has(version.hash)) await this.#journal.keepScript(version);
      this.#kept.add(version.hash);
    }
  }

  /**
   * The version on which a dialog runs.
   *
   * @throws ScriptErrors.UnknownDialog, ScriptErrors.MissingVersion
   */
  async versionOf(dialog: string): Promise<CompiledScript> {
    const head = await this.#journal.head(dialog);
    if (!head) throw new ScriptErrors.UnknownDialog({ dialog });
    return this.byHash(head.hash, dialog);
  }

  /** @throws ScriptErrors.MissingVersion */
  async byHash(hash: string, dialog: string): Promise<CompiledScript> {
    const known = this.#catalogue.byHash(hash);
    if (known) return known;
    const stored = await this.#stored(hash, dialog);
    const called = await Promise.all(stored.calls.map((other) => this.#stored(other, dialog)));
    return this.#catalogue.takeUp(stored, called);
  }

  async #stored(hash: string, dialog: string): Promise<StoredScript> {
    const stored = await this.#journal.script(hash);
    if (!stored) throw new ScriptErrors.MissingVersion({ dialog, hash });
    return stored;
  }
}
