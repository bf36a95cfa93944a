/** A part of a text that is to be looked at; each `turn` anew. */
export interface TextSelection {
  /** Of the document. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly turn: number;
}
