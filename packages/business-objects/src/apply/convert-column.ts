import type { Stub } from '@caruso/core';
import { type Column, fillingName, type Statement, type Storage } from '@caruso/storage-manager/contract';
import type { Work } from './apply-step.js';
import type { ColumnHistory } from './column-history.js';
import { carriedOver } from './converted.js';
import { rowsInTurn, rowWith, type Storing } from './rows-in-turn.js';

type Conversion = Extract<Work, { do: 'convert' }>;

/** How many values a conversion would lose, and the keys of some of them. */
export interface Unconverted {
  readonly values: number;
  readonly misfits: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 3;

const oldColumn = (name: string, { from, scale }: Conversion['convert']): Column => ({
  name,
  type: from,
  ...(scale === undefined ? {} : { scale }),
});

/** @param column what the column is called now */
export async function countUnconverted(
  storage: Storing,
  store: string,
  { convert, field, before, key }: Conversion,
  { table, column }: { readonly table: string; readonly column: string },
): Promise<Unconverted> {
  const old = oldColumn(column, convert);
  const found = { values: 0, misfits: 0 };
  const examples: string[] = [];
  for await (const rows of rowsInTurn(storage, store, table, key, [old], { column: old, op: 'notNull' })) {
    for (const row of rows) {
      const value = row[column];
      found.values++;
      if (value === null || value === undefined || carriedOver(value, field, before) !== undefined) continue;
      found.misfits++;
      if (examples.length < EXAMPLES)
        examples.push(`${key.map(({ name }) => row[name]).join('/')} (${JSON.stringify(value)})`);
    }
  }
  return { ...found, examples };
}

/**
 * Brings the values of a column into the form that an attribute has now: a new column is filled, a chunk at a time, and then takes
 * the place of the old one. After an interruption it goes on where it was.
 */
export async function convertColumn(
  storage: Pick<Stub<typeof Storage>, 'select' | 'write' | 'alter'>,
  store: string,
  { convert, field, before, key, loses }: Conversion,
  history: ColumnHistory | undefined,
  onChunk: (rows: number) => Promise<void>,
): Promise<void> {
  const { table, column } = convert;
  const { fill: _, ...bare } = column;
  const filling = { ...bare, name: fillingName(column.name), required: false, generated: false, indexed: false };
  await storage.alter({ store, alteration: { do: 'addColumn', table, column: filling } });
  const old = oldColumn(column.name, convert);
  const left = {
    all: [
      { column: filling, op: 'isNull' as const },
      { column: old, op: 'notNull' as const },
    ],
  };
  for await (const rows of rowsInTurn(storage, store, table, key, [old], left)) {
    const changes = rows.map((row) => {
      const from = row[column.name] ?? null;
      const to = from === null ? null : (carriedOver(from, field, before) ?? column.fill ?? null);
      return { row, from, to };
    });
    const statements = changes.flatMap(({ row, to }): Statement[] =>
      to === null ? [] : [{ update: { table, set: [{ column: filling, value: to }], where: rowWith(key, row) } }],
    );
    if (history !== undefined) await history.carryOut(statements, changes);
    else if (statements.length > 0) await storage.write({ store, statements });
    await onChunk(rows.length);
  }
  const nulls = await storage.select({
    store,
    table,
    columns: [filling],
    where: { column: filling, op: 'isNull' },
    limit: 1,
  });
  const required = column.required && nulls.length === 0;
  await storage.alter({
    store,
    alteration: { do: 'replaceColumn', table, column: { ...column, required }, by: filling.name, loses },
  });
}
