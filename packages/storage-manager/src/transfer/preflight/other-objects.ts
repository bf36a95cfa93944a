import type { Connection } from '../../engine/engine.js';
import type { EngineName } from '../engine-name.js';
import type { NotMoved } from '../plan/transfer-plan.js';
import { plain } from '../side.js';

const QUERIES: Readonly<Record<EngineName, string>> = {
  sqlite: `SELECT tbl_name, 'trigger', name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1, 3`,
  postgres: `SELECT c.relname, 'trigger', t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL SELECT '', 'function', p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL SELECT '', 'sequence', c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i'))
    ORDER BY 2, 1, 3`,
  mariadb: `SELECT EVENT_OBJECT_TABLE, 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
    UNION ALL SELECT '', LOWER(ROUTINE_TYPE), ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()
    UNION ALL SELECT '', 'event', EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()
    ORDER BY 2, 1, 3`,
};

/** What a database has beside tables and views: programs, which are not translated. */
export async function otherObjects(engine: EngineName, connection: Connection): Promise<readonly NotMoved[]> {
  const rows = await connection.rows(plain(QUERIES[engine]));
  return rows.map(([table, what, name]) => ({
    table: String(table),
    what: String(what),
    name: String(name),
    reason: what === 'sequence' ? 'no column counts with it' : 'programs are not translated',
  }));
}
