import { drawRecorded } from './draw-recorded.js';
import { randomNumbers } from './random-numbers.js';
import type { SimulatedCentre } from './simulated-centre.js';

/** Whether nothing of a centre is left to chance: whatever the seed, it is simulated alike, so that once is enough. */
export function isCertain({ demand, recorded = [] }: SimulatedCentre): boolean {
  if (demand.some(({ arrivals }) => arrivals.some(({ perHour }) => perHour > 0))) return false;
  let drawn = false;
  const noted = (name: string) => {
    const next = randomNumbers(name);
    return () => {
      drawn = true;
      return next();
    };
  };
  for (const recording of recorded) drawRecorded(recording, noted);
  return !drawn;
}
