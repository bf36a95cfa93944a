import type { CatalogueColumn, CatalogueTable } from '../../catalogue/catalogue.js';
import type { StoredType } from '../../catalogue/stored-type.js';
import { ENGINE_TITLES } from '../engine-name.js';
import { Untranslatable } from '../expression/expression.js';
import { translateDefault } from '../expression/translate-default.js';
import { definedType, isIndexed } from '../own/defined-type.js';
import { quoted } from '../quote.js';
import { observed, type PlanContext } from './plan-context.js';
import { MOST_INDEXED, type TargetType, targetType } from './target-type.js';
import type { ColumnPlan } from './transfer-plan.js';

/** Plans a column: its type, whether it counts up, its default. */
export function planColumn(column: CatalogueColumn, table: CatalogueTable, context: PlanContext): ColumnPlan {
  const { name } = column;
  const { notMoved, warnings, from, to } = context;
  const own = ownColumn(column, table, context);
  const source = own === undefined ? sourceType(column, table, context) : column.type;
  const chosen = own?.chosen ?? typeAt(column, source, table, context);
  for (const text of chosen.warnings) warnings.push({ table: table.name, column: name, text });
  if (column.computed)
    notMoved.push({
      table: table.name,
      what: 'computation',
      name,
      reason: 'the target gets its values, and does not compute them',
    });
  const onUpdate =
    column.onUpdate !== undefined && from === 'mariadb' && to === 'mariadb'
      ? ` ON UPDATE ${column.onUpdate}`
      : undefined;
  if (column.onUpdate !== undefined && onUpdate === undefined)
    notMoved.push({ table: table.name, what: 'ON UPDATE', name, reason: `${ENGINE_TITLES[to]} has no such thing` });
  return {
    name,
    source,
    sourceType: column.engineType,
    target: chosen.type,
    ...(own === undefined ? {} : { own: own.type }),
    sql: chosen.sql,
    nullable: column.nullable && !table.key.includes(name),
    identity: own?.isCounted === false ? undefined : identityOf(column, table, context, chosen),
    default: defaultOf(column, table, context, chosen.type),
    comment: column.comment,
    suffix: onUpdate,
    arrays: from === 'postgres' && to === 'postgres' ? 'literal' : 'json',
  };
}

/** A column of a table that CARUSO has defined: as it would define it at the target. */
function ownColumn({ name }: CatalogueColumn, table: CatalogueTable, context: PlanContext) {
  const { to, definitions, definitionsOf, asText } = context;
  const definition = definitions.get(table.name);
  const column = definition?.columns.find((each) => each.name === name);
  if (definition === undefined || column === undefined || asText.includes(`${table.name}.${name}`)) return undefined;
  const sql = definitionsOf.columnType(column, isIndexed(definition, name));
  const chosen: TargetType = { sql, type: definedType(to, definition, column), warnings: [] };
  return { type: column.type, chosen, isCounted: column.generated };
}

/** SQLite holds anything in any column, and fills no CHAR with blanks. */
function sourceType(
  { name, type }: CatalogueColumn,
  table: CatalogueTable,
  { from, asText, observations }: PlanContext,
): StoredType {
  if (from === 'sqlite' && asText.includes(`${table.name}.${name}`)) return { kind: 'text', fixed: false };
  const held = observations.types.get(observed(table.name, name));
  if (held) return held;
  return from === 'sqlite' && type.kind === 'text' ? { ...type, fixed: false } : type;
}

function typeAt(column: CatalogueColumn, source: StoredType, table: CatalogueTable, context: PlanContext): TargetType {
  const { from, to, observations } = context;
  const usage = {
    indexed: to === 'mariadb' ? lengthWhenIndexed(column.name, table, context) : undefined,
    negativeZero: observations.negativeZeros.has(observed(table.name, column.name)),
  };
  if (context.asText.includes(`${table.name}.${column.name}`))
    return {
      ...targetType({ kind: 'text', fixed: false }, to, usage),
      warnings: ['holds its values as text, as asked for'],
    };
  if (from === to && isKnownThere(source, context)) return { sql: sameType(column, from), type: source, warnings: [] };
  const chosen = targetType(source, to, usage);
  return chosen.type.kind === 'enum' && to === 'postgres'
    ? { ...chosen, sql: enumType(column, table, chosen.type.values, context) }
    : chosen;
}

/** Types that an extension or somebody has made may be absent in another database. */
const isKnownThere = (type: StoredType, { to }: PlanContext) =>
  to !== 'postgres' || (type.kind !== 'other' && type.kind !== 'enum');

function sameType({ engineType, collation, type }: CatalogueColumn, engine: PlanContext['from']): string {
  if (collation === undefined || collation === 'default') return engineType;
  if (engine === 'sqlite') return `${engineType} COLLATE ${quoted(engine, collation)}`;
  if (engine === 'postgres') return `${engineType} COLLATE ${quoted(engine, collation)}`;
  if (type.kind === 'json') return 'JSON';
  return `${engineType} CHARACTER SET ${collation.split('_')[0]} COLLATE ${collation}`;
}

function enumType(
  column: CatalogueColumn,
  table: CatalogueTable,
  values: readonly string[],
  context: PlanContext,
): string {
  const name = context.names.take(`${context.targetOf(table.name).name}_${column.name}`);
  context.enums.push({ name, values });
  return quoted('postgres', name);
}

/** How many characters a text without a length may have in keys and unique constraints of MariaDB; the indexes share. */
function lengthWhenIndexed(column: string, table: CatalogueTable, { catalogue }: PlanContext): number | undefined {
  const referenced = catalogue.flatMap(({ foreignKeys }) =>
    foreignKeys.filter((key) => key.table === table.name).map(({ to }) => to),
  );
  const lists = [
    table.key,
    ...table.unique.map(({ columns }) => columns),
    ...table.indexes.filter(({ unique }) => unique).map(({ parts }) => parts.flatMap((part) => part.column ?? [])),
    ...table.foreignKeys.map(({ columns }) => columns),
    ...referenced,
  ].filter((columns) => columns.includes(column));
  if (lists.length === 0) return undefined;
  return Math.min(
    ...lists.map((columns) =>
      share(columns.flatMap((name) => table.columns.find((other) => other.name === name)?.type ?? [])),
    ),
  );
}

/** Bytes in an index of MariaDB, of one character, and of a value that is no text, at most. */
const INDEX_BYTES = 3_072;
const CHARACTER_BYTES = 4;
const VALUE_BYTES = 32;

/** The characters that each text without a length may have in an index of such columns. */
function share(types: readonly StoredType[]): number {
  const isOpen = (type: StoredType) =>
    type.kind === 'any' ||
    type.kind === 'other' ||
    ((type.kind === 'text' || type.kind === 'binary') && (type.length ?? MOST_INDEXED + 1) > MOST_INDEXED);
  const open = types.filter(isOpen).length;
  const known = types
    .filter((type) => !isOpen(type))
    .map((type) => (type.kind === 'text' ? (type.length ?? 0) * CHARACTER_BYTES : VALUE_BYTES));
  const left = INDEX_BYTES - known.reduce((sum, bytes) => sum + bytes, 0);
  return Math.max(1, Math.floor(left / CHARACTER_BYTES / Math.max(1, open)));
}

function identityOf(
  column: CatalogueColumn,
  table: CatalogueTable,
  context: PlanContext,
  { type }: TargetType,
): ColumnPlan['identity'] {
  const { identity } = column;
  if (identity === undefined) return undefined;
  const { to, notMoved } = context;
  const refuse = (reason: string) => {
    notMoved.push({ table: table.name, what: 'counting up', name: column.name, reason });
    return undefined;
  };
  if (type.kind !== 'integer')
    return refuse(`${ENGINE_TITLES[to]} counts with whole numbers only, of at most 64 bits with a sign`);
  if (to === 'sqlite' && (table.key.length !== 1 || table.key[0] !== column.name))
    return refuse('SQLite counts only in a column that is the whole primary key');
  const first = table.columns.find((other) => other.identity !== undefined);
  if (to === 'mariadb' && first?.name !== column.name)
    return refuse(`MariaDB counts in one column of a table only, which is "${first?.name}"`);
  return { always: identity.always && to === 'postgres', next: identity.next };
}

function defaultOf(
  column: CatalogueColumn,
  table: CatalogueTable,
  context: PlanContext,
  type: StoredType,
): string | undefined {
  if (column.default === undefined || column.identity !== undefined || column.computed !== undefined) return undefined;
  const { from, to } = context;
  if (from === to && from !== 'postgres') return from === 'sqlite' ? `(${column.default})` : column.default;
  try {
    return translateDefault(column.default, from, to, type);
  } catch (thrown) {
    if (!(thrown instanceof Untranslatable)) throw thrown;
    if (from === to) return column.default;
    context.notMoved.push({
      table: table.name,
      what: 'default',
      name: `${column.name}: ${column.default}`,
      reason: thrown.message,
    });
    return undefined;
  }
}
