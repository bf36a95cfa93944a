import { randomOf, seedOf } from './random.js';

/** People whom campaigns call: what becomes of a call to one of their numbers; times in milliseconds. */
export interface Callees {
  readonly id: string;
  /** With what their numbers begin. */
  readonly numbers: string;
  /** Shares of calls, from 0 to 1; whoever is left does not answer. */
  readonly answer: number;
  readonly busy: number;
  readonly machine: number;
  readonly unknown: number;
  /** Means; exponentially distributed, or always so long. */
  readonly ringMs: number;
  readonly patienceMs?: number;
  readonly talkMs?: number;
  readonly random: boolean;
}

/** What becomes of one call. */
export interface Fate {
  readonly outcome: 'answered' | 'busy' | 'machine' | 'unknown-number' | 'no-answer';
  /** After the call was dialled. */
  readonly afterMs: number;
  readonly patienceMs?: number;
  readonly talkMs?: number;
}

/** How long it takes to hear that a number is busy, or does not exist. */
const REFUSED_MS = 1_500;

/**
 * What becomes of a call: the same for the same seed and call.
 *
 * @param ringMs how long it may ring
 */
export function fateOf(callees: Callees | undefined, seed: string, ringMs: number): Fate {
  if (!callees) return { outcome: 'unknown-number', afterMs: REFUSED_MS };
  const next = randomOf(seedOf(seed));
  const { answer, busy, machine, unknown, random } = callees;
  const duration = (mean: number) => (random ? Math.round(-mean * Math.log(1 - next())) : mean);
  const luck = next();
  if (luck < answer + machine) {
    const afterMs = duration(callees.ringMs);
    if (afterMs > ringMs) return { outcome: 'no-answer', afterMs: ringMs };
    if (luck >= answer) return { outcome: 'machine', afterMs };
    return {
      outcome: 'answered',
      afterMs,
      ...(callees.patienceMs === undefined ? {} : { patienceMs: duration(callees.patienceMs) }),
      ...(callees.talkMs === undefined ? {} : { talkMs: duration(callees.talkMs) }),
    };
  }
  if (luck < answer + machine + busy) return { outcome: 'busy', afterMs: REFUSED_MS };
  if (luck < answer + machine + busy + unknown) return { outcome: 'unknown-number', afterMs: REFUSED_MS };
  return { outcome: 'no-answer', afterMs: ringMs };
}
