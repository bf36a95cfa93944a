import { isCertain } from './is-certain.js';
import { simulate } from './simulate.js';
import type { SimulatedCentre } from './simulated-centre.js';
import type { Batch } from './tally.js';

/** Several days of the same forecast. */
export interface Replication {
  readonly seed: string;
  /** 2 at least, or there are no intervals. */
  readonly runs: number;
  /** Told after each run, because many long ones take a while. */
  readonly told?: (run: number) => void;
}

/** Simulates a contact centre several times, each time with other contacts of the same forecast; once, when nothing is left to chance. */
export function replicate(centre: SimulatedCentre, { seed, runs, told }: Replication): readonly Batch[] {
  return Array.from({ length: isCertain(centre) ? 1 : runs }, (_, index) => {
    const batches = simulate(centre, { seed: `${seed}/${index + 1}` });
    told?.(index + 1);
    return batches;
  }).flat();
}
