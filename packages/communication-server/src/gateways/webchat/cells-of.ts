import type { Cell } from '@caruso/storage-manager/contract';

/** Values as cells of the columns of the same names. */
export function cellsOf<Name extends string>(
  columns: Readonly<Record<Name, Cell['column']>>,
  values: Readonly<Record<Name, string | number | Uint8Array | undefined>>,
): Cell[] {
  return (Object.keys(columns) as Name[]).map((name) => {
    const column = columns[name];
    const value = values[name];
    return { column, value: value === undefined ? null : column.type === 'long' ? String(value) : value };
  });
}
