import type { Column, Condition } from '@caruso/storage-manager/contract';
import type { Place } from '../documents/problems.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';

/** What an object type has in one of its tables. */
export interface TablePart {
  readonly table: string;
  /** What stands before the names of its columns in the mapping; empty for the first table. */
  readonly prefix: string;
  /** The mapped columns, by the names the table has. */
  readonly columns: readonly Column[];
  /** The columns that identify a row. */
  readonly key: readonly string[];
  readonly where: Condition | undefined;
  /** What it was called before. */
  readonly was: string | undefined;
  readonly place: Place;
}

/** The tables of an object type: the first one, then its sides. */
export function tableParts({ mapping, columns, sides, keyColumns }: ObjectPlan): readonly TablePart[] {
  const { table, where, was, place } = mapping;
  const main = columns.filter((column) => !sides.some((side) => side.holds(column)));
  const key = keyColumns.map(({ name }) => name);
  return [
    { table, prefix: '', columns: main, key, where, was, place },
    ...sides.map((side): TablePart => {
      const prefix = `${side.name}.`;
      const own = columns.filter((column) => side.holds(column));
      return {
        table: side.table,
        prefix,
        columns: own.map((column) => ({ ...column, name: column.name.slice(prefix.length) })),
        key: [...side.on.map(({ name }) => name), ...columnsOf(side.where).map(({ name }) => name)],
        where: side.where,
        was: mapping.sides.get(side.name)?.was,
        place: mapping.sides.get(side.name)?.place ?? place,
      };
    }),
  ];
}

/** The columns of a part that hold the key of the object, in its order. */
export function objectKey({ keyColumns, sides }: ObjectPlan, { prefix }: TablePart): readonly Column[] {
  if (prefix === '') return keyColumns;
  return sides.find(({ name }) => prefix === `${name}.`)?.on ?? [];
}

/** The columns that identify a row of a part of an object. */
export function rowKey(plan: ObjectPlan, part: TablePart): readonly Column[] {
  return part.prefix === '' ? plan.keyColumns : [...objectKey(plan, part), ...columnsOf(part.where)];
}

/** The columns that a condition names. */
export function columnsOf(condition: Condition | undefined): readonly Column[] {
  if (condition === undefined) return [];
  if ('not' in condition) return columnsOf(condition.not);
  if ('op' in condition) return 'column' in condition ? [condition.column] : condition.columns;
  return ('all' in condition ? condition.all : condition.any).flatMap(columnsOf);
}
