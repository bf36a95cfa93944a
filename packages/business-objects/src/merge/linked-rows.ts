import type { Cell, Condition, Row } from '@caruso/storage-manager/contract';
import type { Model } from '../model/model.js';
import { columnsIn } from '../repository/plan/column-conditions.js';
import type { LinkField } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Repository } from '../repository/repository.js';
import type { MergeRequest } from './merge-request.js';
import { notMergeable } from './not-mergeable.js';

/** An object whose links to those that go are to lead to the survivor. */
export interface LinkedRow {
  readonly key: string;
  readonly row: Row;
  readonly links: readonly string[];
  /** What its columns get. */
  readonly cells: readonly Cell[];
}

/** The objects of one type that link to those that go. */
export interface LinkedRows {
  readonly plan: ObjectPlan;
  /** All links to their type, whether or not there are any. */
  readonly links: readonly LinkField[];
  readonly rows: readonly LinkedRow[];
}

/**
 * Everything that links to objects that go, in whichever store it lies.
 *
 * @param most how many there may be of a type
 * @throws ObjectErrors.NotMergeable when there are more
 */
export async function linkedRows(
  repository: Repository,
  model: Model,
  request: MergeRequest,
  most: number,
): Promise<readonly LinkedRows[]> {
  const found: LinkedRows[] = [];
  for (const name of model.objects.keys()) {
    const plan = repository.plan(name);
    // What other services keep says what was so when they wrote it; whoever reads follows the key.
    if (plan.mapping.owner !== undefined) continue;
    const links = [...plan.fields.values()].filter(
      (field) => field.kind === 'link' && field.model.to === request.object,
    );
    const fields = links.filter((field) => field.kind === 'link');
    if (fields.length > 0)
      found.push({ plan, links: fields, rows: await rowsOf(repository, plan, fields, request, most) });
  }
  return found;
}

/** The condition that rows meet which link to one of those that go. */
export function linksToOneOf(links: readonly LinkField[], keys: readonly string[]): Condition {
  return {
    any: links.map((link) => {
      const tuples = keys.map((key) => link.write(key)).filter((tuple) => tuple !== undefined);
      return tuples.length === 0 ? { any: [] } : columnsIn(link.columns, tuples);
    }),
  };
}

async function rowsOf(
  repository: Repository,
  plan: ObjectPlan,
  links: readonly LinkField[],
  request: MergeRequest,
  most: number,
): Promise<readonly LinkedRow[]> {
  const conditions = [linksToOneOf(links, request.lose)];
  const order = plan.keyColumns.map((column) => ({ column }));
  const rows = await repository.rows(plan, { conditions, order, limit: most + 1 });
  if (rows.length > most) {
    throw notMergeable(request, 'too-many', `more than ${most} ${plan.name} link to what would go`);
  }
  const isMerged = (key: string) => plan.name === request.object && [request.keep, ...request.lose].includes(key);
  return rows.flatMap((row) => {
    const key = plan.keyOf(row);
    if (isMerged(key)) return [];
    const moved = links.filter((link) => request.lose.includes(link.read(row) ?? ''));
    const cells = moved.flatMap((link) => {
      const values = link.write(request.keep) ?? [];
      return link.columns.map((column, at) => ({ column, value: values[at] ?? null }));
    });
    return [{ key, row, links: moved.map(({ name }) => name), cells }];
  });
}
