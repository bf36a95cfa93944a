import type { Journal } from './journal.js';
import type { ScriptCatalogue } from './script-catalogue.js';

/** The scripts on which dialogs are begun while the engine runs, for those who change them. */
export class LiveScripts {
  #running: { readonly scripts: ScriptCatalogue; readonly journal: Journal } | undefined;

  start(scripts: ScriptCatalogue, journal: Journal): void {
    this.#running = { scripts, journal };
  }

  stop(): void {
    this.#running = undefined;
  }

  get running() {
    if (!this.#running) throw new TypeError('the engine has not been started');
    return this.#running;
  }
}
