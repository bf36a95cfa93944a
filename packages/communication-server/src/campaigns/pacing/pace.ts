import { abandonmentOf, type WindowCounts } from './abandonment.js';
import type { DiallerKnowledge } from './dialler-knowledge.js';
import type { Floor } from './drop-outlook.js';
import { predictLines } from './predict-lines.js';
import { capOf, type Regime } from './regime.js';

/**
 * How a campaign dials: agents see a record and decide (preview), each free agent has a line (progressive), or more lines
 * are dialled than agents are free (predictive).
 */
export type DiallingMode = 'preview' | 'progressive' | 'predictive';

/** A campaign that dials, at a moment; times in milliseconds since 1970 UTC. */
export interface DiallingState {
  readonly mode: DiallingMode;
  readonly regime: Regime;
  /** The campaign's own cap on the share of abandoned calls, where it is stricter than the regime's or there is none. */
  readonly ownCap?: number;
  /** Agents who wait for a call. */
  readonly free: number;
  /** Free agents who look at a record that they may have dialled. */
  readonly previewing: number;
  /** When each of the other agents got the present contact. */
  readonly handlingSince: readonly number[];
  /** When each line that rings was dialled. */
  readonly ringingSince: readonly number[];
  /** Lines that could be dialled at once: those of the exchange, less what others use. */
  readonly linesAvailable: number;
  /** What happened within the regime's window, until now. */
  readonly window: WindowCounts;
  readonly knowledge: DiallerKnowledge;
}

/** What to do, and the reason. */
export interface Pacing {
  /** Lines to dial. */
  readonly dial: number;
  /** Records to show to agents. */
  readonly present: number;
  readonly explanation: PacingExplanation;
}

export type PacingExplanation =
  | { readonly rule: 'preview'; readonly free: number; readonly previewing: number }
  | {
      readonly rule: 'one-line-for-each-agent';
      readonly free: number;
      readonly ringing: number;
      readonly linesAvailable: number;
    }
  | {
      readonly rule: 'drops-within-budget' | 'budget-used-up';
      readonly free: number;
      readonly ringing: number;
      readonly linesAvailable: number;
      readonly cap: number;
      /** Calls of the window, as the regime counts them. */
      readonly abandoned: number;
      readonly answered: number;
      /** Drops after which the upper limit of their share reaches the cap; below 0 while even none could be too many. */
      readonly budget: number;
      /** Of the lines that ring. */
      readonly expectedAnswers: number;
      readonly expectedDrops: number;
      /** The share of the answers of the new lines that may be dropped, and that is expected to be. */
      readonly allowedShare: number;
      readonly expectedShare: number;
    };

/**
 * How many lines to dial now. It is asked whenever an agent or a line changes, and every second.
 *
 * @example
 * ```ts
 * const { dial, explanation } = pace(campaign, clock.now());
 * console.log(explainPacing(explanation));
 * ```
 */
export function pace(state: DiallingState, now: number): Pacing {
  const { mode, free, previewing, regime, linesAvailable } = state;
  const ringing = state.ringingSince.length;
  if (mode === 'preview') {
    const explanation = { rule: 'preview', free, previewing } as const;
    return { dial: 0, present: Math.max(0, free - previewing), explanation };
  }
  const one = Math.max(0, Math.min(free - ringing, linesAvailable));
  if (mode === 'progressive')
    return { dial: one, present: 0, explanation: { rule: 'one-line-for-each-agent', free, ringing, linesAvailable } };
  const floor: Floor = {
    free,
    handling: state.handlingSince.map((since) => Math.max(0, now - since)),
    ringing: state.ringingSince.map((since) => Math.max(0, now - since)),
  };
  const { abandoned, of: answered } = abandonmentOf(state.window, regime);
  const limits = { cap: capOf(regime, state.ownCap), confidence: regime.confidence };
  const { lines, ...figures } = predictLines({
    floor,
    knowledge: state.knowledge,
    connectWithinMs: regime.connectWithinMs,
    abandoned,
    answered,
    limits,
    linesAvailable,
  });
  const rule = figures.allowedShare > 0 ? 'drops-within-budget' : 'budget-used-up';
  const explanation = {
    rule,
    free,
    ringing,
    linesAvailable,
    cap: limits.cap,
    abandoned,
    answered,
    ...figures,
  } as const;
  return { dial: Math.max(one, lines), present: 0, explanation };
}
