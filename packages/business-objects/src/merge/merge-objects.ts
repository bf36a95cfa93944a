import type { MergeReceipt } from '../contract.js';
import { carryOutMerge, type MergeTools } from './carry-out-merge.js';
import type { MergeRequest } from './merge-request.js';
import { mergeWrites } from './merge-writes.js';
import { type MergeContext, type MergePlan, planMerge } from './plan-merge.js';

/** What a merge works with, and for whom it is done. */
export interface MergeSource extends MergeContext, MergeTools {
  /** Refuses what would leave rows behind that the model does not know. @throws ObjectErrors.NotMergeable */
  readonly checkReferences: (merge: MergePlan) => Promise<void>;
}

/**
 * Makes one object of several: the survivor takes over values, everything that links to the others links to it, and the others
 * go. All of it happens or nothing.
 *
 * @throws ObjectErrors.NotMergeable with the reason, and what {@link planMerge} throws
 */
export async function mergeObjects(source: MergeSource, request: MergeRequest, dryRun: boolean): Promise<MergeReceipt> {
  const merge = await planMerge(source, request);
  await source.checkReferences(merge);
  const writes = await mergeWrites(source.repository, source.model, merge);
  const receipt = receiptOf(merge);
  if (dryRun) return { ...receipt, state: 'planned', parts: [] };
  return { ...receipt, ...(await carryOutMerge(source, merge.request, writes)) };
}

function receiptOf({
  request,
  survivor,
  losers,
  values,
  moves,
  plan,
}: MergePlan): Omit<MergeReceipt, 'state' | 'parts'> {
  const isMarked = plan.mapping.remove !== undefined || plan.mapping.partOf !== undefined;
  return {
    object: request.object,
    keep: { key: survivor.key, title: survivor.title },
    gone: losers.map(({ key, title }) => ({ key, title, how: isMarked ? 'marked' : 'deleted' })),
    values: [...values],
    moved: moves.map(({ plan: { name }, key, newKey, links }) => ({
      object: name,
      key,
      links: [...links],
      ...(newKey === key ? {} : { newKey }),
    })),
  };
}
