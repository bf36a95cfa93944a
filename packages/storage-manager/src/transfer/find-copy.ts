import type { CatalogueColumn, CatalogueTable } from '../catalogue/catalogue.js';
import { joinTableName } from '../table-name.js';
import { comparable } from './plan/names.js';
import type { TablePlan } from './plan/transfer-plan.js';
import type { Side } from './side.js';

/** The column of a table at the target that a planned one is. */
export const columnAt = (
  { kind }: Pick<Side, 'kind'>,
  table: CatalogueTable,
  name: string,
): CatalogueColumn | undefined =>
  table.columns.find((column) => comparable(column.name, kind, 'column') === comparable(name, kind, 'column'));

/** The table at the target that a planned one is. */
export function tableAt(
  { kind }: Pick<Side, 'kind'>,
  found: readonly CatalogueTable[],
  { schema, target }: Pick<TablePlan, 'schema' | 'target'>,
): CatalogueTable | undefined {
  const wanted = comparable(joinTableName({ schema, name: target }), kind, 'table');
  return found.find(({ name, kind: what }) => what === 'table' && comparable(name, kind, 'table') === wanted);
}
