import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../../calendar/calendar-definition.js';
import { CallingWindow } from './calling-window.js';
import { type CampaignRecord, closeRecord, openRecord } from './campaign-record.js';
import { checkList, type ListRules } from './check-list.js';
import { DncList } from './do-not-call.js';
import { countList } from './list-counts.js';
import { nextCall } from './next-call.js';
import { finishAttempt, noteConversation, type RetryPolicy, startAttempt } from './retry.js';
import { ZONE_PREFIXES } from './zone-prefixes.js';
import { zonesOf } from './zones-of-number.js';

const MINUTE = 60_000;
const rules: ListRules = { campaign: 'spring', country: 'DE', dnc: new DncList(), consent: 'not-refused' };
const week = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '08:00', to: '21:00' }]]));
const window = new CallingWindow({ week });
const utc = (text: string) => Date.parse(`${text}Z`);

describe('zonesOf', () => {
  it.each([
    ['+493012345678', ['Europe/Berlin']],
    ['+12125551234', ['America/New_York']],
    ['+18088441234', ['Pacific/Honolulu']],
    ['+351911234567', ['Atlantic/Azores', 'Europe/Lisbon']],
    ['+870773111632', []],
  ])('%s is in %j', (number, zones) => {
    expect(zonesOf(number)).toEqual(zones);
  });

  it('takes a number without a place for one that may be anywhere in its country', () => {
    expect(zonesOf('+18005551234')).toEqual(expect.arrayContaining(['America/New_York', 'Pacific/Honolulu']));
  });

  it('knows only zones that clocks know', () => {
    const zones = new Set(ZONE_PREFIXES.flatMap(([names]) => names.split('&')));
    expect([...zones].filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
  });
});

describe('CallingWindow', () => {
  it('goes by the clock of the called', () => {
    const at = utc('2026-06-04T12:30');
    expect(window.allows(['America/New_York'], at)).toBe(true);
    expect(window.allows(['America/Los_Angeles'], at)).toBe(false);
    expect(window.nextAllowed(['America/Los_Angeles'], at)).toBe(utc('2026-06-04T15:00'));
  });

  it('waits until it is right in all zones in which somebody may be', () => {
    const zones = ['America/New_York', 'Pacific/Honolulu'];
    expect(window.nextAllowed(zones, utc('2026-06-04T12:30'))).toBe(utc('2026-06-04T18:00'));
    expect(window.allows(zones, utc('2026-06-05T00:59'))).toBe(true);
    expect(window.allows(zones, utc('2026-06-05T01:00'))).toBe(false);
  });

  it('goes by the clock of the called in the nights in which clocks are changed, too', () => {
    const daily = new CallingWindow({
      week: { saturday: [{ from: '08:00', to: '21:00' }], sunday: [{ from: '08:00', to: '21:00' }] },
    });
    const berlin = ['Europe/Berlin'];
    expect(daily.nextAllowed(berlin, utc('2026-03-28T21:00'))).toBe(utc('2026-03-29T06:00'));
    expect(daily.nextAllowed(berlin, utc('2026-10-24T20:00'))).toBe(utc('2026-10-25T07:00'));
    expect(daily.nextAllowed(['America/New_York'], utc('2026-03-08T02:00'))).toBe(utc('2026-03-08T12:00'));
  });

  it('never calls at an hour that the clock of the called does not allow, minute by minute through such nights', () => {
    const nights = new CallingWindow({
      week: { saturday: [{ from: '22:00', to: '24:00' }], sunday: [{ from: '00:30', to: '02:30' }] },
    });
    const isWithin = (zone: string, at: number) => {
      const { weekday, hour, minute } = DateTime.fromMillis(at, { zone });
      const time = hour * 60 + minute;
      return weekday === 6 ? time >= 22 * 60 : weekday === 7 && time >= 30 && time < 150;
    };
    for (const [zone, night] of [
      ['Europe/Berlin', '2026-03-28T20:00'],
      ['Europe/Berlin', '2026-10-24T20:00'],
      ['America/New_York', '2026-03-08T02:00'],
      ['America/New_York', '2026-11-01T02:00'],
    ] as const) {
      let allowed = 0;
      for (let minute = 0; minute < 12 * 60; minute++) {
        const at = utc(night) + minute * 60_000;
        if (!nights.allows([zone], at)) continue;
        allowed += 1;
        expect([zone, new Date(at).toISOString(), isWithin(zone, at)]).toEqual([zone, expect.any(String), true]);
      }
      expect(allowed).toBeGreaterThanOrEqual(120 + 90);
    }
  });

  it('allows no call when the zone is not known, or zones never agree', () => {
    expect([window.allows([], 0), window.nextAllowed([], 0)]).toEqual([false, undefined]);
    const morning = new CallingWindow({ week: { monday: [{ from: '08:00', to: '09:00' }] } });
    expect(morning.nextAllowed(['Europe/Berlin', 'America/New_York'], utc('2026-06-04T12:00'))).toBeUndefined();
  });

  it('finds the first moment that is allowed', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Honolulu', 'Asia/Kolkata');
    const start = fc.integer({ min: utc('2026-01-01T00:00'), max: utc('2026-12-31T00:00') });
    fc.assert(
      fc.property(
        fc.uniqueArray(zone, { minLength: 1, maxLength: 2 }),
        start,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (zones, at, part) => {
          const next = window.nextAllowed(zones, at);
          if (next === undefined) return;
          expect(window.allows(zones, next)).toBe(true);
          if (next > at) expect(window.allows(zones, Math.floor(at + (next - 1 - at) * part))).toBe(false);
        },
      ),
    );
  });
});

describe('DncList', () => {
  const dnc = new DncList([
    { number: '+4930111', source: 'customer', scope: { campaign: 'spring' } },
    { number: '+4930222', source: 'register', scope: 'all', until: 1_000 },
  ]);

  it('forbids a number to the campaign, or to all', () => {
    expect(dnc.forbids('+4930111', 'spring', 0)).toMatchObject({ source: 'customer' });
    expect(dnc.forbids('+4930111', 'autumn', 0)).toBeUndefined();
    expect(dnc.forbids('+4930222', 'autumn', 0)).toMatchObject({ source: 'register' });
  });

  it('forbids a number until the entry expires', () => {
    expect([dnc.forbids('+4930222', 'spring', 999) !== undefined, dnc.forbids('+4930222', 'spring', 1_000)]).toEqual([
      true,
      undefined,
    ]);
  });
});

describe('checkList', () => {
  const reasons = (numbers: readonly string[], more: Partial<ListRules> = {}) =>
    checkList([{ id: 'a', numbers }], { ...rules, ...more }, 0).excluded[0]?.numbers;

  it('makes records of numbers in any way of writing them', () => {
    const { records } = checkList([{ id: 'a', numbers: ['030 / 2345 678', '+1 (212) 555-1234'] }], rules, 0);
    expect(records).toEqual([openRecord('a', ['+49302345678', '+12125551234'], 0)]);
  });

  it('says of each number why it is not dialled', () => {
    const entry = { number: '+49302345678', source: 'customer', scope: 'all' } as const;
    expect(reasons(['none', '030', '+870773111632'])).toMatchObject([
      { because: 'no-number' },
      { because: 'not-valid' },
      { because: 'no-time-zone' },
    ]);
    expect(reasons(['0302345678'], { dnc: new DncList([entry]) })).toEqual([
      { because: 'do-not-call', text: '0302345678', entry },
    ]);
  });

  it('calls a number once, however many rows have it', () => {
    const list = checkList(
      [
        { id: 'a', numbers: ['030 2345678', '+49 30 2345678'] },
        { id: 'b', numbers: ['0302345678'] },
        { id: 'c', numbers: ['0302345678', '0302345679'] },
        { id: 'a', numbers: ['0302345670'] },
      ],
      rules,
      0,
    );
    expect(list.records.map(({ id, numbers }) => [id, numbers])).toEqual([
      ['a', ['+49302345678']],
      ['c', ['+49302345679']],
    ]);
    expect(list.excluded.map(({ id, because }) => [id, because])).toEqual([
      ['b', 'no-dialable-number'],
      ['a', 'duplicate-id'],
    ]);
    expect(list.leftOut).toEqual([{ id: 'c', problem: { because: 'duplicate', text: '0302345678', of: 'a' } }]);
  });

  it('leaves out who refused, and who did not agree where that is asked for', () => {
    const rows = [true, false, undefined].map((consent, index) => ({
      id: `r${index}`,
      numbers: [`030234567${index}`],
      ...(consent !== undefined && { consent }),
    }));
    const kept = (consent: ListRules['consent']) =>
      checkList(rows, { ...rules, consent }, 0).records.map(({ id }) => id);
    expect(kept('not-refused')).toEqual(['r0', 'r2']);
    expect(kept('asked')).toEqual(['r0']);
  });

  it('has nobody who refuses in one of his rows, whichever it is', () => {
    const numbers = ['0302345678'];
    for (const consents of [
      [true, false],
      [false, true],
    ]) {
      const list = checkList(
        consents.map((consent) => ({ id: 'a', numbers, consent })),
        rules,
        0,
      );
      expect(list.records).toEqual([]);
      expect(list.excluded.map(({ because }) => because)).toEqual(['no-consent', 'no-consent']);
    }
  });
});

const policy: RetryPolicy = {
  attempts: 5,
  rules: {
    busy: { afterMinutes: 10, atMost: 3, otherNumber: false },
    'no-answer': { afterMinutes: 120, atMost: 2, otherNumber: true },
  },
};
const record = openRecord('a', ['+49302345678', '+491701234567'], 0);
const after = (...outcomes: readonly Parameters<typeof finishAttempt>[1][]) =>
  outcomes.reduce<CampaignRecord>(
    (before, outcome, index) => finishAttempt(startAttempt(before), outcome, index * MINUTE, policy),
    record,
  );

describe('finishAttempt', () => {
  it('opens the record again after the minutes of the rule', () => {
    expect(after('busy')).toMatchObject({ next: 0, state: { name: 'open', notBefore: 10 * MINUTE } });
  });

  it('goes to the next number where the rule says so, and round again', () => {
    expect(after('no-answer')).toMatchObject({ next: 1, state: { name: 'open', notBefore: 120 * MINUTE } });
    expect(after('no-answer', 'busy').attempts.map(({ number }) => number)).toEqual(['+49302345678', '+491701234567']);
  });

  it('closes the record after as many such outcomes, or attempts, as are allowed', () => {
    expect(after('busy', 'busy').state.name).toBe('open');
    expect(after('busy', 'busy', 'busy').state).toEqual({ name: 'closed', because: 'attempts-used-up' });
    const short = { ...policy, attempts: 1 };
    expect(finishAttempt(record, 'busy', 0, short).state).toEqual({ name: 'closed', because: 'attempts-used-up' });
  });

  it('closes it after an outcome without a rule, and when somebody was spoken to', () => {
    expect(after('machine').state).toEqual({ name: 'closed', because: 'attempts-used-up' });
    expect(after('answered').state).toEqual({ name: 'closed', because: 'spoken-to' });
  });

  it('drops a wrong number, and the record when it has no other', () => {
    expect(after('wrong-number')).toMatchObject({ numbers: ['+491701234567'], next: 0, state: { name: 'open' } });
    expect(after('wrong-number', 'wrong-number').state).toEqual({ name: 'closed', because: 'wrong-number' });
  });

  it('never makes more attempts than are allowed, and always points to a number while it is open', () => {
    const outcome = fc.constantFrom('busy', 'no-answer', 'machine', 'failed', 'wrong-number', 'dropped' as const);
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 12 }), (outcomes) => {
        let now = record;
        for (const one of outcomes) {
          if (now.state.name === 'closed') break;
          now = finishAttempt(startAttempt(now), one as 'busy', 0, policy);
          if (now.state.name === 'open') expect(now.numbers[now.next]).toBeDefined();
        }
        expect(now.attempts.length).toBeLessThanOrEqual(policy.attempts);
      }),
    );
  });
});

describe('nextCall', () => {
  const noon = utc('2026-06-04T12:00');
  const rule = { campaign: 'spring', dnc: new DncList(), window };

  it('is the number when the window is open, or the moment at which it opens', () => {
    expect(nextCall(record, rule, noon)).toEqual({ call: '+49302345678' });
    expect(nextCall(record, rule, utc('2026-06-04T20:00'))).toEqual({ notBefore: utc('2026-06-05T06:00') });
  });

  it('is not before the retry is due', () => {
    const later = { ...record, state: { name: 'open', notBefore: noon + 1 } } as const;
    expect(nextCall(later, rule, noon)).toEqual({ notBefore: noon + 1 });
  });

  it('is never for who was put on a do-not-call list after the list was loaded', () => {
    const entry = { number: '+49302345678', source: 'customer', scope: 'all' } as const;
    expect(nextCall(record, { ...rule, dnc: new DncList([entry]) }, noon)).toEqual({ never: 'do-not-call', entry });
  });

  it('is never for a record that is being dialled or closed', () => {
    expect(nextCall(startAttempt(record), rule, noon)).toEqual({ never: 'not-open' });
    expect(nextCall(closeRecord(record, 'do-not-call'), rule, noon)).toEqual({ never: 'not-open' });
  });
});

describe('countList', () => {
  it('counts base, valid and worked records, and what came of them', () => {
    const list = checkList(
      [
        { id: 'a', numbers: ['0302345678'] },
        { id: 'b', numbers: ['0302345679'] },
        { id: 'c', numbers: ['0302345670'] },
        { id: 'd', numbers: ['none'] },
      ],
      rules,
      0,
    );
    const [a, b, c] = list.records;
    if (!a || !b || !c) throw new Error('three records are expected');
    const sold = noteConversation(finishAttempt(finishAttempt(a, 'busy', 0, policy), 'answered', 1, policy), {
      direct: true,
      success: true,
    });
    expect(countList(list, [sold, finishAttempt(b, 'dropped', 0, policy), c])).toEqual({
      base: 4,
      valid: 3,
      worked: 2,
      attempts: 3,
      live: 2,
      reached: 1,
      direct: 1,
      successes: 1,
    });
  });
});
