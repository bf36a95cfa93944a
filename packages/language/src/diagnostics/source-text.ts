/** A place in a text: offset from 0, line and column from 1, all counted in UTF-16 units as editors do. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A text with the name of its file, which can tell the line and column of every offset. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
  }

  /** The position of an offset; offsets outside the text are moved to its nearer end. */
  positionOf(offset: number): Position {
    const inside = Math.min(Math.max(offset, 0), this.text.length);
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { offset: inside, line: low + 1, column: inside - (starts[low] ?? 0) + 1 };
  }

  /** The text of a line (from 1) without its line end; empty when there is no such line. */
  line(number: number): string {
    const starts = this.#starts();
    const start = starts[number - 1];
    return start === undefined ? '' : this.text.slice(start, starts[number]).replace(/[\r\n]+$/, '');
  }

  #starts(): number[] {
    if (this.#lineStarts === undefined) {
      this.#lineStarts = [0];
      for (const end of this.text.matchAll(/\r\n|\r|\n/g)) this.#lineStarts.push(end.index + end[0].length);
    }
    return this.#lineStarts;
  }
}
