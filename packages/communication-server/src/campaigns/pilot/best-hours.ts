import { betaCdf } from '@caruso/core';
import { DateTime } from 'luxon';
import { WEEKDAYS, type Weekday } from '../../calendar/calendar-definition.js';
import { holm } from './holm.js';
import { type Rate, rateOf } from './rate.js';

/** The first attempt of a record; later ones are made when an earlier one failed, and would mislead. */
export interface FirstAttempt {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Where the called is. */
  readonly zone: string;
  /** A person answered. */
  readonly live: boolean;
}

/** An hour of a weekday, by the clock of the called. */
export interface HourSlot {
  readonly weekday: Weekday;
  readonly hour: number;
  readonly rate: Rate;
  /** That the slot differs from all others by chance alone as much as it does, corrected for the number of slots. */
  readonly pValue: number;
  /** `better` and `worse` where chance alone is less likely than 5 %. */
  readonly comparedToOthers: 'better' | 'worse' | 'not-told-apart';
}

const SIGNIFICANT = 0.05;

/** The slots of the attempts, the one with the highest lower limit of its rate first. */
export function bestHours(attempts: Iterable<FirstAttempt>): readonly HourSlot[] {
  const counts = new Map<string, { weekday: Weekday; hour: number; live: number; of: number }>();
  for (const { at, zone, live } of attempts) {
    const { weekday, hour } = DateTime.fromMillis(at, { zone });
    const key = `${weekday} ${hour}`;
    const slot = counts.get(key) ?? { weekday: WEEKDAYS[weekday - 1] ?? 'monday', hour, live: 0, of: 0 };
    slot.of++;
    if (live) slot.live++;
    counts.set(key, slot);
  }
  const slots = [...counts.values()];
  const all = slots.reduce((sum, { live, of }) => ({ live: sum.live + live, of: sum.of + of }), { live: 0, of: 0 });
  const pValues = holm(
    slots.map((slot) => differenceByChance(slot, { live: all.live - slot.live, of: all.of - slot.of })),
  );
  return slots
    .map(({ weekday, hour, live, of }, index): HourSlot => {
      const pValue = pValues[index] ?? 1;
      const better = live / of > all.live / all.of;
      return {
        weekday,
        hour,
        rate: rateOf('answered live of first attempts', live, of),
        pValue,
        comparedToOthers: pValue >= SIGNIFICANT ? 'not-told-apart' : better ? 'better' : 'worse',
      };
    })
    .sort((one, other) => other.rate.interval.low - one.rate.interval.low);
}

/** The two-sided test of two proportions, by Student's t with the degrees of freedom that both groups have. */
function differenceByChance(one: { live: number; of: number }, other: { live: number; of: number }): number {
  const freedom = one.of + other.of - 2;
  const pooled = (one.live + other.live) / (one.of + other.of);
  const variance = pooled * (1 - pooled) * (1 / one.of + 1 / other.of);
  if (freedom < 1 || other.of === 0 || variance === 0) return 1;
  const t = (one.live / one.of - other.live / other.of) / Math.sqrt(variance);
  return betaCdf(freedom / (freedom + t ** 2), freedom / 2, 0.5);
}
