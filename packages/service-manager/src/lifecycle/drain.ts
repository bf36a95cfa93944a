import type { CarusoError, Clock } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Drained } from '../model/receipt.js';
import type { DrainPolicy } from '../model/run-policy.js';
import type { ActiveCall } from '../registry/active-calls.js';
import type { Instance } from '../registry/instance.js';
import { NEVER } from './never.js';

/** What there is to say when no call was in flight. */
export const NOTHING_IN_FLIGHT: Drained = { inFlight: 0, drained: 0, aborted: 0, lost: 0, longestMs: 0 };

/**
 * Lets the calls in flight on an instance end. No new ones may come. After the deadline the handlers are told to end, and after
 * the grace their callers no longer wait for them.
 *
 * @param leave ends the drain at once: the instance takes calls again
 */
export async function drain(
  component: string,
  instance: Instance,
  { deadlineMs = 30_000, graceMs = 1_000 }: DrainPolicy,
  clock: Clock,
  leave = NEVER,
): Promise<Drained> {
  const since = clock.now();
  const inFlight = instance.leases;
  const problemOf = ({ place }: ActiveCall): CarusoError =>
    new ServiceErrors.DrainTimeout({ ...place, component, waitedMs: clock.now() - since });
  let [aborted, lost] = [0, 0];
  if (!(await idleWithin(instance, clock, deadlineMs, leave))) {
    const late = [...instance.active];
    aborted = late.length;
    for (const call of late) call.interrupt(problemOf(call));
    if (!(await idleWithin(instance, clock, graceMs, leave))) {
      const stuck = [...instance.active];
      lost = stuck.length;
      for (const call of stuck) call.drop(problemOf(call));
    }
  }
  return { inFlight, drained: inFlight - aborted, aborted, lost, longestMs: inFlight === 0 ? 0 : clock.now() - since };
}

/** Waits until no call is in flight or the drain is left, but not longer than `ms`; returns whether that is so. */
async function idleWithin(instance: Instance, clock: Clock, ms: number, leave: AbortSignal): Promise<boolean> {
  if (instance.leases === 0 || leave.aborted) return true;
  return new Promise<boolean>((resolve) => {
    const end = (idle: boolean) => {
      timer.cancel();
      leave.removeEventListener('abort', left);
      resolve(idle);
    };
    const left = () => end(true);
    const timer = clock.at(clock.now() + ms, () => end(false));
    leave.addEventListener('abort', left, { once: true });
    void instance.idle().then(() => end(true));
  });
}
