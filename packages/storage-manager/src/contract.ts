import { defineContract } from '@caruso/core';
import { z } from 'zod';
import { Alteration, Difference, fillingName, WantedTable } from './alter/alteration.js';
import { CatalogueTable } from './catalogue/catalogue.js';
import { passing } from './passing.js';
import { cellCheck, conditionCheck, listCheck } from './plain-values.js';
import { Column, Columns, isColumn, LogicalType, Table, TableDefinition, Value } from './table-definition.js';

export type { Alteration, AlteredColumn, Difference, WantedTable } from './alter/alteration.js';
export type { CatalogueColumn, CatalogueIndex, CatalogueTable, ForeignKey } from './catalogue/catalogue.js';
export type { StoredType } from './catalogue/stored-type.js';
export type { ColumnDefinition } from './table-definition.js';
export { Column, fillingName, LogicalType, TableDefinition, Value };

/** A condition on rows. Text operators are case-sensitive on every engine unless their name says `IgnoreCase`. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly column: Column; readonly op: ComparisonOp; readonly value: Value }
  | { readonly column: Column; readonly op: 'in'; readonly values: readonly Value[] }
  | { readonly column: Column; readonly op: 'isNull' | 'notNull' }
  | { readonly columns: readonly Column[]; readonly op: 'among'; readonly of: Among };

/** Rows of the same store: `among` holds where they have what the columns hold; see {@link Condition}. */
export interface Among {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly joins?: readonly Join[] | undefined;
  readonly where?: Condition | undefined;
}

/** A table whose rows belong to those that are read, at most one to each. Its columns are named `<as>.<column>`. */
export interface Join {
  readonly as: string;
  readonly table: string;
  /** Columns of this table, and what they equal in those named before it. */
  readonly on: readonly { readonly column: Column; readonly equals: Column }[];
  /** Which of its rows take part; columns are named without `as` here. */
  readonly where?: Condition | undefined;
  /** Whether rows without one are left out; otherwise its columns are `null` in them. */
  readonly required: boolean;
}

/** How a value is compared. Text operators are case-sensitive on every engine unless their name says `IgnoreCase`. */
export const ComparisonOp = z.enum([
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'eqIgnoreCase',
  'startsWith',
  'startsWithIgnoreCase',
  'contains',
  'containsIgnoreCase',
]);
export type ComparisonOp = z.infer<typeof ComparisonOp>;

/** Lets pass what it and its like below can be, so that most conditions are not taken apart. */
const Comparison = passing(
  z.object({ column: Column, op: ComparisonOp, value: Value }),
  conditionCheck(ComparisonOp, isColumn),
);
const Condition: z.ZodType<Condition, Condition> = z.lazy(() =>
  z.union([
    Comparison,
    z.object({ column: Column, op: z.literal('in'), values: z.array(Value) }),
    z.object({ column: Column, op: z.enum(['isNull', 'notNull']) }),
    z.object({ all: z.array(Condition) }),
    z.object({ any: z.array(Condition) }),
    z.object({ not: Condition }),
    z.object({ columns: Columns, op: z.literal('among'), of: z.lazy(() => Among) }),
  ]),
);

/** Values by column name. */
export type Row = Readonly<Record<string, Value>>;

const CellShape = z.object({ column: Column, value: Value });
export type Cell = z.infer<typeof CellShape>;
const isCell = cellCheck(isColumn);
const Cells = passing(z.array(CellShape), listCheck(isCell));

const Join: z.ZodType<Join, Join> = z.object({
  as: z.string().min(1),
  table: Table,
  on: z.array(z.object({ column: Column, equals: Column })).min(1),
  where: Condition.optional(),
  required: z.boolean(),
});
const Among: z.ZodType<Among, Among> = z.object({
  table: Table,
  columns: Columns,
  joins: z.array(Join).optional(),
  where: Condition.optional(),
});

const Order = z.object({
  column: Column,
  descending: z.boolean().default(false),
  /** Where rows without a value stand; the same on every engine. */
  nulls: z.enum(['first', 'last']).default('last'),
  /** Values that count as absent, e.g. the empty text of a legacy column. */
  absent: z.array(Value).readonly().optional(),
});

const Statement = z.union([
  z.object({
    insert: z.object({
      table: Table,
      cells: Cells,
      /** A column whose value the database makes; it comes back as `generated`. */
      generated: Column.optional(),
      /** A column that gets, as text, what the database made in an earlier statement of the same write. */
      takes: z.object({ column: Column, from: z.int().min(0) }).optional(),
      /** What to tell of the row as it is stored; see `row` of the result. */
      returning: Columns.optional(),
    }),
  }),
  z.object({
    insertMany: z.object({
      table: Table,
      columns: Columns,
      /** A value for each column. */
      rows: z.custom<readonly (readonly Value[])[]>(Array.isArray, 'a list of rows is expected'),
    }),
  }),
  z.object({
    update: z.object({
      table: Table,
      set: passing(z.array(CellShape).min(1), listCheck(isCell)),
      where: Condition,
      /** How many rows must be affected; another count undoes the whole write and is a `Conflict`. */
      expect: z.int().min(0).optional(),
    }),
  }),
  z.object({ delete: z.object({ table: Table, where: Condition, expect: z.int().min(0).optional() }) }),
]);
export type Statement = z.input<typeof Statement>;

const StatementResult = z.object({
  affected: z.int(),
  generated: Value.optional(),
  /**
   * What an insert was asked to return of the row that it has stored. Absent where the engine cannot tell: then triggers may have
   * changed the row, and it has to be read.
   */
  row: z.custom<Row>((value) => typeof value === 'object' && value !== null, 'a row is expected').optional(),
});
export type StatementResult = z.infer<typeof StatementResult>;

const Store = z.object({
  name: z.string(),
  engine: z.enum(['sqlite', 'postgres', 'mariadb']),
  /** Whether tables may be defined in it; legacy stores are `readonly`. Rows can be written either way. */
  schema: z.enum(['managed', 'readonly']),
});
export type Store = z.infer<typeof Store>;

/**
 * Named relational stores, whatever their engine. A write is a list of statements that takes effect wholly or not at all,
 * so a transaction is one call and can come from another process.
 */
export const Storage = defineContract('caruso.storage', '1.3.0', {
  stores: {
    input: z.object({}),
    output: z.array(Store),
    idempotent: true,
    description: 'Lists the stores of the assembly.',
  },
  catalogue: {
    input: z.object({ store: z.string() }),
    output: z.array(CatalogueTable),
    idempotent: true,
    description: 'Reads which tables and views a store has, with their columns, keys, references, checks and indexes.',
  },
  define: {
    input: z.object({ store: z.string(), tables: z.array(TableDefinition) }),
    output: z.object({}),
    idempotent: true,
    description: 'Creates tables that are absent and adds columns that are absent; changes and drops nothing.',
  },
  compare: {
    input: z.object({ store: z.string(), tables: z.array(WantedTable), gone: z.array(Table).default([]) }),
    output: z.array(Difference),
    idempotent: true,
    description:
      'Says what has to be altered so that tables are as they are wanted, and what would be lost; changes nothing.',
  },
  alter: {
    input: z.object({ store: z.string(), alteration: Alteration }),
    output: z.object({
      /** False when it was so already. */
      done: z.boolean(),
      sql: z.array(z.string()),
    }),
    idempotent: true,
    description:
      'Alters a table of a managed store, wholly or not at all; what has been done already is left as it is.',
  },
  select: {
    input: z.object({
      store: z.string(),
      table: Table,
      columns: Columns,
      /** Tables of which at most one row belongs to each row that is read. */
      joins: z.array(Join).default([]),
      where: Condition.optional(),
      /** Whether equal rows come once only. */
      distinct: z.boolean().default(false),
      order: z.array(Order).default([]),
      limit: z.int().positive().max(100_000).optional(),
    }),
    output: z.custom<readonly Row[]>(Array.isArray),
    idempotent: true,
    description: 'Reads rows.',
  },
  write: {
    input: z.object({ store: z.string(), statements: z.array(Statement).min(1) }),
    output: z.array(StatementResult),
    description: 'Carries out statements in order in one transaction.',
  },
});
