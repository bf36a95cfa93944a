import type { CatalogueIndex, CatalogueTable } from '../../catalogue/catalogue.js';
import { ENGINE_TITLES } from '../engine-name.js';
import { Untranslatable } from '../expression/expression.js';
import { readExpression } from '../expression/read-expression.js';
import { writeExpression } from '../expression/write-expression.js';
import { quoted } from '../quote.js';
import type { PlanContext } from './plan-context.js';
import type { ColumnPlan, IndexPlan } from './transfer-plan.js';

const ORDINARY = /^(?:btree|b-tree)$/i;
/** Characters at the start of a long text that an index of MariaDB takes. */
const PREFIX = 191;

/** Plans the indexes of a table that come without a constraint. */
export function planIndexes(
  table: CatalogueTable,
  columns: readonly ColumnPlan[],
  context: PlanContext,
): readonly IndexPlan[] {
  return table.indexes.flatMap((index) => {
    try {
      return [planIndex(index, table, columns, context)];
    } catch (thrown) {
      if (!(thrown instanceof Untranslatable)) throw thrown;
      const what = `${index.unique ? 'unique ' : ''}index`;
      context.notMoved.push({ table: table.name, what, name: index.name, reason: thrown.message });
      return [];
    }
  });
}

function planIndex(
  index: CatalogueIndex,
  table: CatalogueTable,
  columns: readonly ColumnPlan[],
  context: PlanContext,
): IndexPlan {
  const { from, to } = context;
  if (index.method !== undefined && !ORDINARY.test(index.method))
    throw new Untranslatable(`it is of the kind ${index.method}`);
  const parts = index.parts.map((part) => planPart(part, index.unique, columns, context));
  if ((index.include ?? []).length > 0)
    context.notMoved.push({
      table: table.name,
      what: 'columns kept in an index',
      name: index.name,
      reason: 'they are not needed to find rows',
    });
  if (index.where !== undefined && to === 'mariadb')
    throw new Untranslatable('MariaDB has no indexes of some of the rows');
  return {
    name: context.names.take(index.name),
    unique: index.unique,
    parts,
    where:
      index.where === undefined
        ? undefined
        : from === to
          ? index.where
          : writeExpression(
              readExpression(
                index.where,
                from,
                columns.map(({ name }) => name),
              ),
              to,
            ),
  };
}

function planPart(
  part: CatalogueIndex['parts'][number],
  unique: boolean,
  columns: readonly ColumnPlan[],
  { from, to }: PlanContext,
): IndexPlan['parts'][number] {
  const order = part.descending ? ' DESC' : '';
  if (part.column === undefined) {
    if (from === to && part.expression !== undefined) return { sql: `(${part.expression})${order}` };
    throw new Untranslatable(`it is of an expression, ${part.expression ?? ''}`);
  }
  if (part.prefix !== undefined && unique && to !== 'mariadb')
    throw new Untranslatable(`${ENGINE_TITLES[to]} has no indexes of the beginnings of text`);
  const type = columns.find(({ name }) => name === part.column)?.target;
  if (to === 'postgres' && type?.kind === 'json') throw new Untranslatable('PostgreSQL does not sort JSON');
  return {
    column: part.column,
    sql: `${quoted(to, part.column)}${to === 'mariadb' ? prefixOf(part.prefix, type) : ''}${order}`,
  };
}

function prefixOf(prefix: number | undefined, type: ColumnPlan['target'] | undefined): string {
  const isLong =
    type?.kind === 'json' ||
    ((type?.kind === 'text' || type?.kind === 'binary') && (type.length === undefined || type.length > 768));
  return prefix === undefined ? (isLong ? `(${PREFIX})` : '') : `(${prefix})`;
}
