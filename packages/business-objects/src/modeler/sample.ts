import { CarusoError, type Stub } from '@caruso/core';
import type { CatalogueTable, Column, Row, Storage, Value } from '@caruso/storage-manager/contract';
import { type EngineName, type Reading, readingsOf } from './readings.js';

/** What the modeler reads with: a store of an assembly, or one that was opened for it. */
export type SampleSource = Pick<Stub<typeof Storage>, 'catalogue' | 'select'>;

/** The values of a column in the rows that were looked at. */
export interface ColumnSample extends Reading {
  /** How often each value stands there; without absent ones. */
  readonly counts: ReadonlyMap<Value, number>;
  /** Rows with a value. */
  readonly filled: number;
  readonly nulls: number;
}

/** Some rows of a table. */
export interface TableSample {
  readonly rows: readonly Row[];
  /** Whether these are all rows there are. */
  readonly complete: boolean;
  readonly columns: ReadonlyMap<string, ColumnSample>;
  /** Columns no type fits, with a value that shows it. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** Why nothing could be read. */
  readonly failure?: string;
}

/** Enough to see what a column holds, few enough for two hundred tables in a second. */
export const SAMPLE_ROWS = 500;
/** Pictures are large, and five tell as much as five hundred. */
const BINARY_ROWS = 5;

/** Reads some rows of a table with the first types that fit all their values. */
export async function sampleTable(
  source: SampleSource,
  store: string,
  table: CatalogueTable,
  engine: EngineName,
): Promise<TableSample> {
  const isBinary = ({ type }: CatalogueTable['columns'][number]) => type.kind === 'binary';
  const readings = new Map(table.columns.map((column) => [column.name, [...readingsOf(column, engine)]]));
  const unreadable = new Map<string, string>();
  for (const [name, left] of readings) {
    if (left.length === 0) unreadable.set(name, 'values of a type that is not read yet');
    if (name !== '__proto__') continue;
    readings.set(name, []);
    unreadable.set(name, 'values under a name that JavaScript keeps for itself');
  }
  const read = async (columns: readonly string[], limit: number): Promise<readonly Row[]> => {
    for (;;) {
      const asked = columns.flatMap((name): Column[] => {
        const [reading] = readings.get(name) ?? [];
        return reading === undefined ? [] : [{ name, ...reading }];
      });
      if (asked.length === 0) return [];
      try {
        return await source.select({ store, table: table.name, columns: asked, limit });
      } catch (thrown) {
        const { column, found } = misreadColumn(thrown);
        const left = readings.get(column ?? '');
        if (column === undefined || left === undefined || left.length === 0) throw thrown;
        left.shift();
        if (left.length === 0) unreadable.set(column, `a value that cannot be read, ${found}`);
      }
    }
  };
  try {
    const names = (binary: boolean) =>
      table.columns.filter((each) => isBinary(each) === binary).map(({ name }) => name);
    const rows = await read(names(false), SAMPLE_ROWS);
    await read(names(true), BINARY_ROWS);
    const columns = new Map<string, ColumnSample>();
    for (const { name } of table.columns) {
      const [reading] = readings.get(name) ?? [];
      if (reading !== undefined) columns.set(name, { ...reading, ...countValues(rows, name, reading.also) });
    }
    return { rows, complete: rows.length < SAMPLE_ROWS, columns, unreadable };
  } catch (thrown) {
    if (!CarusoError.is(thrown)) throw thrown;
    const columns = new Map<string, ColumnSample>();
    for (const { name } of table.columns) {
      const [reading] = readings.get(name) ?? [];
      if (reading !== undefined) columns.set(name, { ...reading, counts: new Map(), filled: 0, nulls: 0 });
    }
    return { rows: [], complete: false, columns, unreadable, failure: thrown.message };
  }
}

/** The column whose value no reading fits, as the store's error names it. */
function misreadColumn(thrown: unknown): { column?: string; found?: string } {
  if (!CarusoError.is(thrown) || typeof thrown.data !== 'object' || thrown.data === null) return {};
  const { column, found } = thrown.data as { column?: unknown; found?: unknown };
  return typeof column === 'string' && typeof found === 'string' ? { column, found } : {};
}

function countValues(
  rows: readonly Row[],
  name: string,
  also: readonly string[] = [],
): Omit<ColumnSample, keyof Reading> {
  const counts = new Map<Value, number>();
  let filled = 0;
  for (const row of rows) {
    const value = row[name] ?? null;
    if (value === null) continue;
    filled += 1;
    if (typeof value !== 'object' && !also.includes(String(value))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { counts, filled, nulls: rows.length - filled };
}
