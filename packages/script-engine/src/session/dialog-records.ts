import type { ArgumentOf, Clock } from '@caruso/core';
import type { DialogHistory, Dialogs } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import { fileIdsIn } from '../file/file-ids-in.js';
import { dialogStatistics } from '../stats/dialog-statistics.js';
import type { JournalEntry } from '../step/journal-entry.js';
import { type Erasure, erasedEntries } from './erased-entries.js';
import { historyOf } from './history-of.js';
import type { Journal } from './journal.js';
import type { ScriptVersions } from './script-versions.js';

/** As many dialogs as a store gives at once; no customer has more. */
const ALL = 100_000;

/** What is kept of dialogs, for those who look at it later or have it erased. */
export class DialogRecords {
  readonly #journal: Journal;
  readonly #versions: ScriptVersions;
  readonly #clock: Clock;

  constructor(journal: Journal, versions: ScriptVersions, clock: Clock) {
    this.#journal = journal;
    this.#versions = versions;
    this.#clock = clock;
  }

  /** @throws ScriptErrors.UnknownDialog, ScriptErrors.MissingVersion */
  async history(dialog: string): Promise<DialogHistory> {
    return historyOf(await this.#versions.versionOf(dialog), await this.#journal.entries(dialog, 0));
  }

  /** What was shown, answered and left in the dialogs of a script. */
  statistics(request: ArgumentOf<(typeof Dialogs)['operations']['statistics']>) {
    return dialogStatistics(this.#journal, this.#versions, request, this.#clock.now());
  }

  /** The dialogs of a customer, the newest first. */
  async of(customer: string): Promise<readonly string[]> {
    return (await this.#journal.list({ customer, limit: ALL })).map(({ dialog }) => dialog);
  }

  /**
   * Takes answers out of the journal of a dialog, for good. It can be repeated, and with `all` go further than before.
   *
   * @throws ScriptErrors.UnknownDialog, ScriptErrors.WrittenMeanwhile
   */
  async erase(dialog: string, which: Erasure, who: string): Promise<void> {
    const compiled = await this.#versions.versionOf(dialog);
    const head = await this.#journal.head(dialog);
    const journal = await this.#journal.entries(dialog, 0);
    const last = journal.at(-1);
    if (!head || !last) throw new ScriptErrors.UnknownDialog({ dialog });
    const isDone = journal.some(
      (entry) => entry.event === 'erased' && (entry.which === 'all' || entry.which === which),
    );
    if (isDone) return;
    const { channel, language, seq } = last;
    const at = this.#clock.now();
    const marker: JournalEntry = { event: 'erased', which, seq: seq + 1, at, who, channel, language };
    const changedAt = new Date(at).toISOString();
    const after = { ...head, state: 'erased' as const, changedAt, seq: marker.seq };
    const erased = erasedEntries(compiled, journal, which);
    const changed = new Map(erased.map((entry) => [entry.seq, entry]));
    // First the files: until it is said to be erased, it can be asked for once more.
    await this.#journal.files.keepOnly(dialog, fileIdsIn(journal.map((entry) => changed.get(entry.seq) ?? entry)));
    await this.#journal.erase(after, erased, marker);
  }
}
