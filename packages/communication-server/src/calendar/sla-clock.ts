import type { BusinessCalendar } from './business-calendar.js';
import { addBusinessTime, businessTimeBetween } from './business-time.js';

/**
 * The time a company has to answer or to settle a matter, counted in business time.
 *
 * It is paused while the customer's answer is awaited, as far as what is measured allows it, and begins anew when the
 * matter is reopened: the earlier answer was one, and the customer waits again.
 */
export interface SlaClock {
  /** Business time allowed, in milliseconds. */
  readonly targetMs: number;
  readonly state: 'running' | 'paused' | 'stopped';
  /** Business time counted up to `since`, in milliseconds. */
  readonly countedMs: number;
  /** When it last changed, in milliseconds since 1970 UTC. */
  readonly since: number;
}

/** What happens to a clock; what changes nothing, such as a pause of a clock that stands, leaves it as it is. */
export type SlaChange = 'paused' | 'resumed' | 'stopped' | 'reopened';

export function startSlaClock(targetMs: number, at: number): SlaClock {
  return { targetMs, state: 'running', countedMs: 0, since: at };
}

/** The clock after a change. */
export function changeSlaClock(clock: SlaClock, change: SlaChange, at: number, calendar: BusinessCalendar): SlaClock {
  if (change === 'reopened') return clock.state === 'stopped' ? startSlaClock(clock.targetMs, at) : clock;
  const from = { paused: ['running'], resumed: ['paused'], stopped: ['running', 'paused'] }[change];
  if (!from.includes(clock.state)) return clock;
  const state = ({ paused: 'paused', resumed: 'running', stopped: 'stopped' } as const)[change];
  return { ...clock, state, countedMs: slaTime(clock, at, calendar), since: at };
}

/** The business time a clock shows at a moment, in milliseconds. */
export function slaTime({ state, countedMs, since }: SlaClock, at: number, calendar: BusinessCalendar): number {
  return state === 'running' ? countedMs + businessTimeBetween(calendar, since, Math.max(at, since)) : countedMs;
}

/**
 * When a clock that goes on running has used up its time; already past when it has.
 *
 * @returns undefined for a clock that stands, and for a company that never opens again
 */
export function slaDueAt(
  { state, targetMs, countedMs, since }: SlaClock,
  calendar: BusinessCalendar,
): number | undefined {
  return state === 'running' ? addBusinessTime(calendar, since, Math.max(0, targetMs - countedMs)) : undefined;
}

/** Whether the time allowed was exceeded by a moment; exactly used up is still in time. */
export function slaBreached(clock: SlaClock, at: number, calendar: BusinessCalendar): boolean {
  return slaTime(clock, at, calendar) > clock.targetMs;
}
