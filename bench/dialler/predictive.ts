import { learnDialler, pace, regimes, supposeDialler } from '@caruso/communication-server';
import type { Pacer } from './world.js';

/** More than are ever needed: the peers are not told how many there are. */
const LINES = 10_000;

/** Ours, under the rule of the United States; what it supposes at the start is the same whatever comes. */
export function predictive(): Pacer {
  let knowledge = supposeDialler({ answerShare: 0.3, handlingMs: 180_000 });
  return {
    name: 'predictive',
    answered(afterMs) {
      knowledge = learnDialler(knowledge, { type: 'answered', afterMs });
    },
    ended(afterMs) {
      knowledge = learnDialler(knowledge, { type: 'ended', afterMs });
    },
    handled(durationMs) {
      knowledge = learnDialler(knowledge, { type: 'handled', durationMs });
    },
    lines({ now, free, handlingSince, ringingSince, connected, dropped }) {
      const window = { connected, dropped, machines: 0 };
      const floor = { free, previewing: 0, handlingSince, ringingSince, linesAvailable: LINES, window };
      return pace({ mode: 'predictive', regime: regimes['us-tsr'], knowledge, ...floor }, now).dial;
    },
  };
}
