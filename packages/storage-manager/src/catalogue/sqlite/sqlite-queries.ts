/** What SQLite is asked for a catalogue; the shapes of the rows stand beside the queries. */

/** Tables and views that are not SQLite's own, nor kept by a virtual table for itself. */
export const TABLES = `
  SELECT l.name, l.type, l.wr, l.strict, s.sql FROM pragma_table_list l JOIN sqlite_schema s ON s.name = l.name AND s.type IN ('table', 'view')
   WHERE l.schema = 'main' AND l.type <> 'shadow' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY l.name`;
export type TableRow = readonly [
  name: string,
  type: 'table' | 'view' | 'virtual',
  withoutRowid: bigint,
  strict: bigint,
  sql: string,
];

export const COLUMNS = 'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid';
export type ColumnRow = readonly [
  name: string,
  type: string,
  notNull: bigint,
  defaultText: string | null,
  /** Its place in the primary key, from 1; 0 outside it. */
  key: bigint,
  /** 1 of a virtual table, 2 computed when read, 3 computed when written. */
  hidden: bigint,
];

export const FOREIGN_KEYS =
  'SELECT id, "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq';
export type ForeignKeyRow = readonly [
  id: bigint,
  table: string,
  from: string,
  /** Absent when the reference names no columns and so means the primary key. */
  to: string | null,
  onUpdate: string,
  onDelete: string,
];

/** The parts of the indexes of a table: those with a column have its name, others a place below -1. */
export const INDEXES = `
  SELECT l.name, l."unique", l.origin, x.cid, x.name, x."desc", x.coll
    FROM pragma_index_list(?) l JOIN pragma_index_xinfo(l.name) x ON x.key = 1
   ORDER BY l.seq, x.seqno`;
export type IndexRow = readonly [
  name: string,
  unique: bigint,
  /** `c` by CREATE INDEX, `u` by a unique constraint, `pk` by the primary key. */
  origin: 'c' | 'u' | 'pk',
  columnPlace: bigint,
  column: string | null,
  descending: bigint,
  collation: string,
];

export const INDEX_TEXTS = `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`;

export const HAS_SEQUENCES = `SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'`;
export const SEQUENCES = 'SELECT name, seq FROM sqlite_sequence';
