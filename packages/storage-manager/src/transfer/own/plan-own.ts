import type { CatalogueTable } from '../../catalogue/catalogue.js';
import { type CompleteTable, checkName, indexName } from '../../sql/definition.js';
import { joinTableName } from '../../table-name.js';
import type { PlanContext } from '../plan/plan-context.js';
import type { CheckPlan, IndexPlan } from '../plan/transfer-plan.js';
import { quoted } from '../quote.js';

interface OwnParts {
  /** The table without what its definition says, which is planned like anybody's. */
  readonly rest: CatalogueTable;
  readonly checks: readonly CheckPlan[];
  readonly indexes: readonly IndexPlan[];
}

/** Plans what CARUSO itself would add to the columns of a table that it has defined: the same checks and indexes, by the same names. */
export function planOwn(table: CatalogueTable, definition: CompleteTable, context: PlanContext): OwnParts {
  const { to, names, definitionsOf, asText } = context;
  const target = joinTableName(context.targetOf(table.name));
  const checks = definition.columns.flatMap((column) => {
    const expression = asText.includes(`${table.name}.${column.name}`) ? undefined : definitionsOf.columnCheck(column);
    return expression === undefined ? [] : [{ name: names.take(checkName(target, column.name)), expression }];
  });
  const sets = [
    ...definition.unique.map((columns) => ({ columns, unique: true })),
    ...definition.indexes.map((columns) => ({ columns, unique: false })),
  ].filter(({ columns, unique }) => isThere(table, columns, unique));
  const indexes = sets.map(({ columns, unique }) => ({
    name: names.take(indexName(target, columns, unique)),
    unique,
    parts: columns.map((column) => ({ column, sql: quoted(to, column) })),
  }));
  const isOwn = (columns: readonly (string | undefined)[], unique: boolean) =>
    sets.some((set) => set.unique === unique && set.columns.join('\0') === columns.join('\0'));
  const rest = {
    ...table,
    unique: table.unique.filter(({ columns }) => !isOwn(columns, true)),
    indexes: table.indexes.filter((index) => !isWhole(index) || !isOwn(columnsOf(index), index.unique)),
  };
  return { rest, checks, indexes };
}

type Index = CatalogueTable['indexes'][number];

const columnsOf = ({ parts }: Index) => parts.map(({ column }) => column);
const isWhole = ({ where, parts }: Index) =>
  where === undefined && parts.every(({ column, prefix }) => column !== undefined && prefix === undefined);

function isThere({ unique, indexes }: CatalogueTable, columns: readonly string[], isUnique: boolean): boolean {
  const same = (others: readonly (string | undefined)[]) => others.join('\0') === columns.join('\0');
  return (
    (isUnique && unique.some((key) => same(key.columns))) ||
    indexes.some((index) => isWhole(index) && index.unique === isUnique && same(columnsOf(index)))
  );
}
