import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';

/** By how many seconds a wrap-up can still be extended: one that ends by itself, and no more in all than its queue allows. */
export function extensionLeft(
  state: ContactCentreState,
  { queue = '' }: Pick<ContactRecord, 'queue'>,
  { until, extendedMs }: ContactRecord['wrapUps'][number],
): number {
  if (until === undefined) return 0;
  const allowed = state.queueRecord(queue).definition?.wrapUp?.extension ?? 0;
  return Math.max(0, allowed - extendedMs / 1_000);
}
