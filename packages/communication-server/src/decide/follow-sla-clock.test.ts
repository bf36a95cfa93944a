import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { House } from '../../test/support/house.js';
import { BusinessCalendar } from '../calendar/business-calendar.js';
import { WEEKDAYS } from '../calendar/calendar-definition.js';
import type { Queue } from '../configuration/queue-definition.js';

const HOUR = 3_600;
const zone = 'Europe/Berlin';
const at = (text: string) => DateTime.fromISO(text, { zone }).toSeconds();
const shown = (ms: number | undefined) =>
  DateTime.fromMillis(ms ?? Number.NaN, { zone }).toISO({ suppressSeconds: true, suppressMilliseconds: true });
const week = (days: readonly string[], from: string, to: string) =>
  Object.fromEntries(days.map((day) => [day, [{ from, to }]]));
const calendars = new Map([
  ['office', new BusinessCalendar({ zone, week: week(WEEKDAYS.slice(0, 5), '09:00', '17:00') })],
  ['night', new BusinessCalendar({ zone, week: week(WEEKDAYS, '22:00', '06:00') })],
  ['never', new BusinessCalendar({ zone, week: {} })],
]);

/** A contact centre whose agent ada takes letters, which are answered within an hour of business time. */
function centre(reply: Queue['reply'] = { within: HOUR, hours: 'office' }) {
  const written = { channel: 'mail', dispositions: [{ id: 'done', label: 'Done' }] } as const;
  const house = new House({
    queues: [
      { id: 'letters', ...written, ...(reply ? { reply } : {}) },
      { id: 'complaints', ...written, reply: { within: 4 * HOUR } },
      { id: 'calls' },
    ],
    agents: [{ id: 'ada', capacity: { mail: 5 } }],
    configuration: { calendars },
  });
  return {
    house,
    write: (contact: string, queue = 'letters') => house.call(contact, queue, {}, contact, 'mail'),
    more: (contact: string, message = 'more') => house.do({ type: 'receive-message', contact, message }),
    answer: (contact: string, message = 'answer') => house.do({ type: 'send-message', agent: 'ada', contact, message }),
    due: (contact: string) => shown(house.state.contact(contact).clock?.due),
    stops: () => house.all('sla-clock-stopped').map(({ because, businessMs }) => [because, businessMs / 60_000]),
  };
}

describe('the time in which a customer who writes is to be answered', () => {
  it('is over on Monday at 9:30 when a mail comes on Friday at 16:30 and an hour is allowed', () => {
    const { house, write, due } = centre();
    house.at(at('2026-06-05T16:30'));
    write('mail');
    expect(due('mail')).toBe('2026-06-08T09:30+02:00');
    house.at(at('2026-06-08T09:30'));
    expect(house.all('sla-clock-breached')).toEqual([]);
    house.at(at('2026-06-08T09:31'));
    expect(house.all('sla-clock-breached')).toMatchObject([{ contact: 'mail', queue: 'letters' }]);
    expect(house.state.contact('mail').clock?.breached).toBe(true);
  });

  it('is not exceeded in the night after its last minute', () => {
    const { house, write, answer, due, stops } = centre();
    house.ready('ada').at(at('2026-06-04T16:00'));
    write('mail').accept('ada');
    expect(due('mail')).toBe('2026-06-04T17:00+02:00');
    house.at(at('2026-06-04T21:00'));
    answer('mail');
    expect(house.all('sla-clock-breached')).toEqual([]);
    expect(stops()).toEqual([['answered', 60]]);
  });

  it('has an hour more or less on the clock in the nights in which summer time begins and ends', () => {
    const { house, write, due } = centre({ within: 8 * HOUR, hours: 'night' });
    house.at(at('2026-03-28T22:00'));
    write('spring');
    expect(due('spring')).toBe('2026-03-29T23:00+02:00');
    house.at(at('2026-10-24T22:00'));
    write('autumn');
    expect(due('autumn')).toBe('2026-10-25T05:00+01:00');
  });

  it('goes on day and night without a calendar, and never ends where nobody works', () => {
    const always = centre({ within: 24 * HOUR });
    always.house.at(at('2026-06-05T23:59'));
    always.write('mail');
    expect(always.due('mail')).toBe('2026-06-06T23:59+02:00');
    const never = centre({ within: HOUR, hours: 'never' });
    never.write('mail');
    const [started] = never.house.all('sla-clock-started');
    expect(started).not.toHaveProperty('due');
    never.house.at(at('2036-01-01'));
    expect(never.house.all('sla-clock-breached')).toEqual([]);
  });

  it('stops at the answer of an agent, and begins anew when the customer writes again', () => {
    const { house, write, more, answer, due, stops } = centre();
    house.ready('ada').at(at('2026-06-04T10:00'));
    write('mail').accept('ada').at(at('2026-06-04T10:10'));
    more('mail', 'still running');
    house.at(at('2026-06-04T10:20'));
    answer('mail', 'first');
    answer('mail', 'second');
    expect(house.state.unanswered.size).toBe(0);
    house.at(at('2026-06-04T12:00'));
    more('mail', 'and power?');
    expect(due('mail')).toBe('2026-06-04T13:00+02:00');
    house.at(at('2026-06-04T12:05'));
    answer('mail', 'third');
    expect(stops()).toEqual([
      ['answered', 20],
      ['answered', 5],
    ]);
    expect(house.at(at('2026-06-05T12:00')).all('sla-clock-breached')).toEqual([]);
  });

  it('is kept when the contact is given to another queue', () => {
    const { house, write, due } = centre();
    house.ready('ada').at(at('2026-06-04T10:00'));
    write('mail').accept('ada');
    house.do({ type: 'transfer', agent: 'ada', contact: 'mail', to: { queue: 'complaints' } });
    expect(house.all('sla-clock-stopped')).toEqual([]);
    expect(house.all('sla-clock-started')).toHaveLength(1);
    expect(due('mail')).toBe('2026-06-04T11:00+02:00');
  });

  it('ends without an answer when the agent has done what there was to do, or the contact is over', () => {
    const { house, write, stops } = centre();
    house.ready('ada').at(at('2026-06-04T10:00'));
    write('thanks').accept('ada');
    house.do({ type: 'hang-up', agent: 'ada', contact: 'thanks' });
    house.finish('ada', 'thanks');
    house.do({ type: 'set-not-ready', agent: 'ada', reason: 'lunch' });
    write('gone').hangUp('gone');
    expect(stops()).toEqual([
      ['handled', 0],
      ['closed', 0],
    ]);
    expect(house.state.unanswered.size).toBe(0);
    expect(house.state.nextDue).toBeUndefined();
  });

  it('ends when an agent is done with a message left by telephone: the answer was a call', () => {
    const { house, stops } = centre({ within: HOUR });
    house.ready('ada').call('call', 'letters').at(60);
    house.do({ type: 'leave-voicemail', contact: 'call', message: 'voice', recording: 'r', seconds: 9 });
    house.accept('ada').at(360);
    house.do({ type: 'hang-up', agent: 'ada', contact: 'voice' });
    expect(stops()).toEqual([['answered', 5]]);
  });

  it('is told with what it took to settle the matter, in business time from the arrival to the end of the wrap-up', () => {
    const { house, write, answer } = centre();
    // Friday 16:30 to Monday 9:45: half an hour and three quarters.
    house.ready('ada').at(at('2026-06-05T16:30'));
    write('mail').accept('ada').at(at('2026-06-05T16:40'));
    answer('mail');
    house.at(at('2026-06-08T09:30'));
    house.do({ type: 'hang-up', agent: 'ada', contact: 'mail' });
    house.at(at('2026-06-08T09:45'));
    house.finish('ada', 'mail');
    write('gone').hangUp('gone');
    house.call('call', 'calls').accept('ada');
    house.do({ type: 'hang-up', agent: 'ada', contact: 'call' });
    house.finish('ada', 'call');
    expect(house.all('contact-closed').map(({ contact, resolutionMs }) => [contact, resolutionMs])).toEqual([
      ['mail', 75 * 60_000],
      ['gone', undefined],
      ['call', undefined],
    ]);
  });

  it('counts the hour that the night of a change of clocks has more, and not the one that it has less', () => {
    const { house, write } = centre({ within: 8 * HOUR, hours: 'night' });
    house.ready('ada').at(at('2026-10-24T22:00'));
    write('autumn').accept('ada').at(at('2026-10-25T08:00'));
    house.do({ type: 'hang-up', agent: 'ada', contact: 'autumn' });
    house.finish('ada', 'autumn').at(at('2027-03-27T22:00'));
    write('spring').accept('ada').at(at('2027-03-28T08:00'));
    house.do({ type: 'hang-up', agent: 'ada', contact: 'spring' });
    house.finish('ada', 'spring');
    expect(house.all('contact-closed').map(({ resolutionMs = 0 }) => resolutionMs / 3_600_000)).toEqual([9, 7]);
  });

  it('does not run where no rule is, and goes on under another configuration', () => {
    const { house, write, due } = centre();
    house.call('call', 'calls').hangUp('call');
    expect(house.all('sla-clock-started')).toEqual([]);
    house.at(at('2026-06-04T10:00'));
    write('mail');
    house.configure({ queues: [{ id: 'letters', channel: 'mail' }], configuration: { calendars } });
    expect(due('mail')).toBe('2026-06-04T11:00+02:00');
    expect(house.at(at('2026-06-04T11:01')).all('sla-clock-breached')).toHaveLength(1);
  });
});
