/**
 * What PostgreSQL is asked for a catalogue: one query for each kind of thing, however many tables there are. All values come
 * as the text that the server sends; lists as JSON.
 */

/** Tables and views of people: none of the system's, of extensions, of a session's own, and no partitions. */
const OF_PEOPLE = `c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition
     AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
     AND NOT EXISTS (SELECT FROM pg_depend x
                      WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')`;

export const TABLES = `
  SELECT c.oid, NULLIF(n.nspname, current_schema()), c.relname, c.relkind, c.relpersistence = 'u',
         EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid),
         obj_description(c.oid, 'pg_class'),
         CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OF_PEOPLE}
   ORDER BY n.nspname = current_schema() DESC, n.nspname COLLATE "C", c.relname COLLATE "C"`;
export type TableRow = readonly [
  oid: string,
  schema: string | null,
  name: string,
  kind: 'r' | 'p' | 'f' | 'v' | 'm',
  unlogged: 't' | 'f',
  inherits: 't' | 'f',
  comment: string | null,
  definition: string | null,
];

/** Columns with the type their domain stands for in the end; `owner` is the sequence behind a column that counts up. */
const columns = (which: string) => `
  WITH RECURSIVE base (oid, type, modifier, required, fallback) AS (
    SELECT t.oid, t.oid, -1, FALSE, NULL::text COLLATE "C" FROM pg_type t WHERE t.typtype <> 'd'
    UNION ALL
    SELECT t.oid, b.type, CASE WHEN t.typtypmod = -1 THEN b.modifier ELSE t.typtypmod END,
           b.required OR t.typnotnull, COALESCE(t.typdefault, b.fallback)
      FROM pg_type t JOIN base b ON t.typtype = 'd' AND t.typbasetype = b.oid
  )
  SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
         COALESCE(e.type, b.type), e.type IS NOT NULL,
         format_type(COALESCE(e.type, b.type),
                     (ARRAY_REMOVE(ARRAY[a.atttypmod, b.modifier, COALESCE(e.modifier, -1), -1], -1) || -1)[1]),
         a.attnotnull OR b.required, a.attidentity, a.attgenerated,
         COALESCE(pg_get_expr(d.adbin, d.adrelid), b.fallback),
         CASE WHEN a.attcollation <> declared.typcollation
              THEN (SELECT l.collname FROM pg_collation l WHERE l.oid = a.attcollation) END,
         col_description(a.attrelid, a.attnum), s.objid
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type declared ON declared.oid = a.atttypid
    JOIN base b ON b.oid = a.atttypid
    JOIN pg_type t ON t.oid = b.type
    LEFT JOIN base e ON t.typcategory = 'A' AND e.oid = t.typelem
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN LATERAL (
      SELECT x.objid FROM pg_depend x JOIN pg_sequence q ON q.seqrelid = x.objid
       WHERE a.attidentity <> '' AND x.classid = 'pg_class'::regclass AND x.refclassid = 'pg_class'::regclass
         AND x.refobjid = a.attrelid AND x.refobjsubid = a.attnum AND x.deptype = 'i'
      UNION ALL
      SELECT x.refobjid FROM pg_depend x JOIN pg_sequence q ON q.seqrelid = x.refobjid
       WHERE x.classid = 'pg_attrdef'::regclass AND x.objid = d.oid AND x.refclassid = 'pg_class'::regclass
         AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'
      LIMIT 1) s ON TRUE
   WHERE a.attnum > 0 AND NOT a.attisdropped AND ${which}
   ORDER BY a.attrelid, a.attnum`;
export const COLUMNS = columns(OF_PEOPLE);
/** Of the table $1 in the schema $2, or in the one that is looked in first. */
export const COLUMNS_OF_TABLE = columns('c.relname = $1 AND n.nspname = COALESCE($2, current_schema())');
export type ColumnRow = readonly [
  table: string,
  number: string,
  name: string,
  engineType: string,
  /** The type of a value, or of an element of an array. */
  typeOid: string,
  isArray: 't' | 'f',
  /** As the server writes that type, with nothing of a domain left. */
  valueType: string,
  required: 't' | 'f',
  identity: '' | 'a' | 'd',
  computed: '' | 's' | 'v',
  expression: string | null,
  collation: string | null,
  comment: string | null,
  sequence: string | null,
];

export const CONSTRAINTS = `
  SELECT k.conrelid, k.conname, k.contype, array_to_json(k.conkey), k.confrelid, array_to_json(k.confkey),
         k.confupdtype, k.confdeltype, k.condeferrable, k.condeferred,
         CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,
         COALESCE((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, FALSE)
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON k.contype = 'u' AND i.indexrelid = k.conindid
   WHERE k.contype IN ('p', 'u', 'f', 'c') AND ${OF_PEOPLE}
   ORDER BY k.conrelid, k.conname COLLATE "C"`;
export type ConstraintRow = readonly [
  table: string,
  name: string,
  type: 'p' | 'u' | 'f' | 'c',
  columns: string | null,
  target: string,
  to: string | null,
  onUpdate: string,
  onDelete: string,
  deferrable: 't' | 'f',
  deferred: 't' | 'f',
  check: string | null,
  nullsEqual: 't' | 'f',
];

/** The checks of domains, for each column that has one. */
export const DOMAIN_CHECKS = `
  WITH RECURSIVE chain (relation, attribute, domain) AS (
    SELECT a.attrelid, a.attnum, a.atttypid FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid AND t.typtype = 'd'
     WHERE a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT h.relation, h.attribute, t.typbasetype FROM chain h JOIN pg_type t ON t.oid = h.domain AND t.typtype = 'd'
  )
  SELECT h.relation, h.attribute, k.conname, pg_get_expr(k.conbin, 0)
    FROM chain h JOIN pg_constraint k ON k.contypid = h.domain AND k.contype = 'c'
    JOIN pg_class c ON c.oid = h.relation JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OF_PEOPLE} AND c.relkind IN ('r', 'p', 'f')
   ORDER BY h.relation, h.attribute, k.conname COLLATE "C"`;
export type DomainCheckRow = readonly [table: string, column: string, name: string, expression: string];

/** The parts of indexes that no key and no unique constraint brings along. */
export const INDEXES = `
  SELECT i.indrelid, x.relname, i.indisunique, m.amname, i.indnkeyatts, part.number,
         i.indkey[part.number - 1], pg_get_indexdef(i.indexrelid, part.number, TRUE),
         COALESCE(i.indoption[part.number - 1] & 1, 0),
         CASE WHEN i.indcollation[part.number - 1] <> COALESCE(a.attcollation, i.indcollation[part.number - 1])
              THEN (SELECT l.collname FROM pg_collation l WHERE l.oid = i.indcollation[part.number - 1]) END,
         pg_get_expr(i.indpred, i.indrelid), COALESCE((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, FALSE)
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_am m ON m.oid = x.relam
    CROSS JOIN LATERAL generate_series(1, i.indnatts) part (number)
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[part.number - 1]
   WHERE ${OF_PEOPLE}
     AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
   ORDER BY i.indrelid, x.relname COLLATE "C", part.number`;
export type IndexRow = readonly [
  table: string,
  name: string,
  unique: 't' | 'f',
  method: string,
  /** How many of its parts are sorted by; the others are only kept in it. */
  keyParts: string,
  number: string,
  /** 0 for an expression. */
  attribute: string,
  expression: string,
  descending: string,
  collation: string | null,
  where: string | null,
  nullsEqual: 't' | 'f',
];

export const ENUMS = `
  SELECT e.enumtypid, json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e GROUP BY e.enumtypid`;
export type EnumRow = readonly [type: string, labels: string];

/** The sequences that may be read, each with its name as SQL writes it. */
export const SEQUENCES = `
  SELECT q.seqrelid, format('%I.%I', n.nspname, c.relname), q.seqincrement
    FROM pg_sequence q JOIN pg_class c ON c.oid = q.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE has_sequence_privilege(q.seqrelid, 'SELECT') AND n.nspname NOT LIKE 'pg\\_%'`;
export type SequenceRow = readonly [oid: string, name: string, increment: string];

/** What each sequence gives next. */
export function nextValues(sequences: readonly SequenceRow[]): string {
  return sequences
    .map(
      ([oid, name, increment]) =>
        `SELECT ${Number(oid)}, CASE WHEN is_called THEN last_value + ${BigInt(increment)} ELSE last_value END FROM ${name}`,
    )
    .join(' UNION ALL ');
}
