import type { Connection } from '../../engine/engine.js';
import { quotedTable } from '../copy/table-rows.js';
import type { EngineName } from '../engine-name.js';
import type { ForeignKeyPlan, Problem, TablePlan } from '../plan/transfer-plan.js';
import { quoted } from '../quote.js';
import { plain } from '../side.js';
import { shown } from './find-misfits.js';

const MOST_LISTED = 1_000;

/** Finds the rows of a table whose foreign key leads to no row, as the target compares: character by character. */
export async function findOrphans(
  from: EngineName,
  connection: Connection,
  table: TablePlan,
  key: ForeignKeyPlan,
): Promise<readonly Problem[]> {
  const telling = [...(table.key?.columns ?? []), ...key.columns];
  const own = (column: string) => `c.${quoted(from, column)}`;
  const list = telling.map(own).join(', ');
  const given = key.columns.map((column) => `${own(column)} IS NOT NULL`).join(' AND ');
  const same = key.columns
    .map((column, at) => exactly(from, `p.${quoted(from, key.to[at] ?? '')}`, own(column)))
    .join(' AND ');
  const sql = `SELECT ${list} FROM ${quotedTable(from, table.source)} c WHERE ${given} AND NOT EXISTS (SELECT 1 FROM ${quotedTable(from, key.sourceTable)} p WHERE ${same}) LIMIT ${MOST_LISTED}`;
  const rows = await connection.rows(plain(sql));
  return rows.map((row) => ({
    table: table.source,
    column: key.columns.join(', '),
    row: telling.map((column, at) => `${column} = ${shown(row[at])}`).join(', '),
    reason: `leads to no row of "${key.sourceTable}" (foreign key ${key.name})`,
  }));
}

/** The first comparison uses the index, the second minds case and accents where that does not. */
function exactly(from: EngineName, parent: string, child: string): string {
  if (from === 'mariadb') return `${parent} = ${child} AND CAST(${parent} AS BINARY) = CAST(${child} AS BINARY)`;
  return from === 'sqlite' ? `${parent} = ${child} AND ${parent} = ${child} COLLATE BINARY` : `${parent} = ${child}`;
}
