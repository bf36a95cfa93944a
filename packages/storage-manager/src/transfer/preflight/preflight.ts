import type { CatalogueTable } from '../../catalogue/catalogue.js';
import type { Connection } from '../../engine/engine.js';
import type { ForeignKeyPlan, Problem, TablePlan, TransferPlan } from '../plan/transfer-plan.js';
import { atTable, type Side } from '../side.js';
import { capacityOf } from './capacity.js';
import { findMisfits } from './find-misfits.js';
import { findOrphans } from './find-orphans.js';
import { tablesInTheWay } from './tables-in-the-way.js';

export interface PreflightTask {
  readonly source: Side;
  readonly reading: Connection;
  readonly target: Side;
  readonly plan: TransferPlan;
  /** What the target has already. */
  readonly present: readonly CatalogueTable[];
  /** Tables at the target that an earlier run of the same transfer has made. */
  readonly own: readonly string[];
  readonly progress: (table: string) => void;
}

export interface PreflightResult {
  readonly problems: readonly Problem[];
  /** Foreign keys that lead from some rows to none. */
  readonly broken: readonly {
    readonly table: TablePlan;
    readonly key: ForeignKeyPlan;
    readonly orphans: readonly Problem[];
  }[];
}

/** Finds whatever the target cannot hold, before anything is written. */
export async function preflight({
  source,
  reading,
  target,
  plan,
  present,
  own,
  progress,
}: PreflightTask): Promise<PreflightResult> {
  const problems: Problem[] = [...plan.problems, ...(await tablesInTheWay(target, plan, present, own))];
  const broken: PreflightResult['broken'][number][] = [];
  const capacity = await capacityOf(target);
  for (const table of plan.tables) {
    progress(table.source);
    problems.push(...(await atTable(source, table.source, () => findMisfits(source.kind, reading, table, capacity))));
    for (const key of table.foreignKeys) {
      const orphans = await findOrphans(source.kind, reading, table, key);
      if (orphans.length > 0) broken.push({ table, key, orphans });
    }
  }
  return { problems, broken };
}
