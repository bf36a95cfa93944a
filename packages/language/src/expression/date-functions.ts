import { DateTime } from 'luxon';
import { Decimal } from './decimal.js';
import type { FunctionDefinition } from './function-definition.js';
import { date, dateLike, duration, number } from './parameter.js';
import { CalendarDate, Instant, TimeSpan } from './temporal.js';
import { types } from './type.js';
import type { Value } from './value.js';

const SECOND = 1_000_000_000n;

export const DATE_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    name: 'today',
    doc: 'The present day where the dialog runs.',
    parameters: [],
    result: types.date,
    evaluate: (_, { now, zone }) => CalendarDate.of(DateTime.fromMillis(now, { zone })),
  },
  {
    name: 'now',
    doc: 'The present instant.',
    parameters: [],
    result: types.instant,
    evaluate: (_, { now }) => Instant.ofMillis(now),
  },
  {
    name: 'date',
    doc: 'The day of an instant, or the day written as YYYY-MM-DD.',
    parameters: [dateLike],
    result: types.date,
    evaluate: ([value], { zone }) => {
      if (value instanceof Instant) return CalendarDate.of(value.momentIn(zone));
      return typeof value === 'string' ? (CalendarDate.from(value) ?? null) : (value ?? null);
    },
  },
  span('days', 'So many calendar days.', (value) => wholeDays(value)),
  span('weeks', 'So many weeks of seven calendar days.', (value) => wholeDays(value.times(7))),
  span('hours', 'So many hours.', (value) => exact(value, 3_600n * SECOND)),
  span('minutes', 'So many minutes.', (value) => exact(value, 60n * SECOND)),
  {
    name: 'addMonths',
    doc: 'The date so many months later; the last day of the month when the day does not exist there.',
    parameters: [date, number('months')],
    result: types.date,
    evaluate: ([value, months]) =>
      value instanceof CalendarDate && months instanceof Decimal
        ? CalendarDate.of(value.moment.plus({ months: Math.trunc(months.toNumber()) }))
        : null,
  },
  part('year', 'The year of a date.', ({ year }) => year),
  part('month', 'The month of a date, 1 to 12.', ({ month }) => month),
  part('day', 'The day of the month of a date.', ({ day }) => day),
  part('weekday', 'The day of the week of a date, 1 is Monday and 7 is Sunday.', ({ weekday }) => weekday),
  length('inDays', 'A duration as a number of days of 24 hours.', 86_400n * SECOND),
  length('inHours', 'A duration as a number of hours.', 3_600n * SECOND),
];

function span(name: string, doc: string, make: (value: Decimal) => TimeSpan | null): FunctionDefinition {
  const evaluate = ([value]: readonly Value[]) => (value instanceof Decimal ? make(value) : null);
  return { name, doc, parameters: [number()], result: types.duration, evaluate };
}

function wholeDays(value: Decimal): TimeSpan | null {
  const days = Math.trunc(value.toNumber());
  return Number.isSafeInteger(days) ? new TimeSpan(days, 0n) : null;
}

function exact(value: Decimal, unit: bigint): TimeSpan | null {
  const nanos = value.times(unit.toString());
  return nanos.e > 30 ? null : new TimeSpan(0, BigInt(nanos.toFixed(0)));
}

function part(name: string, doc: string, read: (moment: DateTime) => number): FunctionDefinition {
  const evaluate = ([value]: readonly Value[]) =>
    value instanceof CalendarDate ? new Decimal(read(value.moment)) : null;
  return { name, doc, parameters: [date], result: types.number, evaluate };
}

function length(name: string, doc: string, unit: bigint): FunctionDefinition {
  const evaluate = ([value]: readonly Value[]) =>
    value instanceof TimeSpan ? new Decimal(value.totalNanos.toString()).div(unit.toString()) : null;
  return { name, doc, parameters: [duration], result: types.number, evaluate };
}
