import type { Erasure } from '../contract.js';
import type { ErasureRecord, ErasureStep } from './erasure-record.js';

/** What is told of an erasure: everything that was done, is kept and is left, and no value of it. */
export function receiptOf(
  { id, object, key, state, at, actor, caller, reason, kept, outbox }: ErasureRecord,
  steps: readonly ErasureStep[],
  consents: Erasure['consents'],
): Erasure {
  return {
    id,
    object,
    key,
    state,
    at,
    caller,
    ...(actor === undefined ? {} : { actor }),
    ...(reason === undefined ? {} : { reason }),
    erased: steps.filter(({ state: of }) => of !== 'left').map(erased),
    kept: kept.map(({ until, ...each }) => ({
      ...each,
      attributes: [...each.attributes],
      ...(until === undefined ? {} : { until }),
    })),
    left: steps
      .filter(({ state: of }) => of === 'left')
      .map((step) => ({ store: step.store, object: step.object, key: step.key, reason: step.reason ?? '' })),
    consents,
    outbox,
  };
}

const erased = ({ store, object, key, operation, attributes, history }: ErasureStep): Erasure['erased'][number] => ({
  ...{ store, object, key, operation, history },
  attributes: operation === 'change' ? [...attributes] : [],
});
