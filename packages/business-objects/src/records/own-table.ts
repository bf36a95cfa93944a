import type { Cell, Column, ColumnDefinition, Condition, Row, Value } from '@caruso/storage-manager/contract';
import { columnsIn, equals } from '../repository/plan/column-conditions.js';

/** What the tables have in common in which this package keeps records of its own: histories, consent, erasures, the outbox. */

export const column = (name: string, type: Column['type']): Column => ({ name, type });

/** Whom a record is about, in the tables whose records are about an object. */
export const ABOUT = { object: column('object', 'string'), key: column('object_key', 'string') } as const;

/** For whom something was done, and by which component or border it came. */
export const BY = {
  actor: column('actor', 'text'),
  roles: column('roles', 'text'),
  caller: column('caller', 'text'),
} as const;

interface Traits {
  /** Columns that need no value. */
  readonly optional: readonly Column[];
  /** How many characters columns hold, where that is limited. */
  readonly sizes: ReadonlyMap<Column, number>;
}

/** The columns of a table whose `sequence` the database counts up. */
export function columnDefinitions(
  columns: Readonly<Record<string, Column>>,
  { optional, sizes }: Traits,
): Pick<ColumnDefinition, 'name' | 'type' | 'required' | 'generated' | 'size'>[] {
  return Object.values(columns).map((each) => {
    const size = sizes.get(each);
    return {
      ...each,
      required: !optional.includes(each),
      generated: each === columns.sequence,
      ...(size === undefined ? {} : { size }),
    };
  });
}

export const cellsOf = (values: readonly (readonly [Column, Value])[]): Cell[] =>
  values.map(([each, value]) => ({ column: each, value }));

/** Records about some objects of a type. */
export const ofObjects = (object: string, keys: readonly string[]): Condition => ({
  all: [
    columnsIn(
      [ABOUT.key],
      keys.map((key) => [key]),
    ),
    equals(ABOUT.object, object),
  ],
});

interface Author {
  readonly actor?: string | undefined;
  readonly roles: readonly string[];
  readonly caller: string;
}

export const authorCells = ({ actor, roles, caller }: Author): (readonly [Column, Value])[] => [
  [BY.actor, actor ?? null],
  [BY.roles, JSON.stringify(roles)],
  [BY.caller, caller],
];

export function readAuthor(row: Row): { actor?: string; roles: string[]; caller: string } {
  return {
    ...(row.actor === null ? {} : { actor: String(row.actor) }),
    roles: JSON.parse(String(row.roles)) as string[],
    caller: String(row.caller),
  };
}
