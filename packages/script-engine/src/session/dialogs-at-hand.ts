import { CarusoError } from '@caruso/core';
import { ScriptErrors } from '../errors.js';
import { OneAtATime } from './one-at-a-time.js';
import { RecentDialogs } from './recent-dialogs.js';
import { RunningDialog, type RunningDialogParts } from './running-dialog.js';
import type { ScriptVersions } from './script-versions.js';

type Action<T> = (dialog: RunningDialog) => Promise<T>;

/**
 * The dialogs of this process, each given to one at a time. Those it had to do with last are kept in memory; what other
 * processes have written meanwhile is read before anything is done.
 */
export class DialogsAtHand {
  readonly #parts: RunningDialogParts;
  readonly #versions: ScriptVersions;
  readonly #recent = new RecentDialogs();
  readonly #turns = new OneAtATime();

  constructor(parts: RunningDialogParts, versions: ScriptVersions) {
    this.#parts = parts;
    this.#versions = versions;
  }

  /** Does something about a dialog when nobody else here has to do with it; it need not be there. */
  inTurn<T>(id: string, action: () => Promise<T>): Promise<T> {
    return this.#turns.run(id, action);
  }

  keep(dialog: RunningDialog): void {
    this.#recent.keep(dialog);
  }

  forget(id: string): void {
    this.#recent.forget(id);
  }

  /** Takes a dialog up as it stands in the journal. */
  take<T>(id: string, action: Action<T>): Promise<T> {
    return this.inTurn(id, () => this.#takeUp(id, action));
  }

  /**
   * Does what writes into the journal with a dialog as it is in memory, without reading the journal first: that refuses to
   * be appended to by who has not read it. When it is refused, or the dialog as it is in memory refuses it, it is done anew
   * with the dialog as it stands in the journal.
   *
   * @param fits whether the action means the dialog as it is in memory
   */
  takeQuickly<T>(id: string, fits: (dialog: RunningDialog) => boolean, action: Action<T>): Promise<T> {
    return this.inTurn(id, async () => {
      const known = this.#recent.get(id);
      if (!known || !fits(known)) return this.#takeUp(id, action);
      this.#recent.keep(known);
      try {
        return await action(known);
      } catch (thrown) {
        if (!CarusoError.is(thrown) || !['conflict', 'forbidden'].includes(thrown.kind)) throw thrown;
        return this.#takeUp(id, (dialog) => {
          // Whoever was first now carries out what follows from it.
          if (dialog.awaited && ScriptErrors.WrittenMeanwhile.is(thrown)) throw thrown;
          return action(dialog);
        });
      }
    });
  }

  async #takeUp<T>(id: string, action: Action<T>): Promise<T> {
    const known = this.#recent.get(id);
    this.#recent.forget(id);
    const dialog = known && (await known.catchUp()) ? known : await this.#fromJournal(id);
    this.#recent.keep(dialog);
    return action(dialog);
  }

  async #fromJournal(id: string): Promise<RunningDialog> {
    const dialog = new RunningDialog(id, await this.#versions.versionOf(id), this.#parts);
    await dialog.catchUp();
    return dialog;
  }
}
