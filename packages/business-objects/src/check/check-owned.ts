import type { Diagnostic } from '@caruso/language';
import type { CatalogueTable, Store } from '@caruso/storage-manager/contract';
import { Problems } from '../documents/problems.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import { checkColumns, whenOwnerStarts } from './check-columns.js';
import { findTable } from './find-table.js';
import { tableParts } from './table-parts.js';

/** The code of a table that its owner has not made yet. */
export const AWAITED = 'awaited-table';

/** What a table lacks that another service makes and alters, perhaps later. */
export function checkOwned(
  plan: ObjectPlan,
  { engine }: Pick<Store, 'engine'>,
  tables: readonly CatalogueTable[],
): readonly Diagnostic[] {
  const { mapping, model } = plan;
  const problems = new Problems();
  for (const part of tableParts(plan)) {
    const table = findTable(tables, part.table);
    if (table !== undefined) checkColumns(model, part, table, engine !== 'sqlite', problems);
    else {
      const message = `The store '${mapping.store}' has no table '${part.table}' yet`;
      problems.warning(AWAITED, message, part.place, whenOwnerStarts(mapping));
    }
  }
  return problems.all;
}

/** Whether objects cannot be read for what was found. */
export const keepsWaiting = ({ severity, code }: Diagnostic) => severity === 'error' || code === AWAITED;
