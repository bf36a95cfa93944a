import { type CampaignDefinition, ContactCentreState, execute } from '@caruso/communication-server';
import { describe, expect, it } from 'vitest';
import { LiveCampaigns } from './live-campaigns.js';

const day = [{ from: '00:00', to: '24:00' }];
const campaign = {
  ...{ id: 'spring', name: 'Spring', mode: 'progressive' as const, queue: 'calls', gateway: 'g' },
  ...{ from: '+4930999', country: 'DE', retry: { attempts: 1, rules: {} } },
  window: { week: { thursday: day, friday: day } },
} satisfies CampaignDefinition;
const dispositions = [
  { id: 'sold', label: 'Sold', flags: { success: true } },
  { id: 'later', label: 'Later', flags: { retry: 3_600 } },
];
const queue = { id: 'calls', name: 'Calls', channel: 'voice', dispositions } as const;

/** A contact centre of one agent and one campaign, whose events a monitor hears. */
function calling(live: LiveCampaigns) {
  const state = new ContactCentreState({
    agents: [{ id: 'ada', name: 'Ada', queues: ['calls'] }],
    queues: [{ ...queue, serviceLevel: { seconds: 20, target: 0.8 } }],
    notReadyReasons: [],
    offerTimeoutMs: 20_000,
    campaigns: [campaign],
  });
  let reservations = 0;
  const act = (command: Parameters<typeof execute>[1], now = state.at) => {
    const events = execute(state, command, { now, newReservation: () => `r${++reservations}` });
    for (const event of events) live.apply(event);
    return events;
  };
  const rows = Array.from({ length: 5 }, (_, place) => ({ id: `p${place}`, numbers: [`030 20001${place}`] }));
  act({ type: 'load-records', campaign: 'spring', list: 'list.csv', rows });
  act({ type: 'start-campaign', campaign: 'spring' });
  act({ type: 'log-in', agent: 'ada' });
  act({ type: 'set-ready', agent: 'ada' });
  let runs = 0;
  return {
    state,
    act,
    dial: () => {
      act({ type: 'dial-campaign', campaign: 'spring', run: `run${++runs}` });
      return `run${runs}.0`;
    },
    talk: (attempt: string, disposition: string) => {
      const contact = `c-${attempt}`;
      act({ type: 'attempt-answered', attempt, contact, externalId: contact, attributes: {} });
      act({ type: 'leave', contact, by: 'customer' });
      act({ type: 'finish-wrap-up', agent: 'ada', contact, disposition, note: '' });
    },
  };
}

describe('the campaigns of the monitor', () => {
  it('have the figures of the contact centre after every event', () => {
    const live = new LiveCampaigns();
    const { state, act, dial, talk } = calling(live);
    const agree = () => {
      const { records, attempts, status } = state.campaigns.record('spring');
      const ringing = [...attempts.values()].filter((attempt) => attempt.state === 'dialled').length;
      const called = [...records].filter((record) => record.state.name !== 'closed').length;
      expect(live.all).toMatchObject([{ status, open: called, ringing }]);
    };
    agree();
    const first = dial();
    agree();
    talk(first, 'sold');
    agree();
    talk(dial(), 'later');
    agree();
    act({ type: 'attempt-failed', attempt: dial(), outcome: 'busy', reason: 'test' });
    agree();
    act({ type: 'bar-number', number: '+49 30 200013', source: 'register' });
    dial();
    agree();
    expect(live.all[0]?.today).toEqual({ dialled: 4, answered: 2, dropped: 0, successes: 1 });
    const erased = ['p0', 'p1'].map((record) => ({ campaign: 'spring', record }));
    expect(act({ type: 'erase-records', records: erased, by: 'officer' })).toHaveLength(2);
    agree();
    act({ type: 'pause-campaign', campaign: 'spring' });
    agree();
  });

  it('are the same from a snapshot, and begin each day with nothing', () => {
    const live = new LiveCampaigns();
    const { dial, talk } = calling(live);
    talk(dial(), 'sold');
    dial();
    const again = new LiveCampaigns(JSON.parse(JSON.stringify(live.snapshot())));
    expect(again.all).toEqual(live.all);
    again.beginDay();
    expect(again.all).toMatchObject([
      { open: 4, ringing: 1, today: { dialled: 0, answered: 0, dropped: 0, successes: 0 } },
    ]);
  });
});
