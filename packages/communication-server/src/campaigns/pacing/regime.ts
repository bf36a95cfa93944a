const HOUR_MS = 3_600_000;

/**
 * A rule on abandoned calls of diallers, as data: rules differ by country and change (the UK withdrew its 3 % in 2017).
 * A call is abandoned when a person answers and is not connected to an agent in time.
 */
export interface Regime {
  readonly id: string;
  /** The highest share of abandoned calls, 0 to 1; without it only the campaign's own cap applies. */
  readonly cap?: number;
  /** The period over which the share is taken, for each campaign. */
  readonly windowMs: number;
  /** Of which calls it is the share. */
  readonly denominator: Denominator;
  /** How long after the answer an agent must be connected, or the message begin that says who has called. */
  readonly connectWithinMs: number;
  /** That the share is below the cap, of which it must be sure before it dials; without it, as far as is expected. */
  readonly confidence?: number;
  /** A person whose call is dropped must be told who has called. */
  readonly tellsWhoCalled?: true;
}

/**
 * - `answered-live`: all calls that a person answered.
 * - `without-machines`: the same, where dropped calls that would have turned out to be machines are taken off by estimate.
 */
export type Denominator = 'answered-live' | 'without-machines';

/** The rules that are built in; an assembly may bring others. */
export const regimes = {
  /** 16 CFR 310.4(b)(4): 3 % of calls answered by a person, per campaign over 30 days, connected within two seconds. */
  'us-tsr': {
    id: 'us-tsr',
    cap: 0.03,
    windowMs: 30 * 24 * HOUR_MS,
    denominator: 'answered-live',
    connectWithinMs: 2_000,
    confidence: 0.95,
    tellsWhoCalled: true,
  },
  /** Ofcom's statement of policy of 2010, withdrawn in 2017: 3 % per campaign over 24 hours. */
  'uk-legacy': {
    id: 'uk-legacy',
    cap: 0.03,
    windowMs: 24 * HOUR_MS,
    denominator: 'without-machines',
    connectWithinMs: 2_000,
    confidence: 0.95,
    tellsWhoCalled: true,
  },
  /** No rule but the campaign's own cap. */
  none: { id: 'none', windowMs: 30 * 24 * HOUR_MS, denominator: 'answered-live', connectWithinMs: 2_000 },
} as const satisfies Record<string, Regime>;

/** The cap that applies: the campaign's own where it is stricter; nothing may be dropped where neither has one. */
export function capOf(regime: Regime, own?: number): number {
  return Math.min(regime.cap ?? own ?? 0, own ?? regime.cap ?? 0);
}
