import type { Value } from '@caruso/storage-manager/contract';
import type { Violation } from '../../errors.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import type { RowSource } from '../read/row-source.js';
import { keyOf } from './key-of.js';

/**
 * Links that lead to no object: many legacy tables have no foreign keys, and none reach over stores. However many objects
 * are to be written, it takes one look-up for each link. New objects may lead to themselves and to each other.
 *
 * @param current the values of the one object that is changed
 * @param isNew whether an object is created together with these
 */
export async function danglingLinks(
  source: RowSource,
  plan: ObjectPlan,
  items: readonly Readonly<Record<string, Value>>[],
  current?: Readonly<Record<string, unknown>>,
  isNew: (object: string, key: string) => boolean = () => false,
): Promise<readonly Violation[]> {
  const links = [...plan.model.links.values()].filter(({ many }) => !many);
  const isOwn = links.some(({ to }) => to === plan.name) && current === undefined;
  const made = new Set(isOwn ? items.map((values) => keyOf(plan, values)) : []);
  const found = await Promise.all(
    links.map(async ({ name, to }) => {
      const wanted = new Set<string>();
      for (const values of items) {
        const key = values[name] ?? null;
        if (key === null || key === current?.[name] || isNew(to, String(key))) continue;
        if (to !== plan.name || !made.has(String(key))) wanted.add(String(key));
      }
      return { name, to, missing: wanted.size === 0 ? wanted : await missingKeys(source, source.plan(to), wanted) };
    }),
  );
  return found.flatMap(({ name, to, missing }) =>
    [...missing].map((value) => ({ attribute: name, rule: 'link', value, message: `leads to no ${to}` })),
  );
}

async function missingKeys(source: RowSource, plan: ObjectPlan, keys: ReadonlySet<string>): Promise<Set<string>> {
  const tuples = [...keys].map((key) => plan.key.write(key)).filter((tuple) => tuple !== undefined);
  const rows = await source.rowsAmong(plan, plan.keyColumns, tuples, plan.keyColumns);
  const present = new Set(rows.map((row) => JSON.stringify(plan.keyColumns.map(({ name }) => row[name] ?? null))));
  return new Set([...keys].filter((key) => !present.has(JSON.stringify(plan.key.write(key)))));
}
