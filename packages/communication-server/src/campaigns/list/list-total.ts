import type { LoadedList, LoadedRows } from '../campaigns-contract.js';
import type { BrokenLine } from './csv/read-csv.js';

/** Rows that are named one by one; the others are only counted, however long the list is. */
const NAMED = 100;

/** Adds up what becomes of the parts of a list. */
export class ListTotal {
  readonly #total = { records: 0, known: 0, notCalled: 0, numbersLeftOut: 0, brokenLines: 0 };
  readonly #excluded: LoadedRows['excluded'] = [];
  readonly #leftOut: LoadedRows['leftOut'] = [];
  readonly #broken: BrokenLine[] = [];

  add({ records, known, excluded, leftOut }: LoadedRows): void {
    this.#total.records += records;
    this.#total.known += known;
    this.#total.notCalled += excluded.length;
    this.#total.numbersLeftOut += leftOut.length;
    this.#excluded.push(...excluded.slice(0, NAMED - this.#excluded.length));
    this.#leftOut.push(...leftOut.slice(0, NAMED - this.#leftOut.length));
  }

  /** A line is no row. */
  readonly broken = (line: BrokenLine): void => {
    this.#total.brokenLines += 1;
    if (this.#broken.length < NAMED) this.#broken.push(line);
  };

  get value(): LoadedList {
    return { ...this.#total, excluded: this.#excluded, leftOut: this.#leftOut, broken: this.#broken };
  }
}
