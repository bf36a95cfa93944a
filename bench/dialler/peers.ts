import type { Floor, Pacer } from './world.js';

/** One line for each free agent who has none. */
export function progressive(): Pacer {
  return { name: 'progressive', lines: ({ free, ringingSince }) => Math.max(0, free - ringingSince.length) };
}

/** The share of abandoned calls that is allowed. */
export const CAP = 0.03;

/**
 * VICIdial's ADAPT_HARD_LIMIT and ADAPT_AVERAGE, from the description in its manual: a dial level of lines for each agent
 * who is logged in, raised and lowered every 15 s by how many agents wait, 1 while the share of drops is above the limit
 * (hard), or lowered step by step (average).
 */
export function viciAdaptive(kind: 'hard' | 'average'): Pacer {
  let level = 1;
  let nextChange = 0;
  let waited = 0;
  let looks = 0;
  return {
    name: `VICIdial-like, ${kind} limit`,
    lines(floor) {
      waited += floor.free;
      looks++;
      if (floor.now >= nextChange) {
        nextChange = floor.now + 15_000;
        level = adapted(level, waited / looks, floor, kind);
        waited = 0;
        looks = 0;
      }
      const active = floor.ringingSince.length + floor.handlingSince.length + floor.presented;
      return Math.max(0, Math.round(level * floor.agents) - active);
    },
  };
}

function adapted(
  level: number,
  waiting: number,
  { agents, connected, dropped }: Floor,
  kind: 'hard' | 'average',
): number {
  const share = dropped / Math.max(1, connected + dropped);
  if (share > CAP) return kind === 'hard' ? 1 : Math.max(1, level * 0.95);
  // One percent of the agents may wait; more means that lines are too few.
  const target = agents * 0.01;
  const step = waiting > target ? 1 + Math.min(0.05, ((waiting - target) / agents) * 0.5) : 0.98;
  return Math.min(10, Math.max(1, level * step));
}

/**
 * impactdialing's rules, from their description: as many lines as a factor times the free agents, less those that ring or
 * are presented.
 */
export function impactDialing(): Pacer {
  let now = 0;
  let recent: { readonly at: number; readonly answered: boolean }[] = [];
  return {
    name: 'impactdialing-like',
    answered: () => recent.push({ at: now, answered: true }),
    ended: () => recent.push({ at: now, answered: false }),
    lines(floor) {
      now = floor.now;
      recent = recent.filter(({ at }) => at > now - TEN_MINUTES);
      const answered = recent.reduce((sum, call) => sum + (call.answered ? 1 : 0), 0);
      const share = floor.dropped / Math.max(1, floor.connected + floor.dropped);
      const factor = impactFactor({ dialled: recent.length, answered, share });
      return impactLines({ factor, free: floor.free, ringing: floor.ringingSince.length, presented: floor.presented });
    },
  };
}

const TEN_MINUTES = 600_000;

/** What the last ten minutes needed for an answer; slowed above the limit of abandonment. */
export function impactFactor(recent: { dialled: number; answered: number; share: number }): number {
  if (recent.dialled === 0 || recent.answered === 0) return 1;
  const needed = recent.dialled / recent.answered;
  return Math.max(1, recent.share > CAP ? needed / 2 : needed);
}

export function impactLines(floor: { factor: number; free: number; ringing: number; presented: number }): number {
  const [free, ringing, presented] = [floor.free, floor.ringing, floor.presented].map((count) => Math.max(0, count));
  return Math.max(0, Math.floor(floor.factor * (free ?? 0)) - (ringing ?? 0) - (presented ?? 0));
}
