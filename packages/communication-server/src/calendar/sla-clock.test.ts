import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { BusinessCalendar } from './business-calendar.js';
import { WEEKDAYS } from './calendar-definition.js';
import {
  changeSlaClock,
  type SlaChange,
  type SlaClock,
  slaBreached,
  slaDueAt,
  slaTime,
  startSlaClock,
} from './sla-clock.js';

const MINUTE = 60_000;
const office = new BusinessCalendar({
  zone: 'Europe/Berlin',
  week: Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
});
const at = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Berlin' }).toMillis();
const history = (clock: SlaClock, ...changes: readonly [string, SlaChange][]) =>
  changes.reduce((before, [time, change]) => changeSlaClock(before, change, at(time), office), clock);

describe('SLA clock', () => {
  it('shows 90 working minutes for open 60 min, open 30, pending 30, closed', () => {
    const clock = history(
      startSlaClock(120 * MINUTE, at('2026-06-04T09:00')),
      ['2026-06-04T10:30', 'paused'],
      ['2026-06-04T11:00', 'stopped'],
    );
    expect(slaTime(clock, at('2026-06-10T09:00'), office)).toBe(90 * MINUTE);
  });

  it('falls due later by as long as it stood', () => {
    const started = startSlaClock(120 * MINUTE, at('2026-06-04T09:00'));
    expect(slaDueAt(started, office)).toBe(at('2026-06-04T11:00'));
    const paused = history(started, ['2026-06-04T10:00', 'paused']);
    expect(slaDueAt(paused, office)).toBeUndefined();
    expect(slaDueAt(history(paused, ['2026-06-04T10:30', 'resumed']), office)).toBe(at('2026-06-04T11:30'));
  });

  it('falls due on Monday at 9:30 when an hour is allowed on Friday at 16:30', () => {
    expect(slaDueAt(startSlaClock(60 * MINUTE, at('2026-06-05T16:30')), office)).toBe(at('2026-06-08T09:30'));
  });

  it('begins anew when the matter is reopened', () => {
    const clock = history(
      startSlaClock(60 * MINUTE, at('2026-06-04T09:00')),
      ['2026-06-04T09:50', 'stopped'],
      ['2026-06-08T12:00', 'reopened'],
    );
    expect(slaTime(clock, at('2026-06-08T12:10'), office)).toBe(10 * MINUTE);
    expect(slaDueAt(clock, office)).toBe(at('2026-06-08T13:00'));
  });

  it('is breached after its time, not when it is exactly used up', () => {
    const clock = startSlaClock(60 * MINUTE, at('2026-06-04T09:00'));
    expect(slaBreached(clock, at('2026-06-04T10:00'), office)).toBe(false);
    expect(slaBreached(clock, at('2026-06-04T10:00') + 1, office)).toBe(true);
  });

  it('stays as it is when a change does not apply to it', () => {
    const running = startSlaClock(60 * MINUTE, at('2026-06-04T09:00'));
    expect(history(running, ['2026-06-04T09:10', 'resumed'])).toBe(running);
    expect(history(running, ['2026-06-04T09:10', 'reopened'])).toBe(running);
    const stopped = history(running, ['2026-06-04T09:10', 'stopped']);
    expect(history(stopped, ['2026-06-04T09:20', 'paused'], ['2026-06-04T09:30', 'stopped'])).toBe(stopped);
  });
});
