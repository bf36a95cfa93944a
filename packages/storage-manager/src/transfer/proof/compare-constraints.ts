import type { CatalogueIndex, CatalogueTable } from '../../catalogue/catalogue.js';

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

/** A unique index without conditions says the same as a unique constraint. */
const saysUnique = ({ unique, where, parts }: CatalogueIndex) =>
  unique && where === undefined && parts.every(({ column, prefix }) => column !== undefined && prefix === undefined);

function uniqueLists({ unique, indexes }: CatalogueTable): readonly (readonly string[])[] {
  return [
    ...unique.map(({ columns }) => columns),
    ...indexes.filter(saysUnique).map(({ parts }) => parts.flatMap(({ column }) => column ?? [])),
  ];
}

/** Checks and other indexes are counted only: engines write their expressions each in its own way. */
const counted = ({ checks, indexes }: CatalogueTable) => {
  const others = indexes.filter((index) => !saysUnique(index));
  const unique = others.filter((index) => index.unique).length;
  return {
    checks: checks.length,
    'unique indexes with an expression or a condition': unique,
    indexes: others.length - unique,
  };
};

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
  for (const kind of Object.keys(sourceCounts) as (keyof typeof sourceCounts)[]) {
    const lacking = sourceCounts[kind] - targetCounts[kind];
    if (lacking > 0) missing.push(`${lacking} of ${sourceCounts[kind]} ${kind}`);
  }
  const sum = (counts: typeof sourceCounts) => Object.values(counts).reduce((all, count) => all + count, 0);
  return {
    source: there.length + sum(sourceCounts),
    target: here.length + sum(targetCounts),
    missing,
  };
}
