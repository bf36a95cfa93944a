import { BusinessCalendar } from './business-calendar.js';
import { WEEKDAYS } from './calendar-definition.js';

const wholeDay = [{ from: '00:00', to: '24:00' }] as const;

/** The calendar of a company that works day and night: its business time is the time of the clock. */
export const ALWAYS_OPEN = new BusinessCalendar({
  zone: 'UTC',
  week: Object.fromEntries(WEEKDAYS.map((day) => [day, wholeDay])),
});
