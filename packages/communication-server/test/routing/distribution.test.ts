import { describe, expect, it, vi } from 'vitest';
import { openCalendar } from '../../src/calendar/business-calendar.js';
import { House } from '../support/house.js';

describe('distribution', () => {
  it('makes no offer and looks at no contact when nobody is there', () => {
    const house = new House({ agents: [{ id: 'ada' }] });
    for (let index = 0; index < 50; index += 1) house.call(`c${index}`);
    const { lines } = house.state.queueRecord('q');
    const looks = [...lines.values()].map(({ contacts }) => vi.spyOn(contacts, 'first', 'get'));
    house.call('last').at(600);
    expect(house.offers).toEqual([]);
    expect(looks.map((look) => look.mock.calls.length)).toEqual([0]);
    house.ready('ada');
    expect(looks[0]?.mock.calls.length).toBeGreaterThan(0);
  });

  it('goes in portions, and gives each contact out once', () => {
    const agents = Array.from({ length: 1_200 }, (_, index) => ({ id: `a${index}` }));
    const house = new House({ agents }).holdBack();
    for (const { id } of agents) house.call(`c-${id}`).ready(id);
    house.goOn();
    const portions = [];
    for (let events = house.do({ type: 'expire' }); events.length > 0; events = house.do({ type: 'expire' }))
      portions.push(events.filter(({ type }) => type === 'offer-made').length);
    expect(portions).toEqual([500, 500, 200]);
    expect(new Set(house.offers.map((offer) => offer.split('>')[0])).size).toBe(1_200);
  });

  it('never gives a contact to a second agent while the first has it', () => {
    const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] })
      .ready('ada')
      .call('a')
      .accept('ada')
      .ready('bob')
      .at(600);
    expect(house.offers).toEqual(['a>ada']);
  });

  it('leaves a contact that is too old aside, and counts a reopened one from its last activity', () => {
    const house = new House({ queues: [{ id: 'q', maxWait: 100, overflow: 'park' }], agents: [{ id: 'ada' }] })
      .call('a')
      .at(100);
    expect(house.state.contact('a').state).toBe('parked');
    expect(house.ready('ada').rung).toEqual({});
    house.do({ type: 'log-out', agent: 'ada' });
    house.do({ type: 'hand-over', contact: 'a', queue: 'q' });
    expect(house.at(199).state.contact('a').state).toBe('waiting');
    expect(house.at(200).state.contact('a').state).toBe('parked');
  });

  it('sends a contact on to the queue for overflow, where it begins to wait anew', () => {
    const queues = [{ id: 'q', maxLength: 1, maxWait: 60, overflow: { queue: 'spare' } }, { id: 'spare' }];
    const house = new House({ queues }).call('a').call('b').at(60);
    expect(house.waiting('spare')).toEqual(['b', 'a']);
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'b', queue: 'q', because: 'full' }]);
    expect(house.all('contact-left-queue')).toMatchObject([{ contact: 'a', queue: 'q' }]);
  });

  it('lets nobody wait in a queue without room, and serves who need not wait', () => {
    const house = new House({ queues: [{ id: 'q', maxLength: 0 }], agents: [{ id: 'ada' }] }).ready('ada');
    house.call('a').call('b');
    expect(house.rung).toEqual({ a: ['ada'] });
    expect(house.outcome('b')).toBe('refused');
  });

  it('refuses a contact when queues send it round in a circle', () => {
    const queues = [
      { id: 'q', maxLength: 0, overflow: { queue: 'r' } },
      { id: 'r', maxLength: 0, overflow: { queue: 'q' } },
    ];
    expect(new House({ queues }).call('a').outcome('a')).toBe('refused');
  });
});

describe('opening hours', () => {
  it('let contacts join while open, and send them where the queue says while closed', async () => {
    const week = { thursday: [{ from: '09:00', to: '17:00' }] };
    const calendars = new Map([['office', await openCalendar({ zone: 'Europe/Berlin', week })]]);
    const queues = [{ id: 'q', hours: 'office', closed: { queue: 'night' } }, { id: 'night' }];
    // The clock of the test begins on a Thursday at midnight UTC.
    const house = new House({ queues, configuration: { calendars } })
      .at(7 * 3_600)
      .call('early')
      .at(8 * 3_600)
      .call('day');
    expect([house.waiting('q'), house.waiting('night')]).toEqual([['day'], ['early']]);
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'early', queue: 'q', because: 'closed' }]);
  });
});
