import type { Entity } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import type { Model } from '../model/model.js';
import type { ObjectSource } from '../permission/object-source.js';
import type { CheckEnvironment } from '../repository/plan/check-environment.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Repository } from '../repository/repository.js';
import { conflictWith } from '../repository/write/conflict-with.js';
import { type LinkedRows, linkedRows } from './linked-rows.js';
import type { MergedValue, MergeRequest } from './merge-request.js';
import { mergedValues } from './merged-values.js';
import { type Move, moveLinks } from './move-links.js';
import { notMergeable } from './not-mergeable.js';

/** All that a merge does, as the objects are now. */
export interface MergePlan {
  readonly request: MergeRequest;
  readonly plan: ObjectPlan;
  readonly survivor: Entity;
  readonly losers: readonly Entity[];
  readonly values: readonly MergedValue[];
  readonly moves: readonly Move[];
  /** The types that link to that of the objects. */
  readonly linked: readonly LinkedRows[];
}

/** What is needed to plan a merge. */
export interface MergeContext {
  readonly repository: Repository;
  /** The objects as wholes, also where attributes lie beside their tables. */
  readonly source: Pick<ObjectSource, 'plan' | 'getMany' | 'validate'>;
  readonly model: Model;
  readonly environment: CheckEnvironment;
  readonly rights: MergeRights;
}

/** What whoever merges may do. */
export interface MergeRights {
  /** @throws ObjectErrors.NotFound for objects that he may not read, ObjectErrors.NotMergeable when he does not see all of them */
  checkObjects(request: MergeRequest): Promise<void>;
  /** @throws ObjectErrors.NotMergeable when he may not make one of these changes */
  checkChanges(request: MergeRequest, changes: readonly MergeChange[]): Promise<void>;
}

/** An object that is changed or, without changes, deleted. */
export interface MergeChange {
  readonly object: string;
  readonly key: string;
  readonly changes?: Readonly<Record<string, unknown>>;
}

/**
 * Says what a merge would do, and refuses one that could not be done; nothing is written.
 *
 * @throws ObjectErrors.NotMergeable with the reason, ObjectErrors.NotFound, ObjectErrors.Conflict when one of the objects is
 *   another than was decided upon, ObjectErrors.Invalid when a choice is none
 */
export async function planMerge(
  { repository, source, model, environment, rights }: MergeContext,
  request: MergeRequest,
): Promise<MergePlan> {
  const { object } = request;
  const plan = repository.plan(object);
  checkShape(plan, request);
  if (new Set([request.keep, ...request.lose]).size <= request.lose.length) {
    throw notMergeable(request, 'same', 'one of them is named twice');
  }
  await rights.checkObjects(request);
  const [survivor, ...losers] = await read(source, request);
  if (survivor === undefined) throw new ObjectErrors.NotFound({ object, key: request.keep });
  const values = mergedValues(source.plan(object), [survivor, ...losers], request);
  // Rules that look at both rows are those of no row.
  if (model.objects.get(object)?.mapping?.extension !== undefined) await checkSurvivor(source, request, values);
  const linked = await linkedRows(repository, model, request, repository.mostKeys);
  await rights.checkChanges(request, changesOf(request, values, linked));
  await checkParts(repository, model, request);
  const moves: Move[] = [];
  for (const each of linked) moves.push(...(await moveLinks(repository, model, each, request, environment)));
  return { request, plan, survivor, losers, values, moves, linked };
}

function changesOf(
  { object, keep, lose }: MergeRequest,
  values: readonly MergedValue[],
  linked: readonly LinkedRows[],
): readonly MergeChange[] {
  const moved = linked.flatMap(({ plan, rows }) =>
    rows.map(({ key, links }) => ({
      object: plan.name,
      key,
      changes: Object.fromEntries(links.map((link) => [link, keep])),
    })),
  );
  const own = Object.fromEntries(values.map(({ attribute, after }) => [attribute, after]));
  return [...moved, { object, key: keep, changes: own }, ...lose.map((key) => ({ object, key }))];
}

function checkShape(plan: ObjectPlan, request: MergeRequest): void {
  if (!plan.keyed) throw new ObjectErrors.NoKey({ object: plan.name, operation: 'a merge' });
  const { write } = plan.mapping;
  if (write !== 'all') {
    throw notMergeable(request, 'readonly', `the mapping of ${plan.name} says write="${write}"`);
  }
}

/** @throws ObjectErrors.Invalid when the survivor may not have the values */
async function checkSurvivor(
  source: Pick<ObjectSource, 'validate'>,
  { object, keep }: MergeRequest,
  values: readonly MergedValue[],
): Promise<void> {
  const changes = Object.fromEntries(values.map(({ attribute, after }) => [attribute, after]));
  const violations = await source.validate(object, changes, keep);
  if (violations.length > 0) throw new ObjectErrors.Invalid({ object, violations });
}

async function read(source: Pick<ObjectSource, 'getMany'>, request: MergeRequest): Promise<readonly Entity[]> {
  const { object: name } = request;
  const keys = [request.keep, ...request.lose];
  const found = await source.getMany(name, keys);
  return found.map((entity, at) => {
    const key = keys[at] ?? '';
    if (entity === null) throw new ObjectErrors.NotFound({ object: name, key });
    const expected = request.versions[key];
    if (expected === undefined || expected === entity.version) return entity;
    throw conflictWith(name, key, expected, entity);
  });
}

/** Parts of rows that go would go with them. */
async function checkParts(repository: Repository, model: Model, request: MergeRequest): Promise<void> {
  const parts = [...model.objects.values()].filter(({ mapping }) => mapping?.partOf === request.object);
  for (const { name } of parts) {
    const part = (await repository.getMany(name, request.lose)).find((each) => each !== null);
    if (part === undefined || part === null) continue;
    const detail = `${name} ${part.key} lies in a row that would go, and would be lost; delete it, or enter it anew with the survivor, first`;
    throw notMergeable(request, 'part', detail);
  }
}
