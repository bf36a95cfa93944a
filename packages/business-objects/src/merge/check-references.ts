import type { Stub } from '@caruso/core';
import type { ForeignKey, Storage, Value } from '@caruso/storage-manager/contract';
import { columnsIn } from '../repository/plan/column-conditions.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Repository } from '../repository/repository.js';
import { notMergeable } from './not-mergeable.js';
import type { MergePlan } from './plan-merge.js';

type Stores = Pick<Stub<typeof Storage>, 'catalogue' | 'select'>;

/**
 * Looks into tables that the model does not know, but that refer to the rows that go by a foreign key: nobody would move what
 * they hold, and where they say ON DELETE CASCADE it would be gone.
 *
 * @throws ObjectErrors.NotMergeable when there is such a row
 */
export async function checkReferences(
  storage: Stores,
  repository: Repository,
  objects: Iterable<string>,
  { request, plan }: MergePlan,
): Promise<void> {
  const { store, table, remove, partOf } = plan.mapping;
  if (remove !== undefined || partOf !== undefined) return;
  const known = [...objects].map((name) => repository.plan(name)).filter(({ mapping }) => mapping.store === store);
  for (const other of await storage.catalogue({ store })) {
    for (const key of other.foreignKeys) {
      if (bare(key.table) !== bare(table) || known.some((each) => isKnown(each, other.name, key, request.object)))
        continue;
      const columns = key.to.map((name) => plan.columns.find((column) => column.name === name));
      const here = columns.flatMap((column, at) => (column ? [{ ...column, name: key.columns[at] ?? '' }] : []));
      if (here.length < columns.length) continue;
      const rows = await repository.rowsAmong(plan, plan.keyColumns, keysOf(plan, request.lose), plan.columns);
      const tuples = rows.map((row) => key.to.map((name): Value => row[name] ?? null));
      const found = await storage.select({
        store,
        table: other.name,
        columns: here,
        where: columnsIn(here, tuples),
        limit: 1,
      });
      if (found.length === 0) continue;
      const detail = `the table "${other.name}", which the model does not know, refers to what would go by ${key.columns.join(', ')}; map it, or change its rows first`;
      throw notMergeable(request, 'referenced', detail);
    }
  }
}

const keysOf = (plan: ObjectPlan, keys: readonly string[]) =>
  keys.map((key) => plan.key.write(key)).filter((tuple) => tuple !== undefined);

/** Whether the foreign key is one of the model's links, or that of a further table of the object. */
function isKnown(plan: ObjectPlan, table: string, { columns }: ForeignKey, object: string): boolean {
  if (plan.name === object && plan.sides.some((side) => bare(side.table) === bare(table))) return true;
  if (bare(plan.mapping.table) !== bare(table)) return false;
  return [...plan.fields.values()].some(
    (field) =>
      field.kind === 'link' &&
      field.model.to === object &&
      field.columns.length === columns.length &&
      field.columns.every(({ name }) => columns.includes(name)),
  );
}

/** Tables of the current schema are listed without it, and may be mapped with it. */
const bare = (table: string) => table.replace(/^(public|main)\./, '').toLowerCase();
