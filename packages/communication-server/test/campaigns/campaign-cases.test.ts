import { describe, expect, it } from 'vitest';
import { BusinessCalendar } from '../../src/calendar/business-calendar.js';
import { campaignReport } from '../../src/campaigns/campaign-report.js';
import { isDefined } from '../../src/campaigns/decide/running-campaign.js';
import { agentView } from '../../src/views.js';
import { CampaignHouse, rows, spring } from '../support/campaign-house.js';

const started = (campaign = {}, agents?: readonly string[]) =>
  new CampaignHouse(campaign, agents).load(rows(20)).begin();

describe('a campaign', () => {
  it('calls nobody before it is started, after it is paused and when it is stopped', () => {
    const house = new CampaignHouse().ready('ada').load(rows(5));
    expect(house.dial()).toEqual([]);
    house.begin();
    const [first] = house.dial();
    house.ends(first, 'busy').do({ type: 'pause-campaign', campaign: 'spring' });
    expect(house.dial()).toEqual([]);
    house.begin();
    expect(house.dial()).toHaveLength(1);
    house.do({ type: 'stop-campaign', campaign: 'spring' });
    expect(house.campaign).toMatchObject({ status: 'stopped', because: 'wanted' });
  });

  it('cannot be started with nobody to call', () => {
    expect(() => new CampaignHouse().begin()).toThrow('has nobody to call: no list was loaded');
    expect(() => new CampaignHouse().do({ type: 'start-campaign', campaign: 'autumn' })).toThrow(
      'There is no campaign "autumn". The campaigns of this contact centre are: spring.',
    );
  });

  it('comes to its end with its list', () => {
    const house = new CampaignHouse({ retry: { attempts: 1, rules: {} } }).ready('ada').load(rows(1)).begin();
    house.ends(house.dial()[0], 'busy');
    expect(house.record('p1')?.state).toEqual({ name: 'closed', because: 'attempts-used-up' });
    expect(house.campaign).toMatchObject({ status: 'stopped', because: 'list-done' });
  });

  it('does not come to its end while somebody of its list is talked to, who may want another call', () => {
    const house = new CampaignHouse().load(rows(1)).begin().ready('ada');
    const contact = house.picksUp(house.dial()[0]);
    house.at(60).hangUp(contact);
    expect(house.campaign.status).toBe('running');
    house.finish('ada', contact, 'later');
    expect(house.dial()).toEqual([]);
    const again = house.at(3_660).picksUp(house.dial()[0]);
    house.hangUp(again).finish('ada', again, 'sold');
    expect(house.campaign).toMatchObject({ status: 'stopped', because: 'list-done' });
    expect(house.all('campaign-stopped')).toHaveLength(1);
  });

  it('comes to its end too when nobody says anything of the last conversation', () => {
    const house = new CampaignHouse({}, ['ada'], [], { wrapUp: { seconds: 5 } }).load(rows(1)).begin().ready('ada');
    house.hangUp(house.picksUp(house.dial()[0]));
    expect(house.campaign.status).toBe('running');
    expect(house.at(5).campaign).toMatchObject({ status: 'stopped', because: 'list-done' });
  });

  it('waits for somebody to look when its calls fail one after the other', () => {
    const house = started().ready('ada');
    for (let call = 0; call < 10; call++) house.ends(house.dial()[0], 'failed');
    expect(house.campaign).toMatchObject({ status: 'paused', because: 'calls-fail' });
    house.begin();
    expect(house.dial()).toHaveLength(1);
  });
});

describe('a progressive campaign', () => {
  it('dials one line for each free agent, and none for those who are busy', () => {
    const house = started().ready('ada');
    expect(house.dial()).toHaveLength(1);
    expect(house.dial()).toHaveLength(0);
    house.ready('bob').call('inbound', 'q').accept('bob');
    expect(house.dial()).toHaveLength(0);
    house.hangUp('inbound').finish('bob', 'inbound');
    expect(house.dial()).toHaveLength(1);
  });

  it('connects who answers to a free agent at once, as a contact that goes out', () => {
    const house = started().ready('ada');
    const contact = house.picksUp(house.dial()[0]);
    expect(house.state.contact(contact)).toMatchObject({
      direction: 'out',
      state: 'connected',
      agent: 'ada',
      from: '+4930200010',
      attempt: { campaign: 'spring', record: 'p1' },
    });
    expect(house.state.agent('ada').state).toBe('busy');
    expect(agentView(house.state, house.state.agent('ada')).contact?.campaign).toEqual({
      name: 'Spring',
      record: 'p1',
    });
    expect(house.record('p1')).toMatchObject({
      state: { name: 'closed', because: 'spoken-to' },
      attempts: [{ outcome: 'answered', number: '+4930200010' }],
    });
  });

  it('takes calls in which its gateway was gone for no failures, and learns nothing from them', () => {
    const house = new CampaignHouse({ retry: { attempts: 1, rules: {} } }).load(rows(30)).begin().ready('ada');
    const { knowledge } = house.campaign;
    for (let call = 0; call < 12; call += 1) {
      const [attempt = ''] = house.dial();
      const ended = { attempt, outcome: 'failed', reason: 'test', interrupted: true } as const;
      house.at(call + 1).do({ type: 'attempt-failed', ...ended });
    }
    expect(house.campaign).toMatchObject({ status: 'running', failures: 0, knowledge });
    expect(house.all('attempt-ended')).toHaveLength(12);
  });

  it('calls again whose call its gateway was gone in, also without a rule for calls that failed', () => {
    const house = started({ retry: { attempts: 3, rules: {} } }).ready('ada');
    const [attempt = ''] = house.dial();
    house.do({ type: 'attempt-failed', attempt, outcome: 'failed', reason: 'interrupted', interrupted: true });
    expect(house.record('p1')?.state).toEqual({ name: 'open', notBefore: 1_800_000 });
    expect(house.all('attempt-ended')).toMatchObject([{ interrupted: true }]);
    house.ends(house.dial()[0], 'failed');
    expect(house.record('p2')?.state).toEqual({ name: 'closed', because: 'attempts-used-up' });
  });

  it('dials nobody while its gateway is away', () => {
    const house = started().ready('ada');
    house.do({ type: 'note-gateway', gateway: 'test', isThere: false });
    expect(house.dial()).toEqual([]);
    house.do({ type: 'note-gateway', gateway: 'test', isThere: true });
    expect(house.dial()).toHaveLength(1);
  });

  it('drops who answers when no agent becomes free in the time of the rule, and counts it', () => {
    const house = started().ready('ada').at(10);
    const [attempt] = house.dial();
    house.do({ type: 'log-out', agent: 'ada' });
    house.at(20);
    const contact = house.picksUp(attempt);
    expect(house.state.contact(contact).state).toBe('waiting');
    house.at(21.9);
    expect(house.state.contact(contact).state).toBe('waiting');
    house.at(22);
    expect(house.outcome(contact)).toBe('dropped');
    expect(house.campaign.answers.within(86_400_000, 22_000)).toEqual({ connected: 0, dropped: 1, machines: 0 });
    expect(house.record('p1')?.attempts).toMatchObject([{ outcome: 'dropped' }]);
  });

  it('counts the connection from the moment in which the telephone of the agent is picked up', () => {
    const connected = () => {
      const house = started().ready('ada');
      const [attempt = ''] = house.dial();
      const ids = { attempt, contact: 'c', externalId: 'c', attributes: {} };
      house.at(10).do({ type: 'attempt-answered', ...ids, joins: true });
      expect(house.state.contact('c')).toMatchObject({ state: 'connected', agent: 'ada' });
      return house;
    };
    const join = { type: 'join', agent: 'ada', contact: 'c' } as const;
    const counts = (house: CampaignHouse) => house.campaign.answers.within(86_400_000, 60_000);
    const house = connected();
    expect(house.all('attempt-ended')).toEqual([]);
    house.at(11).do(join);
    expect(house.do(join)).toEqual([]);
    expect(counts(house)).toEqual({ connected: 1, dropped: 0, machines: 0 });
    expect(house.state.contact('c')).toMatchObject({ connectedAt: 11_000, talkSince: 11_000 });
    const late = connected();
    late.at(15).do(join);
    expect(late.all('attempt-ended')).toMatchObject([{ outcome: 'answered', late: true }]);
    expect(counts(late)).toEqual({ connected: 0, dropped: 1, machines: 0 });
    late.at(20).hangUp('c').finish('ada', 'c', 'tape');
    expect(counts(late)).toEqual({ connected: 0, dropped: 0, machines: 1 });
    const never = connected();
    never.at(14).hangUp('c');
    expect(never.all('attempt-ended')).toMatchObject([{ outcome: 'dropped' }]);
    expect(counts(never)).toEqual({ connected: 0, dropped: 1, machines: 0 });
  });

  it('tells who is dropped who has called, which counts from the drop, until the gateway says that it is over', () => {
    const dropMessage = { text: 'This was Green Power.', language: 'en' };
    const dropped = () => {
      const house = started({ dropMessage }).ready('ada').at(10);
      const [attempt] = house.dial();
      house.do({ type: 'log-out', agent: 'ada' });
      const contact = house.picksUp(attempt);
      return { house: house.at(12), contact };
    };
    const { house, contact } = dropped();
    // It is to be heard two seconds after the answer.
    expect(house.all('attempt-answered')).toMatchObject([{ connectBy: 12_000 }]);
    expect(house.all('drop-message-begun')).toMatchObject([{ at: 11_750 }]);
    expect(house.state.contact(contact)).toMatchObject({ state: 'self-service', dropMessage });
    expect(house.campaign.answers.within(86_400_000, 12_000)).toMatchObject({ dropped: 1 });
    expect(house.campaign.attempts.size).toBe(0);
    house.ready('bob').at(17).do({ type: 'leave', contact, by: 'gateway' });
    expect(house.outcome(contact)).toBe('dropped');
    expect(house.state.agent('bob').handled).toBe(0);
    const left = dropped();
    left.house.hangUp(left.contact);
    expect(left.house.outcome(left.contact)).toBe('dropped');
    const silent = dropped();
    silent.house.at(72);
    expect(silent.house.outcome(silent.contact)).toBe('dropped');
  });

  it('connects who waits to the agent who becomes free in time', () => {
    const house = started().ready('ada').call('inbound', 'q').accept('ada').ready('bob').at(10);
    const [attempt] = house.dial();
    house.do({ type: 'log-out', agent: 'bob' });
    const contact = house.at(20).picksUp(attempt);
    house.at(21).ready('bob');
    expect(house.state.contact(contact)).toMatchObject({ state: 'connected', agent: 'bob' });
    house.at(30);
    expect(house.state.contact(contact).state).toBe('connected');
  });

  it('counts who hangs up before an agent is there as dropped', () => {
    const house = started().ready('ada');
    const [attempt] = house.dial();
    house.do({ type: 'log-out', agent: 'ada' });
    house.hangUp(house.picksUp(attempt));
    expect(house.campaign.answers.within(86_400_000, 0)).toMatchObject({ dropped: 1 });
    expect(house.campaign.attempts.size).toBe(0);
  });

  it('blends: a caller who waits is answered before anybody is called', () => {
    const house = started().call('inbound', 'q').ready('ada');
    expect(house.rung).toEqual({ inbound: ['ada'] });
    expect(house.dial()).toHaveLength(0);
  });

  it('never counts on an agent on whom another campaign counts', () => {
    const house = new CampaignHouse({}, ['ada', 'bob', 'cleo'], [{ ...spring, id: 'autumn' }]).load(rows(3)).begin();
    const others = [
      { id: 'o1', numbers: ['030 300001'] },
      { id: 'o2', numbers: ['030 300002'] },
    ];
    house.do({ type: 'load-records', campaign: 'autumn', list: 'other.csv', rows: others });
    house.do({ type: 'start-campaign', campaign: 'autumn' });
    house.ready('ada', 'bob');
    expect(house.dial('autumn')).toHaveLength(2);
    expect(house.dial('spring')).toHaveLength(0);
    house.ready('cleo');
    expect(house.dial('spring')).toHaveLength(1);
  });

  it('dials no more lines than it has', () => {
    const house = started({ lines: 1 }).ready('ada', 'bob');
    expect(house.dial()).toHaveLength(1);
    expect(house.dial()).toHaveLength(0);
  });
});

describe('whoever was not reached', () => {
  const retry = {
    attempts: 3,
    rules: {
      busy: { afterMinutes: 10, atMost: 2, otherNumber: false },
      'no-answer': { afterMinutes: 60, atMost: 2, otherNumber: true },
    },
  };

  it('is called again by the rule of how it ended, before those who were never called', () => {
    const house = started({ retry }).ready('ada');
    house.ends(house.dial()[0], 'busy').at(599);
    house.ends(house.dial()[0], 'no-answer').at(600);
    const again = house.do({ type: 'dial-campaign', campaign: 'spring', run: 'again' });
    expect(again).toMatchObject([{ type: 'attempt-dialled', record: 'p1', phone: '+4930200010' }]);
  });

  it('is called at the next number where the rule says so', () => {
    const two = [{ id: 'p1', numbers: ['030 200010', '030 200099'] }];
    const house = new CampaignHouse({ retry }).load(two).begin().ready('ada');
    house.ends(house.dial()[0], 'no-answer').at(3_600);
    house.dial();
    expect([...house.campaign.attempts.values()]).toMatchObject([{ number: '+4930200099' }]);
  });

  it('is not called any more at a number that does not exist', () => {
    const two = [{ id: 'p1', numbers: ['030 200010', '030 200099'] }];
    const house = new CampaignHouse({ retry }).load(two).begin().ready('ada');
    house.ends(house.dial()[0], 'wrong-number');
    expect(house.record('p1')).toMatchObject({ numbers: ['+4930200099'], state: { name: 'open' } });
    house.ends(house.dial()[0], 'wrong-number');
    expect(house.record('p1')?.state).toEqual({ name: 'closed', because: 'wrong-number' });
  });
});

describe('who may be called', () => {
  const office = { week: { thursday: [{ from: '09:00', to: '18:00' }] } };

  it('is who is in the window of his own clock', () => {
    // The epoch is a Thursday, 01:00 in Berlin and 19:00 of the day before in New York.
    const two = [
      { id: 'york', numbers: ['+1 212 555 1234'] },
      { id: 'berlin', numbers: ['030 200010'] },
    ];
    const house = new CampaignHouse({ window: office }).load(two).begin().ready('ada');
    expect(house.dial()).toHaveLength(0);
    expect(house.campaign.window && house.campaign.records.nextCallAt(house.campaign.window, 0)).toBe(8 * 3_600_000);
    house.at(8 * 3_600).ends(house.dial()[0], 'busy');
    expect(house.record('berlin')?.attempts).toHaveLength(1);
    house
      .at(14 * 3_600)
      .ends(house.dial()[0], 'busy')
      .ends(house.dial()[0], 'busy');
    expect(house.record('york')?.attempts).toHaveLength(1);
  });

  it('is not who does not want it, whenever that was said', () => {
    const house = started().ready('ada');
    house.do({ type: 'bar-number', number: '+49 30 200010', source: 'register' });
    house.dial();
    expect(house.record('p1')?.state).toEqual({ name: 'closed', because: 'do-not-call' });
    expect(house.all('attempt-dialled')).toMatchObject([{ record: 'p2' }]);
    expect(() => house.do({ type: 'bar-number', number: 'nobody', source: 'x' })).toThrow('is no telephone number');
  });

  it('is who agreed, where that is asked, and nobody who refused', () => {
    const list = [
      { id: 'yes', numbers: ['030 200010'], consent: true },
      { id: 'no', numbers: ['030 200011'], consent: false },
      { id: 'silent', numbers: ['030 200012'] },
    ];
    expect(new CampaignHouse({ consent: 'asked' }).load(list).campaign.excluded).toEqual(
      new Map([
        ['no', 'no-consent'],
        ['silent', 'no-consent'],
      ]),
    );
    expect([...new CampaignHouse().load(list).campaign.records].map(({ id }) => id)).toEqual(['yes', 'silent']);
  });

  it('is nobody who has taken his consent back when the list is read again', () => {
    const agreed = { id: 'p1', numbers: ['030 200010', '030 200099'] };
    const house = new CampaignHouse({ consent: 'asked' })
      .load([{ ...agreed, consent: true }])
      .begin()
      .ready('ada');
    house.load([{ ...agreed, consent: false }]);
    expect(house.record('p1')?.state).toEqual({ name: 'closed', because: 'do-not-call' });
    expect(house.dial()).toHaveLength(0);
  });

  it('is nobody who has taken it back while it rang, or while an agent looked at the record', () => {
    const agreed = { id: 'p1', numbers: ['030 200010', '030 200099'] };
    const refused = [{ ...agreed, consent: false }];
    const ringing = new CampaignHouse()
      .load([{ ...agreed, consent: true }])
      .begin()
      .ready('ada');
    const [attempt] = ringing.dial();
    ringing.load(refused).load(refused).ends(attempt, 'busy').at(86_400);
    expect(ringing.dial()).toEqual([]);
    ringing.dial();
    expect(ringing.record('p1')?.state).toEqual({ name: 'closed', because: 'do-not-call' });
    expect(ringing.all('dnc-added')).toHaveLength(2);
    const shown = new CampaignHouse({ mode: 'preview' })
      .load([{ ...agreed, consent: true }])
      .begin()
      .ready('ada');
    const [preview = ''] = shown.dial();
    shown.load(refused).do({ type: 'dial-preview', agent: 'ada', attempt: preview });
    expect(shown.all('attempt-dialled')).toEqual([]);
    expect(shown.all('attempt-withdrawn')).toMatchObject([{ because: 'not-allowed' }]);
  });

  it('is nobody twice, however often a list is loaded', () => {
    const house = new CampaignHouse().load(rows(2)).load(rows(3));
    expect(house.campaign.records.size).toBe(3);
    house.load([{ id: 'other', numbers: ['030 200010'] }]);
    expect(house.campaign.excluded).toEqual(new Map([['other', 'no-dialable-number']]));
  });
});

describe('a preview campaign', () => {
  const preview = (agents?: readonly string[]) => started({ mode: 'preview' }, agents);

  it('shows a record to each free agent, and calls when the agent wants', () => {
    const house = preview().ready('ada');
    const [attempt = ''] = house.dial();
    expect(house.dial()).toHaveLength(0);
    expect(house.all('attempt-dialled')).toHaveLength(0);
    house.do({ type: 'dial-preview', agent: 'ada', attempt });
    expect(house.all('attempt-dialled')).toMatchObject([{ attempt, agent: 'ada' }]);
    house.call('inbound', 'q');
    expect(house.rung).toEqual({});
    const contact = house.picksUp(attempt);
    expect(house.state.contact(contact)).toMatchObject({ state: 'connected', agent: 'ada' });
  });

  it('frees the agent when nobody answers', () => {
    const house = preview().ready('ada').call('inbound', 'q');
    const idle = preview().ready('ada');
    const [attempt = ''] = idle.dial();
    idle.do({ type: 'dial-preview', agent: 'ada', attempt });
    idle.ends(attempt, 'busy').call('inbound', 'q');
    expect(idle.rung).toEqual({ inbound: ['ada'] });
    expect(house.dial()).toHaveLength(0);
  });

  it('shows a record that was skipped to somebody later', () => {
    const house = preview().ready('ada');
    const [attempt = ''] = house.dial();
    house.do({ type: 'skip-preview', agent: 'ada', attempt });
    expect(house.record('p1')?.state).toEqual({ name: 'open', notBefore: 1_800_000 });
    expect(() => house.do({ type: 'dial-preview', agent: 'ada', attempt })).toThrow('is not shown to agent "ada"');
  });

  it('shows the next record after one was skipped, which holds up nobody', () => {
    const house = preview().ready('ada');
    const [attempt = ''] = house.dial();
    house.do({ type: 'skip-preview', agent: 'ada', attempt });
    expect(house.campaign.window && house.campaign.records.nextCallAt(house.campaign.window, 0)).toBe(0);
    const [next = ''] = house.dial();
    expect(house.campaign.attempts.get(next)).toMatchObject({ record: 'p2' });
    house.do({ type: 'skip-preview', agent: 'ada', attempt: next });
    expect(house.campaign.attempts.get(house.dial()[0] ?? '')).toMatchObject({ record: 'p3' });
  });

  it('takes the record back from an agent who is not free any more', () => {
    const house = preview().ready('ada');
    house.dial();
    house.do({ type: 'set-not-ready', agent: 'ada', reason: 'lunch' });
    expect(house.campaign.attempts.size).toBe(0);
    expect(house.record('p1')?.state).toEqual({ name: 'open', notBefore: 0 });
  });
});

describe('a predictive campaign', () => {
  it('dials more lines than agents are free once it knows enough, and as many as them before', () => {
    const agents = Array.from({ length: 20 }, (_, index) => `a${index}`);
    const house = new CampaignHouse({ mode: 'predictive', lines: 500 }, agents).load(
      Array.from({ length: 3_000 }, (_, index) => ({ id: `p${index}`, numbers: [`030 ${2_000_000 + index}`] })),
    );
    house.begin().ready(...agents);
    const first = house.dial();
    expect(first).toHaveLength(20);
    let attempts = first;
    for (let round = 1; round <= 60; round++) {
      house.at(round * 10);
      const contacts = attempts.filter((_, index) => index % 4 === 0).map((attempt) => house.picksUp(attempt));
      for (const attempt of attempts.filter((_, index) => index % 4 !== 0)) house.ends(attempt, 'no-answer');
      house.at(round * 10 + 5);
      for (const contact of contacts) {
        const { agent } = house.state.contact(contact);
        if (house.state.contact(contact).state !== 'connected' || agent === undefined) continue;
        house.hangUp(contact).finish(agent, contact, 'refused');
      }
      attempts = house.dial();
    }
    expect(attempts.length).toBeGreaterThan(25);
  });

  it('connects who answers to a free agent though its queue takes no callers at this hour', () => {
    const closed = { id: 'calls', hours: 'office', closed: { queue: 'q' } };
    const calendars = new Map([['office', new BusinessCalendar({ zone: 'Europe/Berlin', week: {} })]]);
    const campaigns = [{ ...spring, mode: 'predictive' as const }];
    const house = new CampaignHouse()
      .configure({ queues: [closed, { id: 'q' }], agents: [{ id: 'ada' }], configuration: { calendars, campaigns } })
      .load(rows(2))
      .begin()
      .ready('ada');
    const contact = house.picksUp(house.dial()[0]);
    expect(house.state.contact(contact)).toMatchObject({ state: 'connected', agent: 'ada', queue: 'calls' });
    expect(house.campaign.answers.within(86_400_000, 0)).toEqual({ connected: 1, dropped: 0, machines: 0 });
  });

  it('lets who answers wait for the agent who becomes free in time, in a queue in which no caller may wait', () => {
    const house = new CampaignHouse({ mode: 'predictive' }, ['ada'], [], { maxLength: 0 }).load(rows(2)).begin();
    house.ready('ada');
    const [attempt] = house.dial();
    house.call('inbound', 'q').accept('ada').at(10);
    const contact = house.picksUp(attempt);
    house.at(11).hangUp('inbound').finish('ada', 'inbound');
    expect(house.state.contact(contact)).toMatchObject({ state: 'connected', agent: 'ada' });
  });
});

describe('a disposition', () => {
  const talked = (disposition: string) => {
    const house = started().ready('ada');
    const contact = house.picksUp(house.dial()[0]);
    house.at(60).hangUp(contact).finish('ada', contact, disposition);
    return house;
  };

  it('says whether the right person was spoken to, and whether the goal was reached', () => {
    expect(talked('sold').record('p1')?.attempts).toMatchObject([{ conversation: { direct: true, success: true } }]);
    expect(talked('relative').record('p1')?.attempts).toMatchObject([
      { conversation: { direct: false, success: false } },
    ]);
  });

  it('by which the goal was reached tells of a direct contact, even if it does not say so', () => {
    const agreed = [{ id: 'agreed', label: 'Agreed', flags: { success: true } }];
    const house = new CampaignHouse({}, ['ada'], [], { dispositions: agreed }).load(rows(1)).begin().ready('ada');
    const contact = house.picksUp(house.dial()[0]);
    const { campaign } = house.hangUp(contact).finish('ada', contact, 'agreed');
    const { rates } = isDefined(campaign) ? campaignReport(campaign) : expect.fail('no campaign');
    expect(rates.find(({ name }) => name === 'successes of direct')).toMatchObject({ count: 1, of: 1, share: 1 });
  });

  it('may let the customer be called again', () => {
    expect(talked('later').record('p1')?.state).toEqual({ name: 'open', notBefore: 3_660_000 });
  });

  it('may say that it was a machine after all: no person answered, and it is tried again', () => {
    const house = talked('tape');
    expect(house.record('p1')).toMatchObject({ attempts: [{ outcome: 'machine' }], state: { name: 'open' } });
    expect(house.campaign.answers.within(86_400_000, 60_000)).toEqual({ connected: 0, dropped: 0, machines: 1 });
  });

  it('may say that nobody calls any more', () => {
    const house = talked('never');
    expect(house.record('p1')?.state).toEqual({ name: 'closed', because: 'do-not-call' });
    expect(house.state.campaigns.dnc.forbids('+4930200010', 'autumn', 0)).toMatchObject({ source: 'customer' });
  });

  it('counts for callers too', () => {
    const house = new CampaignHouse().ready('ada').call('in', 'calls', {}, '+4930200015');
    house.accept('ada').hangUp('in').finish('ada', 'in', 'never');
    expect(house.state.campaigns.dnc.forbids('+4930200015', 'spring', 0)).toBeDefined();
    expect(house.state.contact('in').disposition).toBe('never');
  });

  it.each(['030200015', '004930200015', '4930200015', '030 / 2000-15'])(
    'lets nobody call a caller any more whose number is shown as %s',
    (shown) => {
      const house = new CampaignHouse().ready('ada').call('in', 'calls', {}, shown);
      house.accept('ada').hangUp('in').finish('ada', 'in', 'never');
      expect([...house.state.campaigns.dnc]).toEqual([{ number: '+4930200015', source: 'customer', scope: 'all' }]);
      expect(house.load([{ id: 'p', numbers: ['030 200015'] }]).record('p')).toBeUndefined();
    },
  );

  it('is none of the headings', () => {
    const house = new CampaignHouse().ready('ada').call('in', 'calls');
    house.accept('ada').hangUp('in');
    expect(() => house.finish('ada', 'in', 'reached')).toThrow(
      'Use one of: sold, refused, never, later, relative, tape.',
    );
  });
});

describe('a pilot', () => {
  it.each(['wanted', 'calls-fail'])('goes on after an interruption (%s), and calls nobody else', (because) => {
    const house = new CampaignHouse().load(rows(30)).begin(15).ready('ada');
    const { pilot } = house.campaign;
    if (because === 'wanted') house.do({ type: 'pause-campaign', campaign: 'spring' });
    else for (let call = 0; call < 10; call++) house.ends(house.dial()[0], 'failed');
    expect(house.campaign).toMatchObject({ status: 'paused', because });
    expect(house.begin().campaign).toMatchObject({ status: 'running', pilot });
  });

  it('calls everybody after it when that is decided, or when it was stopped', () => {
    const house = new CampaignHouse({ retry: { attempts: 1, rules: {} } }).load(rows(30)).begin(1).ready('ada');
    house.ends(house.dial()[0], 'busy');
    expect(house.campaign).toMatchObject({ status: 'paused', because: 'pilot-done' });
    expect(house.begin().campaign.pilot).toBeUndefined();
    const stopped = new CampaignHouse().load(rows(30)).begin(1);
    stopped.do({ type: 'stop-campaign', campaign: 'spring' });
    expect(stopped.begin().campaign.pilot).toBeUndefined();
  });

  it('is done at once when all its records are, and does not seem to call', () => {
    const house = new CampaignHouse({ retry: { attempts: 1, rules: {} } }).load(rows(30)).begin(1).ready('ada');
    house.ends(house.dial()[0], 'busy').begin(1);
    expect(house.campaign).toMatchObject({ status: 'paused', because: 'pilot-done' });
    const [attempt] = house.begin(2).dial();
    house.do({ type: 'pause-campaign', campaign: 'spring' });
    house.ends(attempt, 'busy').begin();
    expect(house.campaign).toMatchObject({ status: 'paused', because: 'pilot-done' });
    expect(house.all('attempt-dialled')).toHaveLength(2);
  });

  it('has no records that may not be called any more', () => {
    const house = new CampaignHouse().load(rows(20));
    const refusing = rows(19).map((row) => ({ ...row, consent: false }));
    expect([...(house.load(refusing).begin(1).campaign.pilot ?? [])]).toEqual(['p20']);
  });

  it('waits for a decision only when all has been said of its conversations', () => {
    const house = new CampaignHouse().load(rows(3)).begin(1).ready('ada');
    const contact = house.picksUp(house.dial()[0]);
    house.at(60).hangUp(contact).finish('ada', contact, 'later');
    expect(house.campaign.status).toBe('running');
    const again = house.at(3_660).picksUp(house.dial()[0]);
    house.hangUp(again).finish('ada', again, 'sold');
    expect(house.campaign).toMatchObject({ status: 'paused', because: 'pilot-done' });
  });

  it('cannot be asked for while the campaign calls already, which would go on calling everybody', () => {
    const house = started();
    expect(() => house.begin(1)).toThrow('Pause it first, with `caruso campaign pause spring`');
    expect(house.campaign.pilot).toBeUndefined();
    expect(house.begin().campaign.status).toBe('running');
  });

  it('calls so many records chosen at random, and waits for a decision', () => {
    const house = new CampaignHouse({ retry: { attempts: 1, rules: {} } }).load(rows(50)).ready('ada').begin(5);
    const called: string[] = [];
    for (let [attempt] = house.dial(); attempt !== undefined; [attempt] = house.dial()) {
      called.push(house.all('attempt-dialled').at(-1)?.record ?? '');
      house.ends(attempt, 'busy');
    }
    expect(called).toHaveLength(5);
    expect(called.toSorted()).not.toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
    expect(house.campaign).toMatchObject({ status: 'paused', because: 'pilot-done' });
    house.begin(8);
    expect(house.dial()).toHaveLength(1);
    expect(house.campaign.pilot).toEqual(expect.objectContaining({ size: 8 }));
    for (const record of called) expect(house.campaign.pilot?.has(record)).toBe(true);
  });
});

it('the campaign of these cases is one that the options allow', async () => {
  const { CampaignDefinition } = await import('../../src/campaigns/definition/campaign-definition.js');
  expect(CampaignDefinition.parse(spring)).toEqual(spring);
});
