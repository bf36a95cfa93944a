import type { Model } from '../model/model.js';
import type { CheckEnvironment } from '../repository/plan/check-environment.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Repository } from '../repository/repository.js';
import { validate } from '../repository/write/validate.js';
import { checkTaken } from './check-taken.js';
import type { LinkedRow, LinkedRows } from './linked-rows.js';
import type { MergeRequest } from './merge-request.js';
import { notMergeable } from './not-mergeable.js';
import { type UndoableWrite, undoableChange } from './undoable-write.js';

/** How an object is moved to the survivor, and back. */
export interface Move extends UndoableWrite {
  readonly plan: ObjectPlan;
  readonly key: string;
  /** Another one where the link is a part of it. */
  readonly newKey: string;
  readonly links: readonly string[];
}

/**
 * How all objects of one type that link to those that go are moved to the survivor.
 *
 * @throws ObjectErrors.NotMergeable when one of them cannot be
 */
export async function moveLinks(
  repository: Repository,
  model: Model,
  { plan, rows }: LinkedRows,
  request: MergeRequest,
  environment: CheckEnvironment,
): Promise<readonly Move[]> {
  if (rows.length === 0) return [];
  const those = `${rows.length} ${plan.name} of what would go`;
  if (!plan.keyed) {
    throw notMergeable(request, 'keyless', `${those} have no key, so they cannot be changed one by one`);
  }
  const { write } = plan.mapping;
  if (write !== 'all') {
    throw notMergeable(request, 'readonly', `${those} cannot be changed, because their mapping says write="${write}"`);
  }
  const moves = rows.map((each) => moveOf(plan, each));
  const renamed = moves.some(({ key, newKey }) => key !== newKey);
  if (renamed && !canBeRenamed(plan, model)) {
    const detail = `${plan.name} is identified by its link to ${request.object}, and others refer to that key or it lies in several tables`;
    throw notMergeable(request, 'identified', detail);
  }
  checkRules(plan, rows, request, environment);
  await checkTaken(repository, plan, rows, request);
  return moves;
}

function moveOf(plan: ObjectPlan, { key, row, links, cells }: LinkedRow): Move {
  const change = undoableChange(plan, key, row, cells);
  return { plan, key, newKey: change.write.key, links, ...change };
}

/** Whether nothing knows an object by its key but the object itself. */
function canBeRenamed({ name, sides, mapping }: ObjectPlan, model: Model): boolean {
  if (sides.length > 0 || mapping.partOf !== undefined) return false;
  return [...model.objects.values()].every((object) => {
    return object.mapping?.partOf !== name && [...object.links.values()].every(({ to, many }) => many || to !== name);
  });
}

function checkRules(
  plan: ObjectPlan,
  rows: readonly LinkedRow[],
  request: MergeRequest,
  environment: CheckEnvironment,
): void {
  for (const { key, row, links } of rows) {
    const given = Object.fromEntries(links.map((link) => [link, request.keep]));
    const { violations } = validate(plan, given, plan.entity(row).values, environment);
    const broken = violations.filter(({ rule }) => rule !== 'key');
    if (broken.length === 0) continue;
    const why = broken.map(({ attribute, message }) => `${attribute} ${message}`).join('; ');
    throw notMergeable(request, 'invalid', `${plan.name} ${key} may not be moved: ${why}`);
  }
}
