import { z } from 'zod';
import { StoredType } from './stored-type.js';

const columns = z.array(z.string()).readonly();

const CatalogueColumn = z.object({
  name: z.string(),
  /** As the engine writes it: `varchar(80)`, `numeric(12,2)`. */
  engineType: z.string(),
  type: StoredType,
  nullable: z.boolean(),
  /** The database makes its value: it counts up, or computes it. */
  generated: z.boolean(),
  /** The expression the engine gives a row without a value, in its own SQL. */
  default: z.string().optional(),
  /** What it is computed from, in the engine's own SQL, and whether the result is kept. */
  computed: z.object({ expression: z.string(), stored: z.boolean() }).optional(),
  /** It counts up: `always` refuses values that are given. `next` is what it would give now, where the engine tells. */
  identity: z.object({ always: z.boolean(), next: z.string().optional() }).optional(),
  collation: z.string().optional(),
  comment: z.string().optional(),
  /** What an UPDATE sets it to when it names no value (MariaDB's ON UPDATE). */
  onUpdate: z.string().optional(),
});
export type CatalogueColumn = z.infer<typeof CatalogueColumn>;

const Unique = z.object({
  name: z.string().optional(),
  columns,
  /** Two absent values are the same (PostgreSQL's NULLS NOT DISTINCT). */
  nullsEqual: z.boolean().optional(),
  deferrable: z.boolean().optional(),
});
export type CatalogueUnique = z.infer<typeof Unique>;

const Rule = z.enum(['no action', 'restrict', 'cascade', 'set null', 'set default']);

const ForeignKey = z.object({
  name: z.string().optional(),
  columns,
  /** The table it leads to, named as tables are here, and the columns there in the same order. */
  table: z.string(),
  to: columns,
  onUpdate: Rule,
  onDelete: Rule,
  deferrable: z.boolean(),
  /** Deferrable, and checked only at the end of a transaction unless that says otherwise. */
  deferred: z.boolean().optional(),
});
export type ForeignKey = z.infer<typeof ForeignKey>;

/** A condition that rows have to meet, in the engine's own SQL. */
const Check = z.object({ name: z.string().optional(), expression: z.string() });

const Index = z.object({
  name: z.string(),
  unique: z.boolean(),
  /** Columns, or expressions in the engine's own SQL. */
  parts: z.array(
    z.object({
      column: z.string().optional(),
      expression: z.string().optional(),
      descending: z.boolean(),
      /** How its text is compared, where that is not the column's way. */
      collation: z.string().optional(),
      /** Only so many characters at the start are in it. */
      prefix: z.int().positive().optional(),
    }),
  ),
  /** Which rows are in it, in the engine's own SQL. */
  where: z.string().optional(),
  /** Such as `btree`, `gin` or `FULLTEXT`. */
  method: z.string().optional(),
  /** Columns that are kept in it without being sorted by. */
  include: columns.optional(),
  nullsEqual: z.boolean().optional(),
});
export type CatalogueIndex = z.infer<typeof Index>;

/**
 * What a database says about a table or a view. Names are as the engine keeps them; tables outside the schema that is looked
 * in first have their schema before a dot. A name with a dot of its own is in quotation marks: `"price.list"`.
 */
export const CatalogueTable = z.object({
  name: z.string(),
  kind: z.enum(['table', 'view']),
  /** What is special about it, in the engine's words: `partitioned`, `foreign`, `materialized`, `strict`, `without rowid` … */
  traits: columns.optional(),
  columns: z.array(CatalogueColumn),
  /** The columns of the primary key in its order; none, when there is no primary key. */
  key: z.array(z.string()),
  unique: z.array(Unique),
  foreignKeys: z.array(ForeignKey),
  checks: z.array(Check),
  /** Without those that the key and the unique constraints bring along. */
  indexes: z.array(Index),
  comment: z.string().optional(),
  /** The query of a view. */
  definition: z.string().optional(),
});
export type CatalogueTable = z.infer<typeof CatalogueTable>;
