/** A place in one of the two versions; line and column from 1. */
export interface ChangePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One difference between two versions of a script, as plain data: the same for the terminal, the studio and JSON. */
export interface ScriptChange {
  readonly kind: 'added' | 'removed' | 'moved' | 'renamed' | 'changed';
  /** The name of the element: `question`, `text`. */
  readonly element: string;
  /** The id of the item that it is, or that it stands in; that of the later version, where there is one. */
  readonly item: string;
  /** Which attribute has changed; absent when it is the text, or the whole element. */
  readonly attribute?: string;
  readonly before?: string;
  readonly after?: string;
  /** Of something new: the id of what is gone and was the same in everything but its id. */
  readonly alike?: string;
  /** For authors: what is different, in one sentence. */
  readonly sentence: string;
  /** Where it stands in the earlier version. */
  readonly old?: ChangePlace;
  /** Where it stands in the later version. */
  readonly new?: ChangePlace;
}
