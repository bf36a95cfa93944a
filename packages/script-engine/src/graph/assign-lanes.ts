import type { PlacedNode } from './graph-layout.js';
import { LANE } from './measures.js';

/** A way on the right of nodes: the lane it shares, and the heights at which it leaves and arrives. */
export interface Run {
  readonly lane: string;
  readonly leaves: number;
  readonly arrives: number;
}

interface Stretch {
  readonly lane: string;
  top: number;
  bottom: number;
}

/** How near lanes come to the nodes they pass. */
const NEAREST = 2 * LANE;

/**
 * Finds for each lane a place right of all nodes it passes where no other one runs. Those that end first come first: so of two
 * that lie in each other the inner one is nearer to the nodes, and what is inserted below moves none that ends above.
 *
 * @returns the x of every lane
 */
export function assignLanes(runs: readonly Run[], placed: readonly PlacedNode[]): ReadonlyMap<string, number> {
  const taken = new Map<number, Stretch[]>();
  const lanes = new Map<string, number>();
  for (const stretch of stretchesOf(runs)) {
    let x = rightOf(stretch, placed) + NEAREST;
    while (taken.get(x)?.some((other) => other.top <= stretch.bottom && stretch.top <= other.bottom)) x += LANE;
    const own = taken.get(x);
    if (own) own.push(stretch);
    else taken.set(x, [stretch]);
    lanes.set(stretch.lane, x);
  }
  return lanes;
}

function stretchesOf(runs: readonly Run[]): readonly Stretch[] {
  const stretches = new Map<string, Stretch>();
  for (const { lane, leaves, arrives } of runs) {
    const [top, bottom] = [Math.min(leaves, arrives), Math.max(leaves, arrives)];
    const known = stretches.get(lane);
    if (known === undefined) stretches.set(lane, { lane, top, bottom });
    else {
      known.top = Math.min(known.top, top);
      known.bottom = Math.max(known.bottom, bottom);
    }
  }
  return [...stretches.values()].sort((a, b) => a.bottom - b.bottom || b.top - a.top || (a.lane < b.lane ? -1 : 1));
}

function rightOf({ top, bottom }: Stretch, placed: readonly PlacedNode[]): number {
  const passed = placed.filter(({ y, height }) => y <= bottom && top <= y + height);
  return Math.max(0, ...passed.map(({ x, width }) => x + width));
}
