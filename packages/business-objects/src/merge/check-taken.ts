import type { Row, Value } from '@caruso/storage-manager/contract';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Repository } from '../repository/repository.js';
import type { LinkedRow } from './linked-rows.js';
import type { MergeRequest } from './merge-request.js';
import { notMergeable } from './not-mergeable.js';

/**
 * Makes sure that no two objects become the same when they are moved to the survivor: by their key, or by what the model calls
 * unique.
 *
 * @throws ObjectErrors.NotMergeable when both have the same
 */
export async function checkTaken(
  repository: Repository,
  plan: ObjectPlan,
  rows: readonly LinkedRow[],
  request: MergeRequest,
): Promise<void> {
  for (const names of [plan.model.key, ...plan.model.unique]) {
    const columns = names.flatMap((name) => plan.fields.get(name)?.columns ?? []);
    const isMoved = rows.some(({ cells }) =>
      cells.some((cell) => columns.some(({ name }) => name === cell.column.name)),
    );
    if (!isMoved) continue;
    const tupleOf = (row: Row) => columns.map(({ name }): Value => row[name] ?? null);
    const moved = rows.map(({ key, row, cells }) => {
      const after = { ...row, ...Object.fromEntries(cells.map(({ column, value }) => [column.name, value])) };
      return { key, tuple: tupleOf(after) };
    });
    const known = new Map<string, string>();
    const tuples = moved.map(({ tuple }) => tuple).filter((tuple) => !tuple.includes(null));
    for (const row of await repository.rowsAmong(plan, columns, tuples, plan.columns)) {
      const key = plan.keyOf(row);
      if (!rows.some((each) => each.key === key)) known.set(JSON.stringify(tupleOf(row)), key);
    }
    for (const { key, tuple } of moved) {
      const text = JSON.stringify(tuple);
      const other = known.get(text);
      if (other !== undefined && !tuple.includes(null)) {
        // Which one it is would tell of an object that whoever asks may not see.
        const detail =
          names === plan.model.key
            ? `${plan.name} ${key} and ${other} would have the same key; merge or delete one of them first`
            : `${plan.name} ${key} and another one would have the same ${names.join(' and ')}; merge or delete one of them first`;
        throw notMergeable(request, 'taken', detail);
      }
      known.set(text, key);
    }
  }
}
