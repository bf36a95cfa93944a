import type { Cell, Row } from '@caruso/storage-manager/contract';
import type { Entity } from '../contract.js';
import { readVersion } from '../extension/version-parts.js';
import type { Model } from '../model/model.js';
import { besideOf } from '../model/split-extensions.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Repository } from '../repository/repository.js';
import { notMergeable } from './not-mergeable.js';
import type { MergePlan } from './plan-merge.js';
import { type UndoableWrite, undoableChange, undoableCreation, undoableRemoval } from './undoable-write.js';

/**
 * What becomes of attributes that lie beside tables: the row beside the survivor gets what it takes over, those beside the others
 * go, and what lies beside an object that gets another key goes along with it.
 *
 * @throws ObjectErrors.NotMergeable when somebody has changed one of these rows since the merge was planned
 */
export async function besideWrites(
  repository: Repository,
  model: Model,
  merge: MergePlan,
): Promise<readonly UndoableWrite[]> {
  const isExtended = (object: string) => model.objects.get(object)?.mapping?.extension !== undefined;
  const writes: UndoableWrite[] = [];
  if (isExtended(merge.request.object)) writes.push(...(await besideMerged(repository, merge)));
  for (const { plan, key, newKey } of merge.moves) {
    if (key === newKey || !isExtended(plan.name)) continue;
    const beside = repository.plan(besideOf(plan.name));
    const row = await repository.row(beside, key);
    if (row !== undefined) writes.push(undoableChange(beside, key, row, keyCells(beside, newKey)));
  }
  return writes;
}

async function besideMerged(repository: Repository, merge: MergePlan): Promise<readonly UndoableWrite[]> {
  const { request, survivor, losers, values } = merge;
  const plan = repository.plan(besideOf(request.object));
  const writes: UndoableWrite[] = [];
  for (const loser of losers) {
    const row = await asPlanned(repository, plan, merge, loser);
    if (row !== undefined) writes.push(undoableRemoval(plan, loser.key, row));
  }
  const row = await asPlanned(repository, plan, merge, survivor);
  const cells = values.flatMap(({ attribute, after }): Cell[] => {
    const field = plan.fields.get(attribute);
    const stored = field?.write(after as Parameters<typeof field.write>[0]) ?? [];
    return (field?.columns ?? []).map((column, at) => ({ column, value: stored[at] ?? null }));
  });
  if (cells.length === 0) return writes;
  const own = keyCells(plan, request.keep);
  writes.push(
    row === undefined
      ? undoableCreation(plan, request.keep, [...own, ...cells])
      : undoableChange(plan, request.keep, row, cells),
  );
  return writes;
}

/** The row beside an object, as it was when the merge was planned. */
async function asPlanned(
  repository: Repository,
  plan: ObjectPlan,
  { request }: MergePlan,
  { key, version }: Entity,
): Promise<Row | undefined> {
  const row = await repository.row(plan, key);
  if ((row === undefined ? '' : plan.version(row)) === readVersion(version)[1]) return row;
  throw notMergeable(
    request,
    'changed',
    `${request.object} ${key} was changed meanwhile. Nothing was written; try again`,
  );
}

function keyCells(plan: ObjectPlan, key: string): readonly Cell[] {
  const stored = plan.key.write(key) ?? [];
  return plan.keyColumns.map((column, at) => ({ column, value: stored[at] ?? null }));
}
