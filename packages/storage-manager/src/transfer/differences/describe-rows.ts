import type { StoredType } from '../../catalogue/stored-type.js';
import type { Cell } from '../values/cell.js';
import type { ChangedRow } from './row-differences.js';
import { shownPair, tellingCell } from './shown-cell.js';

const ROW_LENGTH = 320;
const COLUMNS = 20;

export interface ComparedColumn {
  readonly name: string;
  readonly kind: StoredType['kind'];
}

/** Describes rows of one table. */
export class RowWords {
  readonly #columns: readonly ComparedColumn[];
  readonly #telling: readonly number[];

  /** @param places of the key; without them a row is described by all it holds */
  constructor(columns: readonly ComparedColumn[], places: readonly number[] | undefined) {
    this.#columns = columns;
    this.#telling = places ?? columns.map((_, at) => at);
  }

  row(cells: readonly Cell[]): string {
    let words = '';
    for (const at of this.#telling) {
      const column = this.#columns[at];
      if (column === undefined || words.length > ROW_LENGTH) break;
      words += `${words === '' ? '' : ', '}${column.name} = ${tellingCell(cells[at] ?? null, column.kind)}`;
    }
    return words.length > ROW_LENGTH ? `${words.slice(0, ROW_LENGTH)}…` : words;
  }

  changed(source: readonly Cell[], target: readonly Cell[]): ChangedRow {
    const differing = this.#columns.flatMap(({ name, kind }, at) => {
      const [first, second] = [source[at] ?? null, target[at] ?? null];
      return isSame(first, second, kind) ? [] : [{ name, kind, first, second }];
    });
    return {
      row: this.row(source),
      columns: differing.slice(0, COLUMNS).map(({ name, kind, first, second }) => {
        const [there, here] = shownPair(first, second, kind);
        return { column: name, source: there, target: here };
      }),
      others: Math.max(0, differing.length - COLUMNS),
    };
  }
}

function isSame(first: Cell, second: Cell, kind: StoredType['kind']): boolean {
  if (first instanceof Uint8Array && second instanceof Uint8Array) return Buffer.compare(first, second) === 0;
  const zero = (cell: Cell) => (kind === 'float' && cell === '-0' ? '0' : cell);
  return zero(first) === zero(second);
}
