import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar } from './business-calendar.js';
import { addBusinessTime, businessTimeBetween, isOpen, nextChange } from './business-time.js';
import { type CalendarDefinition, minutesOf, type OpeningSpan, WEEKDAYS } from './calendar-definition.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const everyDay = (...spans: OpeningSpan[]) => Object.fromEntries(WEEKDAYS.map((day) => [day, spans]));
const weekdays = (...spans: OpeningSpan[]) => Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, spans]));
const nineToFive = { from: '09:00', to: '17:00' };
const office = new BusinessCalendar({ zone: 'Europe/Berlin', week: weekdays(nineToFive) });
const always = new BusinessCalendar({ zone: 'Europe/Berlin', week: everyDay({ from: '00:00', to: '24:00' }) });
const never = new BusinessCalendar({ zone: 'Europe/Berlin', week: {} });

const berlin = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Berlin' }).toMillis();
const shown = (at: number | undefined) =>
  at === undefined
    ? undefined
    : DateTime.fromMillis(at, { zone: 'Europe/Berlin' }).toISO({ suppressSeconds: true, suppressMilliseconds: true });

describe('business time', () => {
  it('is over on Monday at 9:30 when an hour is added on Friday at 16:30', () => {
    expect(shown(addBusinessTime(office, berlin('2026-06-05T16:30'), HOUR))).toBe('2026-06-08T09:30+02:00');
  });

  it('is over when the company closes, not when it opens again, if it lasts exactly until then', () => {
    expect(shown(addBusinessTime(office, berlin('2026-06-05T16:30'), HOUR / 2))).toBe('2026-06-05T17:00+02:00');
  });

  it('loses no minute at midnight when the company is always open', () => {
    const start = berlin('2026-06-05T23:59');
    expect(addBusinessTime(always, start, 2 * MINUTE)).toBe(start + 2 * MINUTE);
    expect(businessTimeBetween(always, start, start + 30 * 24 * HOUR)).toBe(30 * 24 * HOUR);
  });

  it('is what the clock in the hall lets go by in the nights in which summer time begins and ends', () => {
    const night = new BusinessCalendar({ zone: 'Europe/Berlin', week: everyDay({ from: '22:00', to: '06:00' }) });
    const between = (from: string, to: string) => businessTimeBetween(night, berlin(from), berlin(to)) / HOUR;
    expect(between('2026-03-27T12:00', '2026-03-28T12:00')).toBe(8);
    expect(between('2026-03-28T12:00', '2026-03-29T12:00')).toBe(7);
    expect(between('2026-10-24T12:00', '2026-10-25T12:00')).toBe(9);
  });

  it('begins with the change when its start is skipped, and with the first of two equal times', () => {
    const late = new BusinessCalendar({ zone: 'Europe/Berlin', week: everyDay({ from: '02:30', to: '04:00' }) });
    expect(shown(nextChange(late, berlin('2026-03-29T00:00')))).toBe('2026-03-29T03:00+02:00');
    expect(shown(nextChange(late, berlin('2026-10-25T00:00')))).toBe('2026-10-25T02:30+02:00');
    const early = new BusinessCalendar({ zone: 'Europe/Berlin', week: everyDay({ from: '01:00', to: '02:30' }) });
    expect(businessTimeBetween(early, berlin('2026-03-29T00:00'), berlin('2026-03-29T12:00'))).toBe(HOUR);
    expect(businessTimeBetween(early, berlin('2026-10-25T00:00'), berlin('2026-10-25T12:00'))).toBe(1.5 * HOUR);
  });

  it('leaves out a day that a zone skipped', () => {
    const apia = new BusinessCalendar({ zone: 'Pacific/Apia', week: everyDay(nineToFive) });
    const at = (text: string) => DateTime.fromISO(text, { zone: 'Pacific/Apia' }).toMillis();
    expect(businessTimeBetween(apia, at('2011-12-29T00:00'), at('2012-01-01T00:00'))).toBe(16 * HOUR);
  });

  it('has several spans on a day, and one that begins in the evening belongs to the day on which it begins', () => {
    const bar = new BusinessCalendar({
      zone: 'Europe/Berlin',
      week: {
        friday: [
          { from: '11:00', to: '14:00' },
          { from: '18:00', to: '02:00' },
        ],
      },
      exceptions: [{ date: '2026-06-06', spans: [] }],
    });
    const changes: (string | null | undefined)[] = [];
    for (let at: number | undefined = berlin('2026-06-05T00:00'); changes.length < 4; ) {
      at = nextChange(bar, at ?? 0);
      changes.push(shown(at));
    }
    expect(changes).toEqual([
      '2026-06-05T11:00+02:00',
      '2026-06-05T14:00+02:00',
      '2026-06-05T18:00+02:00',
      '2026-06-06T02:00+02:00',
    ]);
  });

  it('takes the hours of an exceptional day instead of those of its weekday', () => {
    const short = new BusinessCalendar({
      zone: 'Europe/Berlin',
      week: weekdays(nineToFive),
      exceptions: [
        { date: '2026-06-04', spans: [{ from: '10:00', to: '12:00' }] },
        { date: '2026-06-05', spans: [] },
      ],
    });
    expect(shown(addBusinessTime(short, berlin('2026-06-04T09:00'), 3 * HOUR))).toBe('2026-06-08T10:00+02:00');
  });

  it('finds the only open day of a calendar, however far it is', () => {
    const once = new BusinessCalendar({
      zone: 'UTC',
      week: {},
      exceptions: [{ date: '2031-05-05', spans: [nineToFive] }],
    });
    expect(nextChange(once, Date.UTC(2026, 0, 1))).toBe(Date.UTC(2031, 4, 5, 9));
    expect(nextChange(once, Date.UTC(2031, 4, 6))).toBeUndefined();
  });

  it('has no next change, and no end of any work, where there is none', () => {
    expect(nextChange(always, 0)).toBeUndefined();
    expect(nextChange(never, 0)).toBeUndefined();
    expect(isOpen(never, 0)).toBe(false);
    expect(addBusinessTime(never, 0, 1)).toBeUndefined();
  });
});

/** Opening and closing away from the hours in which clocks change, so that the clock on the wall alone says who is open. */
const time = fc.integer({ min: 5 * 60, max: 23 * 60 + 59 }).map((minutes) => {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
});
const spans = fc.array(fc.record({ from: time, to: time }), { maxLength: 3 });
const definitions: fc.Arbitrary<CalendarDefinition> = fc.record({
  zone: fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'UTC',
  ),
  week: fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, spans])), { requiredKeys: ['tuesday'] }),
  exceptions: fc.uniqueArray(
    fc.record({ date: fc.constantFrom('2026-03-29', '2026-03-30', '2026-10-25', '2026-11-01'), spans }),
    { selector: ({ date }) => date },
  ),
});
const moment = fc
  .tuple(fc.constantFrom(Date.UTC(2026, 2, 28), Date.UTC(2026, 9, 24), Date.UTC(2026, 10, 1)), fc.nat(6 * 24 * 60))
  .map(([start, minutes]) => start + minutes * MINUTE);

/** Whether the clock on the wall shows a time within a span of its day, or within one of the day before that lasts. */
function openByTheWall({ zone, week, exceptions = [] }: CalendarDefinition, at: number): boolean {
  const wall = DateTime.fromMillis(at, { zone });
  const spansOf = (day: DateTime) => {
    const weekday = WEEKDAYS[day.weekday - 1];
    const exception = exceptions.find(({ date }) => date === day.toFormat('yyyy-MM-dd'));
    return exception?.spans ?? (weekday && week[weekday]) ?? [];
  };
  const minute = wall.hour * 60 + wall.minute;
  const lasts = ({ from, to }: OpeningSpan) => minutesOf(to) <= minutesOf(from);
  return (
    spansOf(wall).some((span) => minutesOf(span.from) <= minute && (lasts(span) || minute < minutesOf(span.to))) ||
    spansOf(wall.minus({ days: 1 })).some((span) => lasts(span) && minute < minutesOf(span.to))
  );
}

describe('any business calendar', () => {
  it('is open when the clock on the wall says so', () => {
    fc.assert(
      fc.property(definitions, moment, (definition, at) => {
        expect(isOpen(new BusinessCalendar(definition), at)).toBe(openByTheWall(definition, at));
      }),
    );
  });

  it('does not change before the next change, and changes then', () => {
    fc.assert(
      fc.property(definitions, moment, fc.double({ min: 0, max: 1, noNaN: true }), (definition, at, share) => {
        const calendar = new BusinessCalendar(definition);
        const next = nextChange(calendar, at);
        if (next === undefined) return;
        expect(next).toBeGreaterThan(at);
        expect(isOpen(calendar, next)).toBe(!isOpen(calendar, at));
        expect(isOpen(calendar, Math.floor(at + (next - 1 - at) * share))).toBe(isOpen(calendar, at));
      }),
    );
  });

  it('has business time that adds up', () => {
    fc.assert(
      fc.property(definitions, moment, moment, moment, (definition, a, b, c) => {
        const between = businessTimeBetween.bind(null, new BusinessCalendar(definition));
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });

  it('has business time that never exceeds the time on the clock and never runs backwards', () => {
    fc.assert(
      fc.property(definitions, moment, fc.nat(72 * HOUR), fc.nat(72 * HOUR), (definition, from, first, second) => {
        const calendar = new BusinessCalendar(definition);
        const [short = 0, long = 0] = [first, second].sort((a, b) => a - b);
        const gained =
          businessTimeBetween(calendar, from, from + long) - businessTimeBetween(calendar, from, from + short);
        expect(gained).toBeGreaterThanOrEqual(0);
        expect(gained).toBeLessThanOrEqual(long - short);
      }),
    );
  });

  it('adds as much business time as then lies between, and arrives at the first such moment', () => {
    fc.assert(
      fc.property(definitions, moment, fc.integer({ min: 1, max: 100 * HOUR }), (definition, at, ms) => {
        const calendar = new BusinessCalendar(definition);
        const end = addBusinessTime(calendar, at, ms);
        if (end === undefined) {
          expect(nextChange(calendar, at + 7 * 24 * HOUR)).toBeUndefined();
          return;
        }
        expect(businessTimeBetween(calendar, at, end)).toBe(ms);
        expect(businessTimeBetween(calendar, at, end - 1)).toBe(ms - 1);
      }),
    );
  });
});
