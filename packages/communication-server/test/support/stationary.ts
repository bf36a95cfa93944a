import type { Queue } from '../../src/contract.js';
import type { Distribution } from '../../src/simulation/distribution.js';
import type { Demand } from '../../src/simulation/simulated-centre.js';

/** A queue as simulations know it: answered within 20 s. */
export function queueOf(id: string, rules: Partial<Queue> = {}): Queue {
  return { id, name: id, channel: 'voice', dispositions: [], serviceLevel: { seconds: 20, target: 0.8 }, ...rules };
}

/** Contacts that arrive at the same rate for ever; means of exponential distributions in seconds. */
export function streamOf(
  queue: string,
  perHour: number,
  handling: number | Distribution,
  rest: { readonly patience?: number; readonly wrapUp?: Distribution } = {},
): Demand {
  return {
    queue,
    arrivals: [{ from: 0, until: Number.POSITIVE_INFINITY, perHour }],
    handling: typeof handling === 'number' ? exponential(handling) : handling,
    ...(rest.patience === undefined ? {} : { patience: exponential(rest.patience) }),
    ...(rest.wrapUp === undefined ? {} : { wrapUp: rest.wrapUp }),
  };
}

const exponential = (mean: number): Distribution => ({ law: 'exponential', mean });
export const fixed = (mean: number): Distribution => ({ law: 'fixed', mean });
