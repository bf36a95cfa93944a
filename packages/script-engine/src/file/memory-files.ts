import type { FileReference } from '../screen.js';
import type { DialogFiles, NewFile } from './dialog-files.js';

/** Files in memory: for trying scripts out. They are gone with the process. */
export class MemoryFiles implements DialogFiles {
  readonly #dialogs = new Map<string, Map<string, NewFile>>();

  async add(dialog: string, file: NewFile): Promise<void> {
    const files = this.#dialogs.get(dialog) ?? new Map<string, NewFile>();
    this.#dialogs.set(dialog, files.set(file.reference.file, file));
  }

  async of(dialog: string): Promise<readonly FileReference[]> {
    return [...(this.#dialogs.get(dialog)?.values() ?? [])].map(({ reference }) => reference);
  }

  async content(dialog: string, file: string): Promise<Uint8Array | undefined> {
    return this.#dialogs.get(dialog)?.get(file)?.content;
  }

  async keepOnly(dialog: string, files: readonly string[]): Promise<void> {
    for (const file of this.#dialogs.get(dialog)?.keys() ?? [])
      if (!files.includes(file)) this.#dialogs.get(dialog)?.delete(file);
  }
}
