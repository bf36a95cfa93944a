import type { CatalogueColumn } from '../catalogue/catalogue.js';
import { checkName, columnText } from '../sql/definition.js';
import type { AlteredColumn } from './alteration.js';
import { isCheckOf } from './column-state.js';
import { misfitCondition } from './misfit-condition.js';
import { presetText } from './preset.js';
import { withoutNotNull } from './rebuild-table.js';
import { checkRenamed } from './write-renames.js';
import type { WrittenTable } from './written-table.js';

/** A required column joins with what it gives to all rows; without that it cannot be required yet. */
export function added(t: WrittenTable, column: AlteredColumn): string {
  const preset = presetText(t.sql, t.engine, column);
  const required = column.required && preset !== undefined;
  return columnText(
    t.sql,
    t.table.name,
    { ...column, required, generated: false },
    {
      indexed: column.indexed,
      preset: required ? preset : undefined,
    },
  );
}

/** The column with other limits, and with or without the duty to have a value. */
export function redefine(t: WrittenTable, column: AlteredColumn): readonly string[] {
  const present = t.column(column.name);
  const text = columnText(t.sql, t.table.name, column, {
    indexed: column.indexed,
    preset: defaultOf(present),
  });
  if (t.engine === 'mariadb') return [`ALTER TABLE ${t.name} MODIFY COLUMN ${text}`];
  if (t.engine === 'sqlite') return t.rebuilt({ columns: new Map([[column.name, text]]) });
  const name = t.sql.name(column.name);
  const check = t.table.checks.find((each) => isCheckOf(each, column.name))?.name;
  const wanted = t.sql.dialect.definitions.columnCheck(column);
  const constraint = t.sql.name(checkName(t.table.name, column.name));
  const changes = [
    ...(check === undefined ? [] : [`DROP CONSTRAINT ${t.sql.name(check)}`]),
    ...(wanted === undefined ? [] : [`ADD CONSTRAINT ${constraint} CHECK (${wanted})`]),
    `ALTER COLUMN ${name} ${column.required ? 'SET' : 'DROP'} NOT NULL`,
  ];
  return [`ALTER TABLE ${t.name} ${changes.join(', ')}`];
}

export function relax(t: WrittenTable, column: string): readonly string[] {
  const name = t.sql.name(column);
  if (t.engine === 'postgres') return [`ALTER TABLE ${t.name} ALTER COLUMN ${name} DROP NOT NULL`];
  if (t.engine === 'mariadb') {
    const { engineType = '', collation } = t.column(column) ?? {};
    const collated = collation === undefined ? '' : ` COLLATE ${collation}`;
    return [`ALTER TABLE ${t.name} MODIFY COLUMN ${name} ${engineType}${collated} NULL`];
  }
  const text = withoutNotNull(t.sqlite?.sql ?? '', column);
  return t.rebuilt({ columns: new Map([[column, text ?? name]]) });
}

export function fill(t: WrittenTable, column: AlteredColumn): readonly string[] {
  const preset = presetText(t.sql, t.engine, column);
  if (preset === undefined) return [];
  const name = t.sql.name(column.name);
  return [`UPDATE ${t.name} SET ${name} = ${preset} WHERE ${name} IS NULL`];
}

/** What does not fit goes, and what is needed comes. */
export function clear(t: WrittenTable, column: AlteredColumn): readonly string[] {
  const misfit = misfitCondition(t.engine, t.sql.dialect, column);
  const empty = column.required && column.fill !== undefined ? presetText(t.sql, t.engine, column) : undefined;
  const name = t.sql.name(column.name);
  return [
    ...(misfit === undefined ? [] : [`UPDATE ${t.name} SET ${name} = ${empty ?? 'NULL'} WHERE ${misfit}`]),
    ...(column.required ? fill(t, column) : []),
  ];
}

export function dropColumn(t: WrittenTable, column: string): readonly string[] {
  const drop = `DROP COLUMN ${t.sql.name(column)}`;
  if (t.engine === 'mariadb') return [`ALTER TABLE ${t.name} ${[...t.indexDrops(column), drop].join(', ')}`];
  return [...t.dropIndexes(({ columns }) => columns.includes(column)), `ALTER TABLE ${t.name} ${drop}`];
}

export function replaceColumn(t: WrittenTable, column: AlteredColumn, by: string): readonly string[] {
  const name = t.sql.name(column.name);
  const text = columnText(t.sql, t.table.name, { ...column, generated: false }, { indexed: column.indexed });
  if (t.engine === 'mariadb') {
    const changes = [...t.indexDrops(column.name), `DROP COLUMN ${name}`, `CHANGE COLUMN ${t.sql.name(by)} ${text}`];
    return [`ALTER TABLE ${t.name} ${changes.join(', ')}`];
  }
  const dropped = t.dropIndexes(({ columns }) => columns.includes(column.name));
  if (t.engine === 'sqlite') {
    const columns = new Map([
      [column.name, text],
      [by, undefined],
    ]);
    const belongings = new Set(t.indexNames(({ columns: held }) => held.includes(column.name)));
    return [...dropped, ...t.rebuilt({ columns, from: new Map([[column.name, by]]) }, belongings)];
  }
  return [
    ...dropped,
    `ALTER TABLE ${t.name} DROP COLUMN ${name}`,
    `ALTER TABLE ${t.name} RENAME COLUMN ${t.sql.name(by)} TO ${name}`,
    ...checkRenamed(t, by, t.table.name, column.name),
    ...(column.required ? [`ALTER TABLE ${t.name} ALTER COLUMN ${name} SET NOT NULL`] : []),
  ];
}

/** What a column gives to rows without a value, as its engine writes it. */
function defaultOf(column: CatalogueColumn | undefined): string | undefined {
  const text = column?.default;
  if (text === undefined || column?.generated) return undefined;
  return /^(?:'(?:[^']|'')*'|[-+]?[\d.]+|[A-Za-z_]+)$/.test(text) ? text : `(${text})`;
}
