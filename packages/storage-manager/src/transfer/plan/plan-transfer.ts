import { didYouMean } from '@caruso/language';
import type { CatalogueTable } from '../../catalogue/catalogue.js';
import { ENGINE_TITLES, type EngineName } from '../engine-name.js';
import { planOwn } from '../own/plan-own.js';
import { comparable, FreeNames, nameProblem, targetName } from './names.js';
import { planColumn } from './plan-column.js';
import { planConstraints } from './plan-constraints.js';
import type { PlanContext, PlanOptions } from './plan-context.js';
import { planIndexes } from './plan-indexes.js';
import type { Problem, TablePlan, TransferPlan } from './transfer-plan.js';

/** Plans how the tables of a catalogue are made and filled at the target. Pure: it looks at nothing else. */
export function planTransfer(catalogue: readonly CatalogueTable[], options: PlanOptions): TransferPlan {
  const { from, to } = options;
  const context: PlanContext = {
    ...options,
    catalogue,
    names: new FreeNames(to, [...options.taken, ...catalogue.map(({ name }) => targetName(name, to).name)]),
    enums: [],
    notMoved: [],
    warnings: [],
    problems: [],
    targetOf: (table) => targetName(table, to),
  };
  const { notMoved, problems } = context;
  for (const view of catalogue.filter(({ kind }) => kind === 'view'))
    notMoved.push({ table: view.name, what: 'view', name: view.name, reason: 'queries are not translated' });
  const all = catalogue.filter(({ kind }) => kind === 'table');
  const tables = all.filter(({ columns }) => columns.length > 0);
  for (const { name } of all.filter((table) => !tables.includes(table)))
    notMoved.push({ table: name, what: 'table', name, reason: 'it has no columns' });
  problems.push(...unknownColumns(tables, options.asText), ...nameProblems(tables, context));
  const plans = tables.map((table) => planTable(table, context));
  return { from, to, tables: plans, enums: context.enums, notMoved, warnings: context.warnings, problems };
}

function planTable(table: CatalogueTable, context: PlanContext): TablePlan {
  const { name: target, schema } = context.targetOf(table.name);
  const { notMoved, to } = context;
  for (const trait of table.traits ?? [])
    notMoved.push({ table: table.name, what: 'trait', name: trait, reason: 'the target gets an ordinary table' });
  const columns = table.columns.map((column) => planColumn(column, table, context));
  if (to === 'sqlite' && (table.comment !== undefined || table.columns.some(({ comment }) => comment !== undefined)))
    notMoved.push({ table: table.name, what: 'comments', name: table.name, reason: 'SQLite keeps none' });
  noteCollations(table, context);
  const definition = context.definitions.get(table.name);
  const own = definition === undefined ? undefined : planOwn(table, definition, context);
  const constraints = planConstraints(own?.rest ?? table, columns, context);
  return {
    source: table.name,
    target,
    schema,
    columns,
    comment: table.comment,
    ...constraints,
    checks: [...(own?.checks ?? []), ...constraints.checks],
    indexes: [...(own?.indexes ?? []), ...planIndexes(own?.rest ?? table, columns, context)],
  };
}

/** How text is compared is moved between databases of one engine only. */
function noteCollations(table: CatalogueTable, { from, to, notMoved }: PlanContext): void {
  if (from === to) return;
  const collations = new Set(
    table.columns.flatMap(({ collation }) => (collation === undefined || EXACT.test(collation) ? [] : [collation])),
  );
  for (const collation of collations)
    notMoved.push({
      table: table.name,
      what: 'collation',
      name: collation,
      reason: `${ENGINE_TITLES[to]} compares the text character by character`,
    });
}

const EXACT = /^(?:BINARY|C|POSIX|default|\w+_bin)$/i;

function nameProblems(tables: readonly CatalogueTable[], { to, targetOf }: PlanContext): readonly Problem[] {
  const found: Problem[] = [];
  const known = new Map<string, string>();
  for (const table of tables) {
    const { schema, name } = targetOf(table.name);
    const reason = nameProblem(name, to);
    if (reason !== undefined) found.push({ table: table.name, reason });
    const key = JSON.stringify([schema, comparable(name, to, 'table')]);
    const other = known.get(key);
    if (other !== undefined)
      found.push({
        table: table.name,
        reason: `${ENGINE_TITLES[to]} does not tell the name from the table "${other}"`,
      });
    known.set(key, table.name);
    found.push(...columnNameProblems(table, to));
  }
  return found;
}

function columnNameProblems(table: CatalogueTable, to: EngineName): readonly Problem[] {
  const found: Problem[] = [];
  const known = new Map<string, string>();
  for (const { name: column } of table.columns) {
    const reason = nameProblem(column, to);
    if (reason !== undefined) found.push({ table: table.name, column, reason });
    const key = comparable(column, to, 'column');
    const other = known.get(key);
    if (other !== undefined)
      found.push({
        table: table.name,
        column,
        reason: `${ENGINE_TITLES[to]} does not tell the name from the column "${other}"`,
      });
    known.set(key, column);
  }
  return found;
}

function unknownColumns(tables: readonly CatalogueTable[], asText: readonly string[]): readonly Problem[] {
  const known = new Set(tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)));
  return asText
    .filter((path) => !known.has(path))
    .map((path) => {
      const hint = didYouMean(path, known);
      const reason = `there is no such column, which should be kept as text${hint === undefined ? '' : `; ${hint}`}`;
      return { table: path, reason };
    });
}
