import { didYouMean, elementsOf, tokensOf, type XmlElement } from '@caruso/language';
import {
  type CalendarDefinition,
  checkCalendar,
  type OpeningSpan,
  WEEKDAYS,
  type Weekday,
} from '../../calendar/calendar-definition.js';
import { ContactCentreErrors } from '../../errors.js';
import { present } from '../../present.js';
import { placeOf, textOf, type Values } from './values.js';

/** Reads a calendar of a document. */
export function readCalendar(values: Values, element: XmlElement): CalendarDefinition {
  const [holidays] = elementsOf(element, 'holidays');
  const exceptions = readExceptions(element);
  const calendar: CalendarDefinition = {
    zone: textOf(element, 'zone'),
    week: readWeek(values, element),
    ...present({
      holidays: holidays && {
        country: textOf(holidays, 'country'),
        ...present({ state: values.optional(holidays, 'state'), region: values.optional(holidays, 'region') }),
      },
      exceptions: exceptions.length > 0 ? exceptions : undefined,
    }),
  };
  try {
    checkCalendar(calendar);
  } catch (thrown) {
    if (!ContactCentreErrors.InvalidCalendar.is(thrown)) throw thrown;
    for (const problem of thrown.data.problems) values.diagnostics.error('bad-calendar', problem, element.tag);
  }
  return calendar;
}

/** Days with hours of their own. */
export function readExceptions(element: XmlElement): NonNullable<CalendarDefinition['exceptions']> {
  return elementsOf(element, 'day').map((day) => ({
    date: textOf(day, 'date'),
    spans: elementsOf(day, 'hours').map(readSpan),
  }));
}

export function readWeek(values: Values, element: XmlElement): CalendarDefinition['week'] {
  const week: Partial<Record<Weekday, readonly OpeningSpan[]>> = {};
  for (const open of elementsOf(element, 'open')) {
    const days = tokensOf(textOf(open, 'days'));
    const strange = days.filter((day) => !isWeekday(day));
    for (const day of strange) {
      const hint = didYouMean(day, WEEKDAYS) ?? `there are ${WEEKDAYS.join(', ')}`;
      values.diagnostics.error('bad-weekday', `'${day}' is no weekday`, placeOf(open, 'days'), hint);
    }
    for (const day of days.filter(isWeekday)) week[day] = [...(week[day] ?? []), readSpan(open)];
  }
  return week;
}

function readSpan(element: XmlElement): OpeningSpan {
  return { from: textOf(element, 'from'), to: textOf(element, 'to') };
}

function isWeekday(day: string): day is Weekday {
  return (WEEKDAYS as readonly string[]).includes(day);
}
