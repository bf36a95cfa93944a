import type { CatalogueTable, ForeignKey } from '../../catalogue/catalogue.js';
import { ENGINE_TITLES } from '../engine-name.js';
import { type Expression, Untranslatable } from '../expression/expression.js';
import { readExpression } from '../expression/read-expression.js';
import { writeExpression } from '../expression/write-expression.js';
import { literal, quoted } from '../quote.js';
import type { PlanContext } from './plan-context.js';
import type { CheckPlan, ColumnPlan, ForeignKeyPlan, KeyPlan, TablePlan } from './transfer-plan.js';

type Constraints = Pick<TablePlan, 'key' | 'unique' | 'foreignKeys' | 'checks'>;

/** Plans the keys and checks of a table. */
export function planConstraints(
  table: CatalogueTable,
  columns: readonly ColumnPlan[],
  context: PlanContext,
): Constraints {
  const target = context.targetOf(table.name).name;
  const named = (end: string, parts: readonly string[], name?: string): KeyPlan => ({
    name: context.names.take(name ?? `${target}_${[...parts, end].join('_')}`),
    columns: parts,
  });
  return {
    key: table.key.length === 0 ? undefined : { name: context.names.take(`${target}_pkey`), columns: table.key },
    unique: table.unique.map(({ name, columns: parts }) => named('key', parts, name)),
    foreignKeys: table.foreignKeys.flatMap((key) => planForeignKey(key, table, context) ?? []),
    checks: [
      ...table.checks.flatMap((check) => planCheck(check, table, context) ?? []),
      ...enumChecks(columns, target, context),
    ],
  };
}

function planForeignKey(key: ForeignKey, table: CatalogueTable, context: PlanContext): ForeignKeyPlan | undefined {
  const { to, notMoved, catalogue } = context;
  const label = key.name ?? `(${key.columns.join(', ')}) to ${key.table}`;
  const refuse = (reason: string) => {
    notMoved.push({ table: table.name, what: 'foreign key', name: label, reason });
    return undefined;
  };
  const parent = catalogue.find(({ name, kind }) => name === key.table && kind === 'table');
  if (!parent) return refuse(`there is no table "${key.table}"`);
  const missing = key.to.find((column) => !parent.columns.some(({ name }) => name === column));
  if (missing !== undefined || key.to.length !== key.columns.length)
    return refuse(`"${key.table}" has no such columns`);
  if (!isUnique(parent, key.to)) return refuse(`(${key.to.join(', ')}) of "${key.table}" is not unique`);
  const without = (rule: ForeignKey['onDelete'], what: string) => {
    if (to !== 'mariadb' || rule !== 'set default') return rule;
    notMoved.push({ table: table.name, what, name: label, reason: 'MariaDB does not set defaults' });
    return 'no action';
  };
  if (to === 'mariadb' && key.deferrable)
    notMoved.push({
      table: table.name,
      what: 'deferrable',
      name: label,
      reason: 'MariaDB checks foreign keys at once',
    });
  const target = context.targetOf(table.name).name;
  return {
    name: context.names.take(key.name ?? `${target}_${key.columns.join('_')}_fkey`),
    columns: key.columns,
    table: key.table,
    sourceTable: key.table,
    to: key.to,
    onUpdate: without(key.onUpdate, 'ON UPDATE SET DEFAULT'),
    onDelete: without(key.onDelete, 'ON DELETE SET DEFAULT'),
    deferrable: key.deferrable && to !== 'mariadb',
    deferred: (key.deferred ?? false) && to !== 'mariadb',
  };
}

function isUnique({ key, unique, indexes }: CatalogueTable, columns: readonly string[]): boolean {
  const same = (others: readonly string[]) =>
    others.length === columns.length && columns.every((column) => others.includes(column));
  return (
    same(key) ||
    unique.some((other) => same(other.columns)) ||
    indexes.some(
      (index) =>
        index.unique &&
        index.where === undefined &&
        same(index.parts.flatMap(({ column, prefix }) => (prefix === undefined ? (column ?? []) : []))),
    )
  );
}

function planCheck(
  { name, expression }: CatalogueTable['checks'][number],
  table: CatalogueTable,
  context: PlanContext,
): CheckPlan | undefined {
  const { from, to, notMoved, warnings } = context;
  const free = () => context.names.take(name ?? `${context.targetOf(table.name).name}_check`);
  if (from === to) return { name: free(), expression };
  try {
    const read = readExpression(
      expression,
      from,
      table.columns.map((column) => column.name),
    );
    if (from === 'mariadb' && comparesText(read))
      warnings.push({
        table: table.name,
        text: `the check ${expression} compares text exactly at ${ENGINE_TITLES[to]}`,
      });
    return { name: free(), expression: writeExpression(read, to) };
  } catch (thrown) {
    if (!(thrown instanceof Untranslatable)) throw thrown;
    notMoved.push({
      table: table.name,
      what: 'check',
      name: `${name === undefined ? '' : `${name}: `}${expression}`,
      reason: thrown.message,
    });
    return undefined;
  }
}

function comparesText(expression: Expression): boolean {
  switch (expression.kind) {
    case 'text':
      return true;
    case 'unary':
    case 'absent':
    case 'characters':
      return comparesText(expression.of);
    case 'binary':
      return comparesText(expression.left) || comparesText(expression.right);
    case 'among':
      return expression.list.some(comparesText);
    default:
      return false;
  }
}

/** SQLite has no enumerations, and is told by a check which values there are. */
function enumChecks(
  columns: readonly ColumnPlan[],
  target: string,
  { to, from, names }: PlanContext,
): readonly CheckPlan[] {
  if (to !== 'sqlite' || from === 'sqlite') return [];
  return columns.flatMap(({ name, target: type }) =>
    type.kind === 'enum'
      ? [
          {
            name: names.take(`${target}_${name}_values`),
            expression: `${quoted(to, name)} IN (${type.values.map((value) => literal(to, value)).join(', ')})`,
          },
        ]
      : [],
  );
}
