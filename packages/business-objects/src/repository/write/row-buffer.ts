import type { Cell, Column, Value } from '@caruso/storage-manager/contract';

/** The columns of a row and what they get. It is emptied and filled again, as there are many rows of the same columns. */
export class RowBuffer {
  readonly #columns: Column[] = [];
  readonly #values: Value[] = [];
  #width = 0;

  clear(): void {
    this.#width = 0;
  }

  add(column: Column, value: Value): void {
    this.#columns[this.#width] = column;
    this.#values[this.#width] = value;
    this.#width += 1;
  }

  /** Gives a column a value, and says whether it had no other one. */
  put(column: Column, value: Value): boolean {
    for (let at = 0; at < this.#width; at += 1) {
      if (this.#columns[at]?.name !== column.name) continue;
      const isSame = this.#values[at] === value;
      this.#values[at] = value;
      return isSame;
    }
    this.add(column, value);
    return true;
  }

  /** Whether it has just these columns, in this order. */
  hasJust(columns: readonly Column[]): boolean {
    if (columns.length !== this.#width) return false;
    for (let at = 0; at < this.#width; at += 1) if (columns[at] !== this.#columns[at]) return false;
    return true;
  }

  get columns(): readonly Column[] {
    return this.#columns.slice(0, this.#width);
  }

  value(at: number): Value | undefined {
    return this.#values[at];
  }

  values(): readonly Value[] {
    return this.#values.slice(0, this.#width);
  }

  cells(): readonly Cell[] {
    return this.columns.map((column, at) => ({ column, value: this.#values[at] ?? null }));
  }
}
