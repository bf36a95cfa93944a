import type { CatalogueTable } from '../../catalogue/catalogue.js';
import { joinTableName } from '../../table-name.js';
import { quotedTable } from '../copy/table-rows.js';
import { comparable } from '../plan/names.js';
import type { Problem, TransferPlan } from '../plan/transfer-plan.js';
import { atTable, plain, type Side } from '../side.js';

/**
 * Tables at the target that have rows, and views that are called as a table is to be.
 *
 * @param own tables that an earlier run of the same transfer has begun to fill
 */
export async function tablesInTheWay(
  target: Side,
  plan: TransferPlan,
  present: readonly CatalogueTable[],
  own: readonly string[],
): Promise<readonly Problem[]> {
  const { kind } = target;
  const known = new Map(present.map((table) => [comparable(table.name, kind, 'table'), table]));
  const problems: Problem[] = [];
  for (const table of plan.tables) {
    const name = joinTableName({ schema: table.schema, name: table.target });
    const there = known.get(comparable(name, kind, 'table'));
    if (there === undefined || own.includes(name)) continue;
    if (there.kind === 'view')
      problems.push({ table: table.source, reason: `the target has a view "${name}" already; drop it` });
    else if (await hasRows(target, there.name))
      problems.push({
        table: table.source,
        reason: `the target has a table "${name}" already, and it has rows; empty it or drop it, or choose another database`,
      });
  }
  return problems;
}

async function hasRows(target: Side, table: string): Promise<boolean> {
  const some = plain(`SELECT 1 FROM ${quotedTable(target.kind, table)} LIMIT 1`);
  return atTable(
    target,
    table,
    async () => (await target.engine.read((connection) => connection.rows(some))).length > 0,
  );
}
