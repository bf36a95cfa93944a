import type { Column, Condition, Row, Value } from '@caruso/storage-manager/contract';
import { ObjectErrors } from '../../errors.js';
import { compareValues } from '../../values/compare-values.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import { impossible, refuseUnordered } from './filter-condition.js';
import type { PageOrder, Place } from './keyset.js';
import type { RowSource, Selected } from './row-source.js';
import { columnPath, leadsAway, linkedBy, type SortTerm, sortTerm } from './sort-term.js';

/** What sorting over stores needs of the reader. */
interface Source extends RowSource {
  rows(plan: ObjectPlan, selected: Selected): Promise<readonly Row[]>;
  /** How many objects may be read to be sorted. */
  readonly mostKeys: number;
}

/** Whether a sort needs objects of another store, or some that only a key in a text leads to. */
export function crossesStores(plan: ObjectPlan, sort: readonly string[], planOf: Source['plan']): boolean {
  return sort.some((asked) => {
    const names = columnPath(plan, asked.replace(/^-/, '')).split('.').slice(0, -1);
    let at = plan;
    for (const name of names) {
      const { link, target } = linkedBy(at, name, planOf);
      if (leadsAway(plan, link, target)) return true;
      at = target;
    }
    return false;
  });
}

interface Ranked {
  readonly key: readonly Value[];
  readonly values: readonly Value[];
}

/**
 * A page sorted by attributes of objects in other stores: what fits is read with as little as is needed, sorted here, and
 * only the page itself is read whole. The same order as a database's.
 *
 * @returns the keys of the page and whether there is more
 * @throws ObjectErrors.TooManyToSort when more objects fit than may be read for it
 */
export async function sortAcross(
  source: Source,
  plan: ObjectPlan,
  sort: readonly string[],
  conditions: readonly Condition[],
  { limit, after }: { readonly limit: number; readonly after?: ((order: PageOrder) => Place) | undefined },
): Promise<{ keys: readonly (readonly Value[])[]; order: PageOrder; last: Place | undefined }> {
  if (!plan.keyed) throw impossible(plan, sort[0] ?? '', 'its objects have no key');
  const asked = sort.map((term) => ({
    path: columnPath(plan, term.replace(/^-/, '')).split('.'),
    descending: term.startsWith('-'),
  }));
  const own = asked.flatMap(({ path: [first = ''] }) => plan.field(first).columns);
  const rows = await source.rows(plan, {
    columns: [...new Map([...plan.keyColumns, ...own].map((column) => [column.name, column])).values()],
    conditions,
    limit: source.mostKeys + 1,
  });
  if (rows.length > source.mostKeys) {
    throw new ObjectErrors.TooManyToSort({ object: plan.name, attribute: sort.join(', '), most: source.mostKeys });
  }
  const terms: SortTerm[] = [];
  const columnsOfRows: (readonly Value[])[][] = rows.map(() => []);
  for (const { path, descending } of asked) {
    const found = await valuesAlong(source, plan, path, rows);
    terms.push(...found.terms.map((term) => ({ ...term, descending })));
    for (const [index, values] of found.values.entries()) columnsOfRows[index]?.push(values);
  }
  for (const column of plan.keyColumns) terms.push({ column, descending: false, nullable: false, absent: [] });
  const order: PageOrder = { terms, joins: [], total: true };
  const ranked = rows.map((row, index): Ranked => {
    const key = plan.keyColumns.map(({ name }) => row[name] ?? null);
    return { key, values: [...(columnsOfRows[index] ?? []).flat(), ...key] };
  });
  ranked.sort((a, b) => compareTuples(terms, a.values, b.values));
  const from = after?.(order);
  const behind =
    from === undefined ? ranked : ranked.filter(({ values }) => compareTuples(terms, values, from.values) > 0);
  const page = behind.slice(0, limit);
  const last = behind.length > limit ? page.at(-1) : undefined;
  return { keys: page.map(({ key }) => key), order, last: last && { values: last.values, skip: 0 } };
}

/** What each row has at the end of a path of links; null where the path ends before. */
async function valuesAlong(
  source: Source,
  plan: ObjectPlan,
  path: readonly string[],
  rows: readonly Row[],
): Promise<{ terms: readonly SortTerm[]; values: readonly (readonly Value[])[] }> {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    const { terms } = sortTerm(plan, first, (object) => source.plan(object));
    return { terms, values: rows.map((row) => terms.map((term) => present(term, row[term.column.name]))) };
  }
  const { link, target } = linkedBy(plan, first, (object) => source.plan(object));
  const needed =
    rest.length === 1 ? refuseUnordered(target, target.field(rest[0] ?? '')) : target.field(rest[0] ?? '').columns;
  const tupleOf = (row: Row, columns: readonly Column[]) => columns.map(({ name }) => row[name] ?? null);
  const keyIn = (row: Row) => link.toKey(tupleOf(row, link.columns)) ?? [null];
  const tuples = new Map(rows.map(keyIn).map((tuple) => [JSON.stringify(tuple), tuple]));
  const whole = [...tuples.values()].filter((tuple) => !tuple.includes(null));
  const selected = [...new Map([...target.keyColumns, ...needed].map((column) => [column.name, column])).values()];
  const found = await source.rowsAmong(target, target.keyColumns, whole, selected);
  const below = await valuesAlong(source, target, rest, found);
  const byKey = new Map(
    found.map((row, index) => [JSON.stringify(tupleOf(row, target.keyColumns)), below.values[index]]),
  );
  const nothing = below.terms.map(() => null);
  return {
    terms: below.terms.map((term) => ({
      ...term,
      column: { ...term.column, name: `to ${first}.${term.column.name}` },
    })),
    values: rows.map((row) => byKey.get(JSON.stringify(keyIn(row))) ?? nothing),
  };
}

/** A stored value, or null for what stands for nothing. */
const present = ({ absent }: SortTerm, value: Value | undefined): Value =>
  value === undefined || absent.includes(value) ? null : value;

function compareTuples(terms: readonly SortTerm[], a: readonly Value[], b: readonly Value[]): number {
  for (const [index, { column, descending }] of terms.entries()) {
    const [x = null, y = null] = [a[index], b[index]];
    if (x === null || y === null) {
      if (x !== y) return x === null ? 1 : -1;
      continue;
    }
    const found = compareValues(column.type, x, y);
    if (found !== 0) return descending ? -found : found;
  }
  return 0;
}
