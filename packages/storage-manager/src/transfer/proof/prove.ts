import type { CatalogueTable } from '../../catalogue/catalogue.js';
import { JOURNAL } from '../copy/journal.js';
import { columnAt, tableAt } from '../find-copy.js';
import { asDefined } from '../own/as-defined.js';
import type { Problem, TablePlan, TransferPlan } from '../plan/transfer-plan.js';
import type { TableProof } from '../report/transfer-report.js';
import { catalogueOf, type Side, snapshot } from '../side.js';
import type { ProofTask } from './proof-task.js';
import { proveTable } from './prove-table.js';

/** What was found when both sides were read. */
export interface Proof {
  readonly tables: readonly TableProof[];
  /** Tables and columns that the target lacks. */
  readonly problems: readonly Problem[];
}

/** Reads all rows of both sides, and compares them and what the catalogues say. */
export async function prove(task: ProofTask): Promise<Proof> {
  const { target, plan, catalogue } = task;
  const found = asDefined(target.kind, await catalogueOf(target, JOURNAL), task.definedThere);
  const tables: TableProof[] = [];
  const problems: Problem[] = [];
  const pairs = plan.tables.flatMap((table) => {
    const original = catalogue.find(({ name }) => name === table.source);
    const copy = tableAt(target, found, table);
    const lacking = copy === undefined ? ['the table'] : missingColumns(target, copy, table);
    problems.push(...lacking.map((what) => ({ table: table.source, reason: `the target lacks ${what}` })));
    return original && copy && lacking.length === 0 ? [{ table, original, copy }] : [];
  });
  await snapshot(target, async (here) => {
    for (const pair of pairs)
      tables.push(await proveTable(task, pair, here, (name) => nameAt(target, found, plan, name)));
  });
  return { tables, problems };
}

function missingColumns(target: Side, copy: CatalogueTable, table: TablePlan): readonly string[] {
  return table.columns
    .filter(({ name }) => columnAt(target, copy, name) === undefined)
    .map(({ name }) => `the column "${name}"`);
}

function nameAt(target: Side, found: readonly CatalogueTable[], plan: TransferPlan, source: string): string {
  const table = plan.tables.find((other) => other.source === source);
  return (table && tableAt(target, found, table)?.name) ?? source;
}
