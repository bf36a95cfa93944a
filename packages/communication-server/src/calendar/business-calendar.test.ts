import { describe, expect, it } from 'vitest';
import { openCalendar } from './business-calendar.js';
import { isOpen } from './business-time.js';
import { WEEKDAYS } from './calendar-definition.js';
import { loadPublicHolidays } from './public-holidays.js';

const week = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '09:00', to: '17:00' }]]));
const noon = (date: string) => Date.parse(`${date}T11:00:00Z`);

describe('openCalendar', () => {
  it('is closed on the public holidays of the country and its state', async () => {
    const holidays = { country: 'DE', state: 'BY' };
    const munich = await openCalendar({ zone: 'Europe/Berlin', week, holidays });
    const berlin = await openCalendar({ zone: 'Europe/Berlin', week, holidays: { country: 'DE', state: 'BE' } });
    expect([isOpen(munich, noon('2026-12-25')), isOpen(berlin, noon('2026-12-25'))]).toEqual([false, false]);
    expect([isOpen(munich, noon('2026-01-06')), isOpen(berlin, noon('2026-01-06'))]).toEqual([false, true]);
  });

  it('is open on a holiday that has hours of its own', async () => {
    const exceptions = [{ date: '2026-12-25', spans: [{ from: '10:00', to: '13:00' }] }];
    const calendar = await openCalendar({ zone: 'Europe/Berlin', week, holidays: { country: 'DE' }, exceptions });
    expect(isOpen(calendar, noon('2026-12-25'))).toBe(true);
    expect(isOpen(calendar, noon('2026-12-26'))).toBe(false);
  });

  it('closes when a holiday begins that begins in the day', async () => {
    const calendar = await openCalendar({ zone: 'Atlantic/Reykjavik', week, holidays: { country: 'IS' } });
    expect(isOpen(calendar, Date.parse('2026-12-24T12:59:00Z'))).toBe(true);
    expect(isOpen(calendar, Date.parse('2026-12-24T13:00:00Z'))).toBe(false);
  });

  it('names every problem of a definition', async () => {
    const definition = {
      zone: 'Europe/Berln',
      week: { monday: [{ from: '9:00', to: '25:00' }], sonntag: [] },
      exceptions: [
        { date: '2026-02-30', spans: [] },
        { date: '2026-12-24', spans: [] },
        { date: '2026-12-24', spans: [] },
      ],
    };
    await expect(openCalendar(definition)).rejects.toThrow(
      'The business calendar is not valid: "Europe/Berln" is no time zone; an IANA name such as Europe/Berlin is expected; ' +
        '"sonntag" is no weekday; they are monday, tuesday, wednesday, thursday, friday, saturday, sunday; ' +
        'monday: "9:00" is no time of day; 00:00 to 24:00 is expected; monday: "25:00" is no time of day; 00:00 to 24:00 is ' +
        'expected; "2026-02-30" is no date; one such as 2026-12-24 is expected; the exceptional day 2026-12-24 is there twice.',
    );
  });

  it('names the codes there are when a region is unknown', async () => {
    await expect(loadPublicHolidays({ country: 'XX' })).rejects.toThrow('for the country "XX"');
    await expect(loadPublicHolidays({ country: 'DE', state: 'XX' })).rejects.toThrow('there are: BB, BE, BW');
    await expect(loadPublicHolidays({ country: 'FI', state: 'XX' })).rejects.toThrow('there are: ');
    await expect(loadPublicHolidays({ country: 'US', state: 'LA', region: 'XX' })).rejects.toThrow('NO');
  });
});

describe('loadPublicHolidays', () => {
  it('knows every day of a holiday that lasts several, also into the next year', async () => {
    const holidays = await loadPublicHolidays({ country: 'SZ' });
    const days = ['2026-12-27', '2026-12-28', '2027-01-01', '2027-01-02', '2027-01-03'];
    expect(days.map((day) => holidays.on(day) !== undefined)).toEqual([false, true, true, true, false]);
  });

  it('takes a day of 25 hours for one day', async () => {
    const holidays = await loadPublicHolidays({ country: 'HT' });
    expect(holidays.on('2026-11-01')).toBeDefined();
    expect(holidays.on('2026-11-03')).toBeUndefined();
  });
});
