import type { ModelEdit } from '../../../src/api-types.js';

/** A column that is chosen or dragged. */
export interface ChosenColumn {
  readonly store: string;
  readonly table: string;
  readonly column: string;
}

/** An object, or one of its attributes and links, that a column is to be mapped to. */
export interface ChosenTarget {
  readonly object: string;
  readonly member?: string;
}

/** What is asked of the server for a column and what it was dropped on. */
export function editFor({ store, table, column }: ChosenColumn, { object, member }: ChosenTarget): ModelEdit {
  const place = { object, store, table, column };
  return member === undefined ? { add: place } : { map: { ...place, member } };
}

/** The kind under which a dragged column travels, so that nothing else is taken for one. */
export const COLUMN_KIND = 'application/x-caruso-column';

/** The column that was dropped; undefined for anything else. */
export function droppedColumn(data: Pick<DataTransfer, 'getData'>): ChosenColumn | undefined {
  try {
    const value: unknown = JSON.parse(data.getData(COLUMN_KIND));
    return isColumn(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isColumn(value: unknown): value is ChosenColumn {
  if (typeof value !== 'object' || value === null) return false;
  return ['store', 'table', 'column'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
}
