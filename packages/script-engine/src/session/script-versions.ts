import { ScriptErrors } from '../errors.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Journal, StoredScript } from './journal.js';
import type { ScriptCatalogue } from './script-catalogue.js';

/** The versions on which dialogs run: each is kept with the first dialog that is begun on it, and found again by its hash. */
export class ScriptVersions {
  readonly #catalogue: ScriptCatalogue;
  readonly #journal: Journal;
  readonly #kept = new Set<string>();

  constructor(catalogue: ScriptCatalogue, journal: Journal) {
    this.#catalogue = catalogue;
    this.#journal = journal;
  }

  /** Makes sure that a version can be found as long as dialogs run on it. */
  async keep(version: StoredScript): Promise<void> {
    if (!this.#kept.has(version.hash)) await this.#journal.keepScript(version);
    this.#kept.add(version.hash);
  }

  /**
   * The version on which a dialog was begun.
   *
   * @throws ScriptErrors.UnknownDialog, ScriptErrors.MissingVersion
   */
  async versionOf(dialog: string): Promise<CompiledScript> {
    const head = await this.#journal.head(dialog);
    if (!head) throw new ScriptErrors.UnknownDialog({ dialog });
    const known = this.#catalogue.byHash(head.hash);
    if (known) return known;
    const stored = await this.#journal.script(head.hash);
    if (!stored) throw new ScriptErrors.MissingVersion({ dialog, hash: head.hash });
    return this.#catalogue.takeUp(stored);
  }
}
