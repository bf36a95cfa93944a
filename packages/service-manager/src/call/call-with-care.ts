import type { CarusoError } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Bulkhead } from '../limits/bulkhead.js';
import { dispatch } from './dispatch.js';
import type { Destination } from './route.js';
import type { ServiceCall } from './service-call.js';
import { waitForDestination } from './wait-for-destination.js';
import { waitOrGiveUp } from './wait-or-give-up.js';

/** Makes a call where something has to be waited for or limited: there is no provider yet, or it takes only so many calls. */
export async function callWithCare(call: ServiceCall): Promise<unknown> {
  const { target, place } = call;
  if (call.options?.signal?.aborted) throw new ServiceErrors.Cancelled(place);
  for (;;) {
    const at = target.route.destination() ?? (await waitForDestination(call));
    const { admission } = at.record;
    if (admission?.breaker && !admission.breaker.admits()) {
      throw new ServiceErrors.CircuitOpen({ ...place, component: at.record.name });
    }
    if (!admission?.bulkhead) return dispatch(call, at, undefined);
    const { bulkhead } = admission;
    try {
      await enter(call, at, bulkhead);
    } catch (problem) {
      admission.breaker?.note('neither');
      throw problem;
    }
    // While the call waited for its turn, the component may have been replaced or taken out.
    if (target.route.destination()?.instance === at.instance) return dispatch(call, at, bulkhead);
    bulkhead.leave();
    admission.breaker?.note('neither');
  }
}

async function enter(call: ServiceCall, { record }: Destination, bulkhead: Bulkhead): Promise<void> {
  const entered = bulkhead.enter();
  if (entered === true) return;
  if (entered === false) {
    throw new ServiceErrors.Overloaded({
      component: record.name,
      atOnce: bulkhead.limit.atOnce,
      waiting: bulkhead.limit.waiting,
    });
  }
  await waitOrGiveUp(call, entered.turn, (problem: CarusoError) => {
    // Whoever was admitted in the same moment hands the place on.
    if (!entered.leaveQueue()) bulkhead.leave();
    return problem;
  });
}
