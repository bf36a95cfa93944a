import { BusinessCalendar } from '../../calendar/business-calendar.js';
import { isOpen, nextChange } from '../../calendar/business-time.js';
import type { CalendarDefinition } from '../../calendar/calendar-definition.js';

/** When people may be called, by the clock where they are; public holidays are exceptional days of the window. */
export type CallingHours = Pick<CalendarDefinition, 'week' | 'exceptions'>;

/** How far a moment is looked for: two zones may never agree. */
const HORIZON_MS = 400 * 86_400_000;

/**
 * When a campaign may call whom, by the time zones of the called.
 *
 * @example
 * ```ts
 * const window = new CallingWindow({ week: { monday: [{ from: '08:00', to: '21:00' }] } });
 * window.allows(zonesOf('+12125551234'), Date.now());
 * ```
 */
export class CallingWindow {
  readonly #hours: CallingHours;
  readonly #calendars = new Map<string, BusinessCalendar>();

  /** @throws InvalidCalendar */
  constructor(hours: CallingHours) {
    this.#hours = hours;
    this.#calendar('UTC');
  }

  /** Whether somebody may be called who may be in any of the zones; nobody may be whose zones are not known. */
  allows(zones: readonly string[], at: number): boolean {
    return zones.length > 0 && zones.every((zone) => isOpen(this.#calendar(zone), at));
  }

  /**
   * The first moment, from `at` on, at which all zones allow a call.
   *
   * @returns undefined when there is none: no zone is known, or they do not agree for 400 days
   */
  nextAllowed(zones: readonly string[], at: number): number | undefined {
    if (zones.length === 0) return undefined;
    let moment = at;
    while (moment <= at + HORIZON_MS) {
      const closed = zones.find((zone) => !isOpen(this.#calendar(zone), moment));
      if (closed === undefined) return moment;
      const opening = nextChange(this.#calendar(closed), moment);
      if (opening === undefined) return undefined;
      moment = opening;
    }
    return undefined;
  }

  #calendar(zone: string): BusinessCalendar {
    const known = this.#calendars.get(zone);
    if (known) return known;
    const calendar = new BusinessCalendar({ ...this.#hours, zone });
    this.#calendars.set(zone, calendar);
    return calendar;
  }
}
