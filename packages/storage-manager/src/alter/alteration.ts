import { z } from 'zod';
import { ColumnDefinition, LogicalType, Table, TableDefinition, Value } from '../table-definition.js';

/** A column as an alteration makes it. */
export const AlteredColumn = ColumnDefinition.extend({
  /** Whether a key or an index names it, which some engines need to know. */
  indexed: z.boolean().default(false),
  /** What rows without a value get; a required column that joins a table needs it. */
  fill: Value.optional(),
});
export type AlteredColumn = z.output<typeof AlteredColumn>;

/** A table as it is to be, and what it and its columns were called before. */
export const WantedTable = TableDefinition.extend({
  was: Table.optional(),
  columns: z.array(ColumnDefinition.extend({ was: z.string().optional(), fill: Value.optional() })).min(1),
});
export type WantedTable = z.input<typeof WantedTable>;

const columns = z.array(z.string()).min(1);
/** How many values or rows may be lost at most: when there are more, nothing is done. */
const loses = z.int().min(0);

/** What a column is called that is filled from another one, before it replaces that. */
export const fillingName = (column: string): string => `caruso_new_${column}`;

/** One change of a table. It takes effect wholly or not at all, and is left alone when the table is so already. */
export const Alteration = z.discriminatedUnion('do', [
  z.object({ do: z.literal('createTable'), table: Table, definition: TableDefinition }),
  z.object({ do: z.literal('renameTable'), table: Table, to: Table }),
  /** A column with a `fill` is required from the start, and gives it to whoever writes no value. */
  z.object({ do: z.literal('addColumn'), table: Table, column: AlteredColumn }),
  z.object({ do: z.literal('renameColumn'), table: Table, column: z.string(), to: z.string() }),
  /** The column holds what it held, and more. */
  z.object({ do: z.literal('widen'), table: Table, column: AlteredColumn }),
  /** A column to which nobody writes any more need have no value. */
  z.object({ do: z.literal('relax'), table: Table, column: z.string() }),
  /** Rows without a value get one. */
  z.object({ do: z.literal('fill'), table: Table, column: AlteredColumn }),
  /** Values that do not fit become empty, or what `fill` says; then the column holds no others. */
  z.object({ do: z.literal('narrow'), table: Table, column: AlteredColumn, loses }),
  z.object({ do: z.literal('dropColumn'), table: Table, column: z.string(), loses }),
  z.object({ do: z.literal('dropTable'), table: Table, loses }),
  z.object({ do: z.literal('addIndex'), table: Table, columns, unique: z.boolean() }),
  z.object({ do: z.literal('dropIndex'), table: Table, columns, unique: z.boolean() }),
  /** A column gives its name to another one of the table, and goes; `loses` counts rows in which the other one has no value. */
  z.object({ do: z.literal('replaceColumn'), table: Table, column: AlteredColumn, by: z.string(), loses }),
]);
export type Alteration = z.output<typeof Alteration>;

/**
 * When a difference can be made even: `expand` while programs work that know the table as it is, `switch` when they wait, as they
 * would not find it again, `contract` when the last of them has ended.
 */
const Phase = z.enum(['expand', 'switch', 'contract']);

/** Something in which a table is not as it is wanted. */
export const Difference = z.object({
  phase: Phase,
  /** Absent where no alteration makes it even by itself. */
  alteration: Alteration.optional(),
  /** A column whose values have to be written in another form, into one that replaces it. */
  convert: z
    .object({
      table: Table,
      column: AlteredColumn,
      from: LogicalType,
      /** Digits behind the point of the decimals that are there. */
      scale: z.int().min(0).optional(),
    })
    .optional(),
  /** Why it cannot be made even. */
  refused: z.string().optional(),
  table: Table,
  /** As it is called now, or will be when it is not there yet. */
  column: z.string().optional(),
  /** Rows of the table. */
  rows: z.int(),
  /** Values that would be lost, or rows that have none where one is needed. */
  loses: z.int(),
  /** Keys of some rows concerned. */
  examples: z.array(z.string()),
  /** What the owner of the database could carry out instead. */
  sql: z.array(z.string()),
});
export type Difference = z.output<typeof Difference>;
