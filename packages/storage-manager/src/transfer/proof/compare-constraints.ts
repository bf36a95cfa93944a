import type { CatalogueTable } from '../../catalogue/catalogue.js';

/** The constraints and indexes of a table, each as one line that is the same on every engine. */
function factsOf(table: CatalogueTable, nameOf: (table: string) => string): readonly string[] {
  const list = (columns: readonly string[]) => `(${columns.join(', ')})`;
  const required = table.columns.filter(({ nullable, name }) => !nullable || table.key.includes(name));
  return [
    ...(table.key.length > 0 ? [`primary key ${list(table.key)}`] : []),
    ...uniqueLists(table).map((columns) => `unique ${list(columns)}`),
    ...table.foreignKeys.map(
      ({ columns, table: parent, to, onDelete, onUpdate }) =>
        `foreign key ${list(columns)} to ${nameOf(parent)} ${list(to)} on delete ${neutral(onDelete)}, on update ${neutral(onUpdate)}`,
    ),
    ...required.map(({ name }) => `not null (${name})`),
    ...table.columns.flatMap(({ name, default: given, identity }) =>
      given === undefined || identity ? [] : [`default (${name})`],
    ),
  ];
}

/** Without a foreign key that can wait, both mean the same. */
const neutral = (rule: string) => (rule === 'restrict' ? 'no action' : rule);

/** A unique constraint and a unique index without conditions say the same. */
function uniqueLists({ unique, indexes }: CatalogueTable): readonly (readonly string[])[] {
  const plain = indexes.filter(
    (index) =>
      index.unique &&
      index.where === undefined &&
      index.parts.every(({ column, prefix }) => column !== undefined && prefix === undefined),
  );
  return [
    ...unique.map(({ columns }) => columns),
    ...plain.map(({ parts }) => parts.flatMap(({ column }) => column ?? [])),
  ];
}

/** Other indexes and checks are counted only: engines write their expressions each in its own way. */
const counted = (table: CatalogueTable) => ({
  check: table.checks.length,
  index: table.indexes.length - table.indexes.filter(({ unique }) => unique).length,
});

/**
 * Compares what the catalogues say of a table's constraints.
 *
 * @param nameOf how the target calls a table of the source
 */
export function compareConstraints(source: CatalogueTable, target: CatalogueTable, nameOf: (table: string) => string) {
  const there = factsOf(source, nameOf);
  const here = factsOf(target, (name) => name);
  const left = new Map<string, number>();
  for (const fact of here) left.set(fact, (left.get(fact) ?? 0) + 1);
  const missing: string[] = [];
  for (const fact of there) {
    const count = left.get(fact) ?? 0;
    if (count === 0) missing.push(fact);
    else left.set(fact, count - 1);
  }
  const [sourceCounts, targetCounts] = [counted(source), counted(target)];
  for (const kind of ['check', 'index'] as const) {
    const lacking = sourceCounts[kind] - targetCounts[kind];
    if (lacking > 0) missing.push(`${lacking} ${kind}${lacking > 1 ? (kind === 'index' ? 'es' : 's') : ''}`);
  }
  return {
    source: there.length + sourceCounts.check + sourceCounts.index,
    target: here.length + targetCounts.check + targetCounts.index,
    missing,
  };
}
