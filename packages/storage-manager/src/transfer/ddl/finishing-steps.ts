import type { EngineName } from '../engine-name.js';
import type { ForeignKeyPlan, TablePlan } from '../plan/transfer-plan.js';
import { literal, quoted } from '../quote.js';
import { columnList, named, tableName, writeForeignKey } from './write-table.js';

/** A statement that completes a table when its rows are there; it may be given again. */
export interface FinishingStep {
  readonly sql: string;
  /** What it makes, such as `foreign key`. */
  readonly what: string;
  readonly name: string;
  readonly table: TablePlan;
  /** Without it the transfer has failed; others are listed as not moved when the target refuses them. */
  readonly needed: boolean;
}

/**
 * What is left to do when all rows are there: keys, unique constraints, checks and indexes of all tables, and then their foreign
 * keys, which may lead in circles.
 */
export function finishingSteps(
  engine: EngineName,
  tables: readonly TablePlan[],
  parentOf: (key: ForeignKeyPlan) => TablePlan,
): readonly FinishingStep[] {
  return [
    ...tables.flatMap((table) => ownSteps(engine, table)),
    ...tables.flatMap((table) => foreignKeySteps(engine, table, parentOf)),
  ];
}

function ownSteps(engine: EngineName, table: TablePlan): readonly FinishingStep[] {
  const step = (what: string, name: string, sql: string, needed = false): FinishingStep => ({
    sql,
    what,
    name,
    table,
    needed,
  });
  const name = tableName(engine, table);
  const alter = (constraint: string) => `ALTER TABLE ${name} ADD ${constraint}`;
  const ifAbsent = engine === 'sqlite' ? '' : 'IF NOT EXISTS ';
  const constraint = (what: string, key: { readonly name: string }, sql: string, needed: boolean) =>
    step(
      what,
      key.name,
      alter(
        engine === 'mariadb' ? `CONSTRAINT ${ifAbsent}${quoted(engine, key.name)} ${sql}` : named(engine, key, sql),
      ),
      needed,
    );
  const steps: FinishingStep[] = [];
  if (engine === 'postgres' && table.key)
    steps.push(constraint('primary key', table.key, `PRIMARY KEY (${columnList(engine, table.key.columns)})`, true));
  for (const key of engine === 'sqlite' ? [] : table.unique) {
    const columns = columnList(engine, key.columns);
    steps.push(
      engine === 'mariadb'
        ? step('unique', key.name, alter(`UNIQUE KEY ${ifAbsent}${quoted(engine, key.name)} (${columns})`))
        : constraint('unique', key, `UNIQUE (${columns})`, false),
    );
  }
  for (const index of table.indexes) {
    const parts = index.parts.map(({ sql }) => sql).join(', ');
    const where = index.where === undefined ? '' : ` WHERE ${index.where}`;
    const sql = `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${quoted(engine, index.name)} ON ${name} (${parts})${where}`;
    steps.push(step(index.unique ? 'unique index' : 'index', index.name, sql));
  }
  for (const check of engine === 'sqlite' ? [] : table.checks)
    steps.push(constraint('check', check, `CHECK (${check.expression})`, false));
  return [...steps, ...comments(engine, table)];
}

function foreignKeySteps(
  engine: EngineName,
  table: TablePlan,
  parentOf: (key: ForeignKeyPlan) => TablePlan,
): readonly FinishingStep[] {
  if (engine === 'sqlite') return [];
  return table.foreignKeys.map((key) => {
    const definition = writeForeignKey(engine, key, parentOf(key));
    const name = quoted(engine, key.name);
    // MariaDB's IF NOT EXISTS stands before the name of the index that it makes for the key.
    const sql =
      engine === 'mariadb'
        ? `ALTER TABLE ${tableName(engine, table)} ADD CONSTRAINT ${name} ${definition.replace('FOREIGN KEY', 'FOREIGN KEY IF NOT EXISTS')}`
        : `ALTER TABLE ${tableName(engine, table)} ADD CONSTRAINT ${name} ${definition}`;
    return { sql, what: 'foreign key', name: key.name, table, needed: false };
  });
}

/** MariaDB has comments in its definitions. */
function comments(engine: EngineName, table: TablePlan): readonly FinishingStep[] {
  if (engine !== 'postgres') return [];
  const name = tableName(engine, table);
  const steps = table.columns.flatMap((column) =>
    column.comment === undefined
      ? []
      : [`COLUMN ${name}.${quoted(engine, column.name)} IS ${literal(engine, column.comment)}`],
  );
  if (table.comment !== undefined) steps.push(`TABLE ${name} IS ${literal(engine, table.comment)}`);
  return steps.map((on) => ({ sql: `COMMENT ON ${on}`, what: 'comment', name: table.target, table, needed: false }));
}
