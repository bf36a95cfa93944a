import type { CatalogueTable, ForeignKey, LogicalType } from '@caruso/storage-manager/contract';
import type { TableKey } from './choose-key.js';
import type { TableSample } from './sample.js';

/** A table with what was found out about it. */
export interface TableFacts {
  readonly table: CatalogueTable;
  readonly sample: TableSample;
  readonly key: TableKey | undefined;
}

/** Columns of one table that hold the key of another. */
export interface Relation {
  readonly from: string;
  readonly columns: readonly string[];
  readonly to: string;
  /** The key of the other table, column by column. */
  readonly toColumns: readonly string[];
  /** How it is known, where the database does not say so itself. */
  readonly note?: string;
}

/** The relations that foreign keys tell, and in words those that cannot become links. */
export function declaredRelations(facts: ReadonlyMap<string, TableFacts>): {
  readonly relations: readonly Relation[];
  readonly refused: ReadonlyMap<string, readonly string[]>;
} {
  const relations: Relation[] = [];
  const refused = new Map<string, string[]>();
  for (const { table, sample } of facts.values()) {
    for (const reference of table.foreignKeys) {
      const target = facts.get(reference.table);
      const relation = target && inKeyOrder(table.name, reference, target);
      const reason =
        target === undefined
          ? 'which is not among these objects'
          : relation === undefined
            ? `by ${reference.to.join(', ')}, which is not its key here`
            : !relation.columns.every((name, at) =>
                  areComparable(sample, name, target.sample, relation.toColumns[at] ?? ''),
                )
              ? 'in columns of other types'
              : undefined;
      if (relation !== undefined && reason === undefined) {
        if (!relations.some((known) => isSame(known, relation))) relations.push(relation);
        continue;
      }
      const note = `${reference.columns.join(', ')} leads to ${reference.table}, ${reason}`;
      refused.set(table.name, [...(refused.get(table.name) ?? []), note]);
    }
  }
  return { relations, refused };
}

function isSame(one: Relation, other: Relation): boolean {
  return one.from === other.from && one.to === other.to && one.columns.join('\0') === other.columns.join('\0');
}

function inKeyOrder(from: string, { columns, to, table }: ForeignKey, target: TableFacts): Relation | undefined {
  const toColumns = target.key?.columns ?? [];
  if (toColumns.length !== to.length || columns.length !== to.length) return undefined;
  const ordered = toColumns.map((name) => columns[to.findIndex((each) => each.toLowerCase() === name.toLowerCase())]);
  if (ordered.some((name) => name === undefined)) return undefined;
  if (from === table && ordered.join('\0') === toColumns.join('\0')) return undefined;
  return { from, columns: ordered as readonly string[], to: table, toColumns };
}

/** Types whose values are the same when they are written alike, the narrower first. */
const FAMILIES: readonly (readonly LogicalType[])[] = [
  ['integer', 'long', 'decimal'],
  ['uuid', 'string', 'text'],
];

export function areComparable(one: TableSample, column: string, other: TableSample, otherColumn: string): boolean {
  const left = one.columns.get(column)?.type;
  const right = other.columns.get(otherColumn)?.type;
  return left !== undefined && right !== undefined && widerType(left, right) !== undefined;
}

/** The type in which values of both are read; undefined when there is none. */
export function widerType(one: LogicalType, other: LogicalType): LogicalType | undefined {
  if (one === other) return one;
  const family = FAMILIES.find((each) => each.includes(one) && each.includes(other));
  return family?.[Math.max(family.indexOf(one), family.indexOf(other))];
}
