import type { CatalogueTable, Value } from '@caruso/storage-manager/contract';
import type { TableSample } from '../modeler/sample.js';
import { maskText } from '../permission/mask-entity.js';
import type { TableSampleRows } from './modeler-contract.js';
import type { Shown } from './visible-columns.js';

const LONGEST = 200;

/** Rows as people read them, with what may be seen of each column. */
export function sampleRows(
  table: CatalogueTable,
  sample: TableSample,
  shownOf: (column: string) => Shown,
  limit: number,
): TableSampleRows {
  const columns = table.columns.map(({ name, type }) => {
    const reason =
      sample.failure ??
      sample.unreadable.get(name) ??
      (type.kind === 'binary' ? 'bytes, which are not shown' : undefined);
    return { name, shown: shownOf(name), ...(reason === undefined ? {} : { unreadable: reason }) };
  });
  const rows = sample.rows.slice(0, limit).map((row) =>
    columns.map(({ name, shown, unreadable }) => {
      const value = row[name] ?? null;
      if (shown === 'hidden' || unreadable !== undefined || value === null) return null;
      const text = textOf(value);
      return shown === 'masked' ? maskText(text) : text;
    }),
  );
  return { columns, rows, complete: sample.complete && sample.rows.length <= limit };
}

function textOf(value: NonNullable<Value>): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
