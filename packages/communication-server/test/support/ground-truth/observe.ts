import {
  type Batch,
  type Estimate,
  estimate,
  type QueueFigure,
  queueFigures,
  type Ratio,
  simulate,
} from '@caruso/communication-server';
import type { GroundTruth } from './ground-truth.js';
import { References } from './references.js';
import { type Stretch, withoutLuck } from './without-luck.js';

/** One run of a system: the contacts that fill it, and then stretches of contacts one behind the other. */
export interface Run {
  readonly seed: string;
  readonly warmUp: number;
  readonly stretches: number;
  /** Contacts in each. */
  readonly size: number;
}

/** What a run has to say of a figure, stretch by stretch. */
export type Observed = Readonly<Record<string, readonly Stretch[]>>;

/** The stretches of one run, as batches that follow each other. */
export function inBatches(observed: Observed, batches: number): readonly Observed[] {
  return Array.from({ length: batches }, (_, batch) =>
    Object.fromEntries(
      Object.entries(observed).map(([figure, stretches]) => {
        const size = stretches.length / batches;
        return [figure, stretches.slice(batch * size, (batch + 1) * size)];
      }),
    ),
  );
}

/** A figure as it is known and as it was found. */
export interface Verdict {
  readonly figure: string;
  readonly exact: number;
  readonly found: Estimate;
  /** Half of the interval, as a share of what is exact; 0 where both are 0. */
  readonly half: number;
  readonly inside: boolean;
}

/** Runs a system through the router of production. */
export function observe(system: GroundTruth, { seed, warmUp, stretches, size }: Run): Observed {
  const references = new References(system);
  const chance = Array.from({ length: stretches }, () => new Float64Array(references.size));
  const unused = new Float64Array(references.size);
  let arrived = 0;
  const batches = simulate(system, {
    seed,
    batches: { warmUp, batches: stretches, size },
    drawn: (contact) => references.add(contact, chance[Math.floor((arrived++ - warmUp) / size)] ?? unused),
  });
  const figures = figuresOf(system).map(({ figure, of }) => [
    figure,
    batches.map((batch, index) => ({ ...of(batch), chance: [...(chance[index] ?? [])] })),
  ]);
  return Object.fromEntries(figures);
}

/** @param batches what 20 of them or so have to say, each by itself */
export function judge(system: GroundTruth, batches: readonly Observed[], confidence = 0.999): readonly Verdict[] {
  return figuresOf(system).map(({ figure, exact }) => {
    const found = estimate(withoutLuck(batches.map((batch) => batch[figure] ?? [])), confidence);
    if (!found) throw new Error(`Nothing was seen of ${figure} in ${system.name}.`);
    const half = found.high === found.low ? 0 : (found.high - found.low) / 2 / exact;
    return { figure, exact, found, half, inside: found.low <= exact && exact <= found.high };
  });
}

/** The figures of a system that are known, and how a batch says them. */
function figuresOf({ exact, occupancy = {} }: GroundTruth) {
  const ofQueues = Object.entries(exact).flatMap(([queue, figures]) =>
    Object.entries(figures).map(([name, value]) => ({
      figure: `${name} of ${queue}`,
      exact: value,
      of: ({ queues }: Batch): Ratio => {
        const tally = queues.get(queue);
        return tally ? queueFigures[name as QueueFigure](tally) : { of: 0, in: 0 };
      },
    })),
  );
  const ofTeams = Object.entries(occupancy).map(([team, value]) => ({
    figure: `occupancy of ${team}`,
    exact: value,
    of: ({ teams }: Batch): Ratio => {
      const { handling = 0, ready = 0 } = teams.get(team) ?? {};
      return { of: handling, in: handling + ready };
    },
  }));
  return [...ofQueues, ...ofTeams];
}
