import { SourceText } from './source-text.js';

/**
 * A value that was decoded from a part of a source text (an attribute value, a text between tags), and the way back:
 * every index of the value leads to the offset where it stands in the raw text, also behind entities.
 */
export class SourceSlice {
  readonly source: SourceText;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly #offsets: readonly number[] | undefined;

  /**
   * @param start - offset of the first raw character
   * @param end - offset behind the last raw character
   * @param offsets - raw offset of each UTF-16 unit of `value`; left out when the value is the raw text
   */
  constructor(source: SourceText, value: string, start: number, end: number, offsets?: readonly number[]) {
    this.source = source;
    this.value = value;
    this.start = start;
    this.end = end;
    this.#offsets = offsets;
  }

  /** A whole text as a slice of itself: for expressions that do not stand in a document. */
  static of(text: string, file: string): SourceSlice {
    return new SourceSlice(new SourceText(text, file), text, 0, text.length);
  }

  /** The raw offset of an index of the value; the length of the value leads to the end. */
  offsetOf(index: number): number {
    if (index >= this.value.length) return this.end;
    return this.#offsets === undefined ? this.start + index : (this.#offsets[index] ?? this.end);
  }

  /** The part of the value from one index to another, with its own way back. */
  part(from: number, to: number): SourceSlice {
    const value = this.value.slice(from, to);
    return new SourceSlice(this.source, value, this.offsetOf(from), this.offsetOf(to), this.#offsets?.slice(from, to));
  }
}
