/**
 * What MariaDB and MySQL are asked for a catalogue: one query for each kind of thing, however many tables there are. They
 * compare names without regard to case, so the database's own name is compared once more, exactly.
 */
const here = (column: string) => `${column} = DATABASE() AND BINARY ${column} = DATABASE()`;

export const SERVER = "SELECT VERSION() LIKE '%MariaDB%', DATABASE()";

export const TABLES = `
  SELECT TABLE_NAME, TABLE_TYPE, TABLE_COMMENT, CAST(AUTO_INCREMENT AS CHAR)
    FROM information_schema.TABLES
   WHERE ${here('TABLE_SCHEMA')} AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
   ORDER BY BINARY TABLE_NAME`;
export type TableRow = readonly [
  name: string,
  type: 'BASE TABLE' | 'SYSTEM VERSIONED' | 'VIEW',
  comment: string | null,
  next: string | null,
];

export const COLUMNS = `
  SELECT TABLE_NAME, COLUMN_NAME, CAST(COLUMN_TYPE AS CHAR), IS_NULLABLE, CAST(COLUMN_DEFAULT AS CHAR), EXTRA,
         CAST(GENERATION_EXPRESSION AS CHAR), COLLATION_NAME, CAST(COLUMN_COMMENT AS CHAR)
    FROM information_schema.COLUMNS
   WHERE ${here('TABLE_SCHEMA')}
   ORDER BY TABLE_NAME, ORDINAL_POSITION`;
export type ColumnRow = readonly [
  table: string,
  name: string,
  type: string,
  nullable: 'YES' | 'NO',
  /** MariaDB: an expression in SQL. MySQL: a literal without its quotes, unless `extra` says DEFAULT_GENERATED. */
  expression: string | null,
  extra: string,
  computed: string | null,
  collation: string | null,
  comment: string,
];

export const FOREIGN_KEYS = `
  SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME,
         CASE WHEN BINARY REFERENCED_TABLE_SCHEMA = DATABASE() THEN NULL ELSE REFERENCED_TABLE_SCHEMA END,
         REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
    FROM information_schema.KEY_COLUMN_USAGE
   WHERE ${here('TABLE_SCHEMA')} AND REFERENCED_TABLE_NAME IS NOT NULL
   ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`;
export type ForeignKeyRow = readonly [
  table: string,
  name: string,
  column: string,
  targetSchema: string | null,
  target: string,
  to: string,
];

export const RULES = `
  SELECT TABLE_NAME, CONSTRAINT_NAME, UPDATE_RULE, DELETE_RULE
    FROM information_schema.REFERENTIAL_CONSTRAINTS
   WHERE ${here('CONSTRAINT_SCHEMA')}`;
export type RuleRow = readonly [table: string, name: string, onUpdate: string, onDelete: string];

/** MariaDB names the table of a check itself; MySQL, whose checks have names of their own in a database, elsewhere. */
export const checks = (isMariadb: boolean) =>
  isMariadb
    ? `SELECT TABLE_NAME, CONSTRAINT_NAME, CAST(CHECK_CLAUSE AS CHAR)
         FROM information_schema.CHECK_CONSTRAINTS
        WHERE ${here('CONSTRAINT_SCHEMA')}
        ORDER BY TABLE_NAME, CONSTRAINT_NAME`
    : `SELECT t.TABLE_NAME, c.CONSTRAINT_NAME, CAST(c.CHECK_CLAUSE AS CHAR)
         FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t
           ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND t.CONSTRAINT_TYPE = 'CHECK'
        WHERE ${here('c.CONSTRAINT_SCHEMA')}
        ORDER BY t.TABLE_NAME, c.CONSTRAINT_NAME`;
export type CheckRow = readonly [table: string, name: string, expression: string];

/** Only MySQL has indexes of expressions. */
export const indexes = (isMariadb: boolean) => `
  SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, CAST(SUB_PART AS CHAR), COLLATION, INDEX_TYPE,
         ${isMariadb ? 'NULL' : 'EXPRESSION'}
    FROM information_schema.STATISTICS
   WHERE ${here('TABLE_SCHEMA')}
   ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`;
export type IndexRow = readonly [
  table: string,
  name: string,
  notUnique: number | string,
  column: string | null,
  prefix: string | null,
  /** `A` upwards, `D` downwards. */
  collation: 'A' | 'D' | null,
  type: string,
  expression: string | null,
];

export const VIEWS = `SELECT TABLE_NAME, CAST(VIEW_DEFINITION AS CHAR) FROM information_schema.VIEWS WHERE ${here('TABLE_SCHEMA')}`;
export type ViewRow = readonly [name: string, definition: string | null];

/** The next value of each sequence, which is written as SQL does. What a server keeps ready is skipped over. */
export function nextValues(sequences: readonly string[]): string {
  return sequences
    .map((name) => `SELECT '${name.replaceAll(/['\\]/g, '$&$&')}', CAST(next_not_cached_value AS CHAR) FROM ${name}`)
    .join(' UNION ALL ');
}
