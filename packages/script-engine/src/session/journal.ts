import type { DialogSummary } from '../contract.js';
import type { DialogFiles } from '../file/dialog-files.js';
import type { JournalEntry } from '../step/journal-entry.js';

/** What is kept of a dialog beside its journal, so that it can be found. */
export type DialogHead = DialogSummary & {
  /** The content hash of its script version. */
  readonly hash: string;
  /** How many entries its journal has. */
  readonly seq: number;
};

/** Which dialogs are wanted. */
export interface DialogFilter {
  readonly owner?: string | undefined;
  readonly contact?: string | undefined;
  readonly customer?: string | undefined;
  readonly state?: DialogSummary['state'] | undefined;
  readonly limit: number;
}

/** Which dialogs of a script are wanted. */
export interface ScriptFilter {
  readonly script: string;
  readonly version?: string | undefined;
  readonly state?: DialogSummary['state'] | undefined;
  /** Begun from then on, ISO 8601. */
  readonly from?: string | undefined;
  /** Begun before, ISO 8601. */
  readonly to?: string | undefined;
}

/** A version of a script, kept as long as dialogs run on it. */
export interface StoredScript {
  readonly hash: string;
  readonly id: string;
  readonly version: string;
  readonly file: string;
  readonly text: string;
  /** The hashes of all scripts that it leads through by calls, also by those of the scripts it calls. */
  readonly calls: readonly string[];
}

/**
 * Where journals are kept. They are appended to and erased, nothing else, and what resolves is durable.
 */
export interface Journal {
  /** The files that were given as answers. */
  readonly files: DialogFiles;
  /**
   * Adds entries to a dialog's journal, and brings its head up to date, all or nothing.
   *
   * @param expected how many entries the journal has so far; 0 begins it
   * @throws ScriptErrors.WrittenMeanwhile when somebody else has appended since
   */
  append(head: DialogHead, entries: readonly JournalEntry[], expected: number): Promise<void>;
  /**
   * Takes what is erased out of entries, and adds the one that says so, all or nothing. It is the only change of what has
   * been written.
   *
   * @param entries as they are from now on
   * @throws ScriptErrors.WrittenMeanwhile when somebody else has appended since
   */
  erase(head: DialogHead, entries: readonly JournalEntry[], marker: JournalEntry): Promise<void>;
  head(dialog: string): Promise<DialogHead | undefined>;
  /** The entries behind a sequence number, in order. */
  entries(dialog: string, after: number): Promise<readonly JournalEntry[]>;
  list(filter: DialogFilter): Promise<readonly DialogHead[]>;
  /** All dialogs of a script, one after the other and in no order that means something; never all at once. */
  heads(filter: ScriptFilter): AsyncIterable<DialogHead>;
  keepScript(script: StoredScript): Promise<void>;
  script(hash: string): Promise<StoredScript | undefined>;
}
