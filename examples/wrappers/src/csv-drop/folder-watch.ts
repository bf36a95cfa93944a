import { type FSWatcher, watch } from 'node:fs';
import { ChangeSignal, type Clock, type Timer } from '@caruso/core';

/**
 * Tells when a look into a folder may be worth while: at once where the file system says so, and every few seconds in any case,
 * because network drives say nothing.
 */
export class FolderWatch {
  readonly changes = new ChangeSignal();
  #watcher: FSWatcher | undefined;
  #timer: Timer | undefined;

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly everyMs: number,
  ) {}

  open(): void {
    const watcher = watch(this.folder, () => this.changes.raise());
    // A folder that goes away ends the events; the looks at intervals go on.
    watcher.on('error', () => watcher.close());
    this.#watcher = watcher;
    this.#again();
  }

  close(): void {
    this.#watcher?.close();
    this.#timer?.cancel();
  }

  #again(): void {
    this.#timer = this.clock.at(this.clock.now() + this.everyMs, () => {
      this.changes.raise();
      this.#again();
    });
  }
}
