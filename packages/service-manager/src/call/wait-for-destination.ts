import { ServiceErrors } from '../errors.js';
import type { Destination } from './route.js';
import type { ServiceCall, Target } from './service-call.js';
import { waitOrGiveUp } from './wait-or-give-up.js';

/**
 * Lets a call wait for a provider: for one that starts with its first call, or in the bounded waiting room of the contract until
 * one comes.
 *
 * @throws ServiceErrors.NotFound when there never was a provider; ServiceErrors.Unavailable when none came in time;
 *   ServiceErrors.TooManyWaiting
 */
export async function waitForDestination(call: ServiceCall): Promise<Destination> {
  const { target } = call;
  const { host, route, availabilityMs } = target;
  const since = host.clock.now();
  for (;;) {
    const at = route.destination();
    if (at) return at;
    const record = route.record();
    if (record) {
      await waitOrGiveUp(call, host.start(record), (problem) => problem);
      continue;
    }
    const left = availabilityMs - (host.clock.now() - since);
    if (host.closing || left <= 0 || !route.index.known) throw unavailable(target, host.clock.now() - since);
    await park(call, left, since);
  }
}

/** Waits in the waiting room until the call can go somewhere, or `ms` have passed. */
async function park(call: ServiceCall, ms: number, since: number): Promise<void> {
  const { target } = call;
  const { host, route } = target;
  const { waiting } = route.index;
  let found = () => {};
  let nobody: (problem: Error) => void = () => {};
  const awaited = new Promise<void>((resolve, reject) => {
    found = resolve;
    nobody = reject;
  });
  const parked = {
    tryAgain: () => {
      if (!route.destination() && !route.record()) return false;
      found();
      return true;
    },
    giveUp: () => nobody(unavailable(target, host.clock.now() - since)),
  };
  if (!waiting.enter(parked)) {
    throw new ServiceErrors.TooManyWaiting({ contract: target.contract.name, waiting: waiting.size });
  }
  const timer = host.clock.at(host.clock.now() + ms, parked.giveUp);
  try {
    await waitOrGiveUp(call, awaited, (problem) => problem);
  } finally {
    timer.cancel();
    waiting.leave(parked);
  }
}

/** Why nobody took a call: that there never was a provider, or what became of each candidate. */
function unavailable({ route, contract }: Target, waitedMs: number) {
  const candidates = route.index.candidates(contract, route.query);
  return candidates.length === 0 && !route.index.known
    ? new ServiceErrors.NotFound({ contract: `${contract.name} ${contract.version}`, candidates })
    : new ServiceErrors.Unavailable({ contract: `${contract.name} ${contract.version}`, waitedMs, candidates });
}
