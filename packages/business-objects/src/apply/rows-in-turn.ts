import type { Stub } from '@caruso/core';
import type { Column, Condition, Row, Storage } from '@caruso/storage-manager/contract';
import { equals } from '../repository/plan/column-conditions.js';

const CHUNK = 500;

export type Storing = Pick<Stub<typeof Storage>, 'select' | 'write'>;

/** The rows of a table that fulfil a condition, a chunk at a time in the order of its key. */
export async function* rowsInTurn(
  storage: Storing,
  store: string,
  table: string,
  key: readonly Column[],
  more: readonly Column[],
  where: Condition,
): AsyncGenerator<readonly Row[]> {
  for (let last: Row | undefined; ; ) {
    const after = last === undefined ? [] : [behind(key, last)];
    const rows: readonly Row[] = await storage.select({
      store,
      table,
      columns: [...key, ...more],
      where: { all: [where, ...after] },
      order: key.map((column) => ({ column })),
      limit: CHUNK,
    });
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1);
  }
}

/** The rows that come after another one. */
function behind(key: readonly Column[], row: Row): Condition {
  return {
    any: key.map((column, index) => ({
      all: [
        ...key.slice(0, index).map((each) => equals(each, row[each.name] ?? null)),
        { column, op: 'gt' as const, value: row[column.name] ?? null },
      ],
    })),
  };
}

/** The row with this key. */
export const rowWith = (key: readonly Column[], row: Row): Condition => ({
  all: key.map((column) => equals(column, row[column.name] ?? null)),
});
