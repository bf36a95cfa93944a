import type { RunningDialog } from './running-dialog.js';

const MOST_KEPT = 500;

/** The dialogs with which this process had to do last, so that they need not be replayed from their beginning. */
export class RecentDialogs {
  readonly #dialogs = new Map<string, RunningDialog>();

  get(id: string): RunningDialog | undefined {
    return this.#dialogs.get(id);
  }

  forget(id: string): void {
    this.#dialogs.delete(id);
  }

  /** Keeps a dialog as the latest, and lets the one go that was not asked for longest. */
  keep(dialog: RunningDialog): void {
    this.#dialogs.delete(dialog.id);
    this.#dialogs.set(dialog.id, dialog);
    const oldest = this.#dialogs.keys().next();
    if (this.#dialogs.size > MOST_KEPT && !oldest.done) this.#dialogs.delete(oldest.value);
  }
}
