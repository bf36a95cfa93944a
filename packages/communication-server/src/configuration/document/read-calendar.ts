import { didYouMean, elementsOf, tokensOf, type XmlElement } from '@caruso/language';
import {
  type CalendarDefinition,
  dateProblem,
  type OpeningSpan,
  timeProblem,
  WEEKDAYS,
  type Weekday,
  zoneProblem,
} from '../../calendar/calendar-definition.js';
import { present } from '../../present.js';
import { placeOf, textOf, type Values } from './values.js';

/** Reads a calendar of a document. */
export function readCalendar(values: Values, element: XmlElement): CalendarDefinition {
  const [holidays] = elementsOf(element, 'holidays');
  const exceptions = readExceptions(values, element);
  return {
    zone: checked(values, element, 'zone', zoneProblem),
    week: readWeek(values, element),
    ...present({
      holidays: holidays && {
        country: textOf(holidays, 'country'),
        ...present({ state: values.optional(holidays, 'state'), region: values.optional(holidays, 'region') }),
      },
      exceptions: exceptions.length > 0 ? exceptions : undefined,
    }),
  };
}

/** Days with hours of their own. */
export function readExceptions(values: Values, element: XmlElement): NonNullable<CalendarDefinition['exceptions']> {
  const days = elementsOf(element, 'day');
  values.once(days, 'date');
  return days.map((day) => ({
    date: checked(values, day, 'date', dateProblem),
    spans: elementsOf(day, 'hours').map((hours) => readSpan(values, hours)),
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
    const span = readSpan(values, open);
    for (const day of days.filter(isWeekday)) week[day] = [...(week[day] ?? []), span];
  }
  return week;
}

function readSpan(values: Values, element: XmlElement): OpeningSpan {
  return { from: checked(values, element, 'from', timeProblem), to: checked(values, element, 'to', timeProblem) };
}

/** The value; what is wrong with it is noted where it stands. When it is missing, the check has said so. */
function checked(
  values: Values,
  element: XmlElement,
  name: string,
  problemOf: (value: string) => string | undefined,
): string {
  const value = textOf(element, name);
  const problem = element.attributes.has(name) ? problemOf(value) : undefined;
  if (problem !== undefined) values.diagnostics.error('bad-calendar', problem, placeOf(element, name));
  return value;
}

function isWeekday(day: string): day is Weekday {
  return (WEEKDAYS as readonly string[]).includes(day);
}
