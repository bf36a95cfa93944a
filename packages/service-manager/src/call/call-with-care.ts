import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Attempt } from './attempt.js';
import type { Bulkhead } from './bulkhead.js';
import { dispatch } from './dispatch.js';
import type { Destination } from './route.js';
import { placeOf, type Target } from './target.js';
import { waitForDestination } from './wait-for-destination.js';
import { waitOrGiveUp } from './wait-or-give-up.js';

/** Makes a call where something has to be waited for or limited: there is no provider yet, or it takes only so many calls. */
export async function callWithCare(target: Target, attempt: Attempt): Promise<unknown> {
  if (attempt.options?.signal?.aborted) throw new ServiceErrors.Cancelled(placeOf(target));
  for (;;) {
    const at = target.route.destination() ?? (await waitForDestination(target, attempt));
    const { admission } = at.record;
    if (admission?.breaker && !admission.breaker.admits()) {
      throw new ServiceErrors.CircuitOpen({ ...placeOf(target), component: at.record.name });
    }
    if (!admission?.bulkhead) return dispatch(target, at, attempt, undefined);
    const { bulkhead } = admission;
    try {
      await enter(target, attempt, at, bulkhead);
    } catch (problem) {
      admission.breaker?.note('neither');
      throw problem;
    }
    // While the call waited for its turn, the component may have been replaced or taken out.
    if (target.route.destination()?.instance === at.instance) return dispatch(target, at, attempt, bulkhead);
    bulkhead.leave();
    admission.breaker?.note('neither');
  }
}

async function enter(target: Target, attempt: Attempt, { record }: Destination, bulkhead: Bulkhead): Promise<void> {
  const entered = bulkhead.enter();
  if (entered === true) return;
  if (entered === false) {
    throw new ServiceErrors.Overloaded({
      component: record.name,
      atOnce: bulkhead.limit.atOnce,
      waiting: bulkhead.limit.waiting,
    });
  }
  await waitOrGiveUp(target, attempt, entered.turn, (problem: CarusoError) => {
    // Whoever was admitted in the same moment hands the place on.
    if (!entered.leaveQueue()) bulkhead.leave();
    return problem;
  });
}
