import type { Connection } from '../../engine/engine.js';
import { joinTableName } from '../../table-name.js';
import type { CatalogueTable } from '../catalogue.js';
import { grouped } from '../grouped.js';
import { type ColumnFacts, checkOfColumn, readColumn } from './postgres-columns.js';
import { type Names, readConstraints, readIndexes } from './postgres-constraints.js';
import {
  COLUMNS,
  CONSTRAINTS,
  type ColumnRow,
  type ConstraintRow,
  DOMAIN_CHECKS,
  type DomainCheckRow,
  ENUMS,
  type EnumRow,
  INDEXES,
  type IndexRow,
  nextValues,
  SEQUENCES,
  type SequenceRow,
  TABLES,
  type TableRow,
} from './postgres-queries.js';

/** Reads what a PostgreSQL database has, in all its schemas. */
export async function readPostgresCatalogue(connection: Connection): Promise<readonly CatalogueTable[]> {
  const ask = async <Row>(sql: string) => (await connection.rows({ sql, parameters: [] })) as unknown as readonly Row[];
  const tables = await ask<TableRow>(TABLES);
  const columns = grouped(await ask<ColumnRow>(COLUMNS), ([table]) => table);
  const constraints = grouped(await ask<ConstraintRow>(CONSTRAINTS), ([table]) => table);
  const domainChecks = grouped(await ask<DomainCheckRow>(DOMAIN_CHECKS), ([table]) => table);
  const indexes = grouped(await ask<IndexRow>(INDEXES), ([table]) => table);
  const enums = (await ask<EnumRow>(ENUMS)).map(([type, labels]) => [type, JSON.parse(labels) as string[]] as const);
  const used = new Set([...columns.values()].flat().map((row) => row[13]));
  const sequences = (await ask<SequenceRow>(SEQUENCES)).filter(([oid]) => used.has(oid));
  const next = sequences.length ? await ask<readonly [string, string]>(nextValues(sequences)) : [];
  const facts: ColumnFacts = { enums: new Map(enums), next: new Map(next) };
  const names: Names = {
    tables: new Map(tables.map((row) => [row[0], row])),
    columns: new Map([...columns].map(([table, rows]) => [table, new Map(rows.map((row) => [row[1], row[2]]))])),
  };
  return tables.map((row) => {
    const [oid, schema, name, kind, , , comment, definition] = row;
    const told = readConstraints(constraints.get(oid) ?? [], names);
    for (const [table, column, check, expression] of domainChecks.get(oid) ?? [])
      told.checks.push({
        name: check,
        expression: checkOfColumn(expression, names.columns.get(table)?.get(column) ?? ''),
      });
    return {
      name: joinTableName({ schema: schema ?? undefined, name }),
      kind: kind === 'v' || kind === 'm' ? 'view' : 'table',
      ...traitsOf(row),
      columns: (columns.get(oid) ?? []).map((column) => readColumn(column, facts)),
      ...told,
      indexes: readIndexes(indexes.get(oid) ?? [], names),
      ...(comment === null ? {} : { comment }),
      ...(definition === null ? {} : { definition }),
    };
  });
}

const KINDS: Readonly<Partial<Record<TableRow[3], string>>> = { p: 'partitioned', f: 'foreign', m: 'materialized' };

function traitsOf([, , , kind, unlogged, inherits]: TableRow): { readonly traits?: string[] } {
  const traits = [KINDS[kind], unlogged === 't' ? 'unlogged' : undefined, inherits === 't' ? 'inherits' : undefined];
  const present = traits.filter((trait) => trait !== undefined);
  return present.length ? { traits: present } : {};
}
