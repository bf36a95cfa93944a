import type { Connection } from '../../engine/engine.js';
import { joinTableName } from '../../table-name.js';
import type { CatalogueTable } from '../catalogue.js';
import { grouped } from '../grouped.js';
import { readColumn, sequenceOf } from './mariadb-columns.js';
import { jsonColumns, readChecks, readForeignKeys, readIndexes } from './mariadb-constraints.js';
import {
  type CheckRow,
  COLUMNS,
  type ColumnRow,
  checks,
  FOREIGN_KEYS,
  type ForeignKeyRow,
  type IndexRow,
  indexes,
  nextValues,
  RULES,
  type RuleRow,
  SERVER,
  TABLES,
  type TableRow,
  VIEWS,
  type ViewRow,
} from './mariadb-queries.js';

/** Reads what a database of MariaDB or MySQL has; other databases of the server are not looked at. */
export async function readMariadbCatalogue(connection: Connection): Promise<readonly CatalogueTable[]> {
  const ask = async <Row>(sql: string) => (await connection.rows({ sql, parameters: [] })) as unknown as readonly Row[];
  const byTable = async <Row extends readonly [string, ...unknown[]]>(sql: string) =>
    grouped(await ask<Row>(sql), ([table]) => table);
  const [server] = await ask<readonly [string | number]>(SERVER);
  const isMariadb = Number(server?.[0]) === 1;
  // MySQL would tell what tables counted up to a day ago.
  if (!isMariadb) await connection.run({ sql: 'SET SESSION information_schema_stats_expiry = 0', parameters: [] });
  const tables = await ask<TableRow>(TABLES);
  const columns = await byTable<ColumnRow>(COLUMNS);
  const foreignKeys = await byTable<ForeignKeyRow>(FOREIGN_KEYS);
  const rules = await byTable<RuleRow>(RULES);
  const conditions = await byTable<CheckRow>(checks(isMariadb));
  const indexRows = await byTable<IndexRow>(indexes(isMariadb));
  const definitions = new Map(await ask<ViewRow>(VIEWS));
  const used = [...columns.values()].flat().flatMap((row) => sequenceOf(row) ?? []);
  const sequences = new Map(used.length ? await ask<readonly [string, string]>(nextValues([...new Set(used)])) : []);
  return tables.map(([name, type, comment, next]) => {
    const checksHere = conditions.get(name) ?? [];
    const facts = { isMariadb, next, sequences, json: jsonColumns(checksHere) };
    const isView = type === 'VIEW';
    const definition = definitions.get(name);
    return {
      name: joinTableName({ name }),
      kind: isView ? 'view' : 'table',
      ...(type === 'SYSTEM VERSIONED' ? { traits: ['system versioned'] } : {}),
      columns: (columns.get(name) ?? []).map((row) => readColumn(row, facts)),
      ...readIndexes(indexRows.get(name) ?? []),
      foreignKeys: readForeignKeys(foreignKeys.get(name) ?? [], rules.get(name) ?? []),
      checks: readChecks(checksHere),
      // Of a view, the comment is the word VIEW, or what is wrong with it.
      ...(comment && !isView ? { comment } : {}),
      ...(definition ? { definition } : {}),
    };
  });
}
