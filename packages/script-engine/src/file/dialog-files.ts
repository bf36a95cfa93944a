import type { FileReference } from '../screen.js';

/** A file that is to be kept. */
export interface NewFile {
  readonly reference: FileReference;
  readonly content: Uint8Array;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
}

/** How much one dialog can keep: whoever sends again and again what is not taken must not fill the store. */
export const MOST_FILES = 20;
export const MOST_BYTES = 40_000_000;

/** Where the files lie that were given as answers. What resolves is durable. */
export interface DialogFiles {
  add(dialog: string, file: NewFile): Promise<void>;
  /** What is kept of a dialog, in no order that means something. */
  of(dialog: string): Promise<readonly FileReference[]>;
  /** The bytes of a file; undefined when the dialog has no such file. */
  content(dialog: string, file: string): Promise<Uint8Array | undefined>;
  /** Removes all files of a dialog but these. */
  keepOnly(dialog: string, files: readonly string[]): Promise<void>;
}
