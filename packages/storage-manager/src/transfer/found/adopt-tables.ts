import type { CatalogueTable } from '../../catalogue/catalogue.js';
import type { Definitions } from '../../definitions/definition-records.js';
import type { CompleteTable } from '../../sql/definition.js';
import { joinTableName } from '../../table-name.js';
import { ENGINE_TITLES, type EngineName } from '../engine-name.js';
import { columnAt, tableAt } from '../find-copy.js';
import { comparable } from '../plan/names.js';
import type { ColumnPlan, Problem, TablePlan, TransferPlan } from '../plan/transfer-plan.js';
import { quoted } from '../quote.js';
import { foundLimits, typeProblem } from './found-type.js';

/**
 * Plans to fill tables that the target has already, and not to alter them. Pure: whether they are empty is not looked at.
 *
 * @param present what the target has
 * @param isFound whether a table of the target, by its name, was there before the transfer
 * @param definedThere how tables of the target are defined that are CARUSO's own
 */
export function adoptTables(
  plan: TransferPlan,
  present: readonly CatalogueTable[],
  isFound: (name: string) => boolean,
  definedThere: Definitions,
): TransferPlan {
  const problems: Problem[] = [...plan.problems];
  const notMoved = [...plan.notMoved];
  const tables = plan.tables.map((table) => {
    const copy = tableAt({ kind: plan.to }, present, table);
    const definition = copy && definedThere.get(copy.name);
    if (!copy || !isFound(joinTableName({ schema: table.schema, name: table.target }))) return table;
    problems.push(...tableProblems(plan, table, copy).map((reason) => ({ table: table.source, reason })));
    return adopted(plan.to, table, copy, definition, problems, (column) =>
      notMoved.push({
        table: table.source,
        what: 'counting up',
        name: column.name,
        reason: 'the column of the table that was found does not count',
      }),
    );
  });
  const made = new Set(tables.filter(({ found }) => !found).flatMap(({ columns }) => columns.map(({ sql }) => sql)));
  const enums = plan.enums.filter(({ name }) => made.has(quoted('postgres', name)));
  return { ...plan, tables, enums, problems, notMoved };
}

function adopted(
  to: EngineName,
  table: TablePlan,
  copy: CatalogueTable,
  definition: CompleteTable | undefined,
  problems: Problem[],
  doesNotCount: (column: ColumnPlan) => void,
): TablePlan {
  const columns = table.columns.map((column): ColumnPlan => {
    const there = columnAt({ kind: to }, copy, column.name);
    if (!there) return column;
    const reason = typeProblem(column, there);
    if (reason !== undefined) problems.push({ table: table.source, column: column.name, reason });
    if (column.identity && !there.identity) doesNotCount(column);
    return {
      ...column,
      target: there.type,
      own: definition?.columns.find(({ name }) => name === there.name)?.type,
      nullable: there.nullable && !copy.key.includes(there.name),
      identity: there.identity && { always: there.identity.always, next: column.identity?.next },
      found: foundLimits(to, there),
    };
  });
  const checks = copy.checks.map(({ name = '', expression }) => ({ name, expression }));
  return { ...table, found: true, columns, checks };
}

/** Why a table cannot be filled whatever its rows are. */
function tableProblems({ to }: TransferPlan, table: TablePlan, copy: CatalogueTable): readonly string[] {
  const planned = (name: string) =>
    table.columns.some((column) => comparable(column.name, to, 'column') === comparable(name, to, 'column'));
  const lacking = table.columns.filter(({ name }) => !columnAt({ kind: to }, copy, name));
  const needed = copy.columns.filter(
    (column) =>
      !planned(column.name) &&
      !column.nullable &&
      column.default === undefined &&
      !column.generated &&
      !column.identity,
  );
  return [
    ...lacking.map(({ name }) => `the table that the target has already lacks the column "${name}"`),
    ...needed.map(
      ({ name }) => `the column "${name}" of the table that the target has already needs a value, and there is none`,
    ),
    ...foreignKeyProblems(to, table, copy),
  ];
}

/** PostgreSQL checks a foreign key with each chunk of rows; the others wait, so that keys which the source has, too, hold at the end. */
function foreignKeyProblems(to: EngineName, table: TablePlan, copy: CatalogueTable): readonly string[] {
  const known = new Set(table.foreignKeys.map(({ columns, to: parent }) => JSON.stringify([columns, parent])));
  return copy.foreignKeys
    .filter(({ columns, to: parent }) => to === 'postgres' || !known.has(JSON.stringify([columns, parent])))
    .map(
      ({ name, columns }) =>
        `the foreign key ${name ?? `(${columns.join(', ')})`} of the table that the target has already is in the way: ${
          to === 'postgres' ? `${ENGINE_TITLES[to]} checks it before all rows are there` : 'the source has none like it'
        }. Drop it, and add it again after the transfer`,
    );
}
