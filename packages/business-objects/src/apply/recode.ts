import type { Column, Statement, Value } from '@caruso/storage-manager/contract';
import { equals } from '../repository/plan/column-conditions.js';
import type { AttributeField } from '../repository/plan/field.js';
import type { Recoding, Work } from './apply-step.js';
import type { ColumnHistory } from './column-history.js';
import { carriedOver, converted, readBefore } from './converted.js';
import { rowsInTurn, rowWith, type Storing } from './rows-in-turn.js';

type Recode = Extract<Work, { do: 'recode' }>;

/** How many different values are looked at. */
const MOST = 100_000;

/** What of a column of codes is written otherwise, and what is none of the codes. */
export interface CodesFound {
  readonly spelled: readonly Recoding[];
  readonly misfits: readonly Value[];
  /** Codes that meant something else before. */
  readonly changed: readonly Value[];
}

/** Looks through the different values of a column for those that its attribute would not read. */
export async function findCodes(
  storage: Storing,
  store: string,
  { table, column }: { readonly table: string; readonly column: Column },
  field: AttributeField,
  before: AttributeField | undefined,
): Promise<CodesFound> {
  const where = { column, op: 'notNull' } as const;
  const rows = await storage.select({ store, table, columns: [column], distinct: true, where, limit: MOST });
  const spelled: Recoding[] = [];
  const misfits: Value[] = [];
  const changed: Value[] = [];
  for (const row of rows) {
    const value = row[column.name] ?? null;
    if (value === null) continue;
    const meant = readBefore(value, before);
    if (reads(field, value)) {
      const means = field.stored.isNothing(value) ? null : field.stored.mapping.conversion.read(value);
      if (before?.model.values !== undefined && meant !== undefined && meant !== means) changed.push(value);
      continue;
    }
    const to = meant === undefined ? converted(value, field) : carriedOver(value, field, before);
    if (to === undefined) misfits.push(value);
    else spelled.push({ from: value, to });
  }
  return { spelled, misfits, changed };
}

function reads({ stored, model }: AttributeField, value: NonNullable<Value>): boolean {
  if (stored.isNothing(value)) return true;
  const read = stored.mapping.conversion.read(value);
  return read !== undefined && (model.values === undefined || model.values.includes(String(read)));
}

/** Writes codes as they are to be, in every row; what is so already is not touched. */
export async function recode(
  storage: Storing,
  store: string,
  { table, column, codes, key }: Recode,
  history: ColumnHistory | undefined,
  onChunk: (rows: number) => Promise<void>,
): Promise<void> {
  if (history === undefined) {
    const statements = codes.map(({ from, to }) => ({
      update: { table, set: [{ column, value: to }], where: equals(column, from) },
    }));
    await storage.write({ store, statements });
    return;
  }
  for (const { from, to } of codes) {
    for await (const rows of rowsInTurn(storage, store, table, key, [], equals(column, from))) {
      const statements = rows.map(
        (row): Statement => ({
          update: { table, set: [{ column, value: to }], where: { all: [rowWith(key, row), equals(column, from)] } },
        }),
      );
      await history.carryOut(
        statements,
        rows.map((row) => ({ row, from, to })),
      );
      await onChunk(rows.length);
    }
  }
}
