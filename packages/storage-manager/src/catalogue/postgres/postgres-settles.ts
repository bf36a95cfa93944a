import type { Connection } from '../../engine/engine.js';
import type { TableName } from '../../table-name.js';

/** Bits of `tgtype`: what fires before a row is written has its say in what `RETURNING` tells. */
const BEFORE = 2;
const INSERT = 4;

const SETTLES = `
  SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relhasrules
     AND CASE WHEN $2::text IS NULL THEN pg_table_is_visible(c.oid) ELSE n.nspname = $2 END
     AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
                        AND t.tgtype & ${BEFORE} = 0 AND t.tgtype & ${INSERT} <> 0)`;

/** Whether a row that is inserted stays as the insert leaves it: no rule or trigger changes it further. */
export async function postgresSettles(connection: Connection, { schema, name }: TableName): Promise<boolean> {
  return (await connection.rows({ sql: SETTLES, parameters: [name, schema ?? null] })).length > 0;
}
