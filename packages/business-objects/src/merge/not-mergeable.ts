import type { CarusoError } from '@caruso/core';
import { type MergeObstacle, ObjectErrors } from '../errors.js';
import type { MergeRequest } from './merge-request.js';

/** The refusal of a merge. @param detail what stands in its way, and what to do, in a sentence */
export function notMergeable(
  { object, keep, lose }: Pick<MergeRequest, 'object' | 'keep' | 'lose'>,
  reason: MergeObstacle,
  detail: string,
  cause?: unknown,
): CarusoError {
  const data = { object, keep, lose: [...lose], reason, detail };
  return new ObjectErrors.NotMergeable(data, cause === undefined ? {} : { cause });
}
