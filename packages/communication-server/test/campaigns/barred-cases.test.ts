import { describe, expect, it } from 'vitest';
import { barredNumbers } from '../../src/campaigns/barred-numbers.js';
import { CampaignHouse, rows } from '../support/campaign-house.js';

const house = (mode: 'preview' | 'progressive' = 'progressive') =>
  new CampaignHouse({ mode }).load(rows(4)).begin().ready('ada');
const register = (numbers: readonly string[], more = {}) =>
  ({ type: 'read-register', register: 'robinson.csv', source: 'robinson', numbers, ...more }) as const;

describe('a number that nobody calls', () => {
  it('is not called by the next dial after a register was read, and the record that has no other is closed', () => {
    const centre = house();
    centre.do(register(['+4930200010', '+4930200012', 'none']));
    const [first] = centre.dial();
    expect(centre.all('attempt-dialled')).toMatchObject([{ record: 'p2' }]);
    centre.ends(first, 'busy');
    centre.dial();
    expect(centre.all('attempt-dialled')).toMatchObject([{ record: 'p2' }, { record: 'p4' }]);
    expect(centre.record('p1')?.state).toEqual({ name: 'closed', because: 'do-not-call' });
  });

  it('is called again after somebody has said why, unless it is barred otherwise', () => {
    const centre = house();
    centre.do(register(['+4930200010', '+4930200011']));
    centre.do({ type: 'bar-number', number: '+4930200010', source: 'letter' });
    const unbar = (number: string) =>
      centre.do({ type: 'unbar-number', number, source: 'robinson', reason: 'not on it any more' });
    expect(unbar('+4930200010')).toMatchObject([{ type: 'dnc-removed', reason: 'not on it any more' }]);
    expect(unbar('+4930200010')).toEqual([]);
    unbar('+4930200011');
    centre.dial();
    expect(centre.all('attempt-dialled')).toMatchObject([{ record: 'p2' }]);
  });

  it('is called after all by the rows that were left out for it, when their list is read again', () => {
    const centre = new CampaignHouse({ mode: 'progressive' });
    centre.do(register(['+4930200010', '+4930200011']));
    const twice = [...rows(3), { id: 'p1', numbers: ['030 200013'] }];
    centre.load(twice).begin().ready('ada');
    const counts = () => [centre.campaign.records.size, Object.fromEntries(centre.campaign.excluded)];
    expect(counts()).toEqual([1, { p1: 'duplicate-id', p2: 'no-dialable-number' }]);
    centre.do({ type: 'unbar-number', number: '+4930200010', reason: 'a mistake' });
    centre.load(twice);
    expect(counts()).toEqual([2, { p1: 'duplicate-id', p2: 'no-dialable-number' }]);
    expect(centre.load(twice).log.at(-1)).toMatchObject({ type: 'list-read', records: 0, excluded: [] });
    const [first] = centre.dial();
    centre.ends(first, 'busy').dial();
    expect(centre.all('attempt-dialled')).toMatchObject([{ record: 'p3' }, { record: 'p1' }]);
  });

  it('is noted once, however often the register is read, and anew with another day', () => {
    const centre = house();
    const read = (until?: number) => centre.do(register(['+4930200010', '030 200010'], { country: 'DE', until }));
    expect(read()).toMatchObject([{ phones: ['+4930200010'] }]);
    expect(read()).toEqual([]);
    expect(read(60_000)).toMatchObject([{ until: 60_000 }]);
    expect(barredNumbers(centre.state, { limit: 10 })).toEqual({
      count: 1,
      entries: [{ number: '+4930200010', source: 'robinson', until: 60_000 }],
    });
    centre.at(60).dial();
    expect(centre.all('attempt-dialled')).toMatchObject([{ record: 'p1' }]);
  });

  it('is barred for one campaign where it is said for one', () => {
    const centre = house();
    centre.do(register(['030 200010'], { campaign: 'spring' }));
    const { dnc } = centre.state.campaigns;
    expect(dnc.forbids('+4930200010', 'spring', 0)).toBeDefined();
    expect(dnc.forbids('+4930200010', 'autumn', 0)).toBeUndefined();
    expect(barredNumbers(centre.state, { campaign: 'autumn', limit: 10 }).count).toBe(0);
    expect(barredNumbers(centre.state, { number: '030 200010', campaign: 'spring', limit: 10 }).count).toBe(1);
  });

  it('is not dialled by an agent who looks at its record already', () => {
    const centre = house('preview');
    const [attempt = ''] = centre.dial();
    centre.do({ type: 'bar-number', number: '+4930200010', source: 'letter' });
    centre.do({ type: 'dial-preview', agent: 'ada', attempt });
    expect(centre.all('attempt-dialled')).toEqual([]);
    expect(centre.all('attempt-withdrawn')).toMatchObject([{ because: 'not-allowed' }]);
    expect(centre.record('p1')?.state).toEqual({ name: 'closed', because: 'do-not-call' });
  });
});

describe('an agent who looks at a record for long', () => {
  it('does not call when the hours of the called are over', () => {
    const window = { week: { thursday: [{ from: '01:00', to: '02:00' }] } };
    const centre = new CampaignHouse({ mode: 'preview', window }).load(rows(1)).begin().ready('ada');
    const [attempt = ''] = centre.dial();
    centre.at(3_600).do({ type: 'dial-preview', agent: 'ada', attempt });
    expect(centre.all('attempt-dialled')).toEqual([]);
    expect(centre.record('p1')?.state).toEqual({ name: 'open', notBefore: 3_600_000 });
  });
});
