import { describe, expect, it } from 'vitest';
import { campaignReport } from '../../src/campaigns/campaign-report.js';
import { isDefined } from '../../src/campaigns/decide/running-campaign.js';
import { CampaignHouse, rows } from '../support/campaign-house.js';

/** A campaign that has spoken to so many, of whom the first ones bought. */
function reportOf(contacts: number, successes: number) {
  const house = new CampaignHouse({ accepted: 0.15 }).load(rows(90)).begin().ready('ada');
  for (let number = 0; number < contacts; number++) {
    const contact = house.picksUp(house.dial()[0]);
    house.hangUp(contact).finish('ada', contact, number < successes ? 'sold' : 'refused');
  }
  return isDefined(house.campaign) ? campaignReport(house.campaign) : expect.fail('no campaign');
}

describe('the report of a campaign', () => {
  it('says of each rate what it is a share of, and between which limits the true one lies', () => {
    const { rates, attemptsPerContact } = reportOf(40, 10);
    const named = (name: string) => rates.find((rate) => rate.name === name);
    expect(named('reached of worked')).toMatchObject({ count: 40, of: 40, share: 1 });
    expect(named('reached of base')).toMatchObject({ count: 40, of: 90 });
    expect(named('successes of direct')).toMatchObject({ count: 10, of: 40, share: 0.25, few: false });
    expect(named('successes of direct')?.interval.low).toBeCloseTo(0.1419, 4);
    expect(named('successes of base')).toMatchObject({ count: 10, of: 90 });
    expect(attemptsPerContact).toBe(1);
  });

  it('says go, no go, or how large a pilot would tell', () => {
    expect(reportOf(40, 20).decision).toEqual({ accepted: 0.15, decision: 'go' });
    expect(reportOf(60, 1).decision).toEqual({ accepted: 0.15, decision: 'stop' });
    expect(reportOf(40, 8).decision).toMatchObject({ decision: 'enlarge', to: expect.any(Number) });
  });

  it('says nothing of hours where it is one hour or another, as with numbers of a whole continent', () => {
    const list = [
      { id: 'sydney', numbers: ['+61 2 9374 4000'] },
      { id: 'anywhere', numbers: ['+1 800 356 9377'] },
      { id: 'london', numbers: ['+44 7911 123456'] },
    ];
    const house = new CampaignHouse({}, ['ada', 'bob', 'cleo']).load(list).begin().ready('ada', 'bob', 'cleo');
    for (const attempt of house.dial()) house.picksUp(attempt);
    const { hours } = isDefined(house.campaign) ? campaignReport(house.campaign) : expect.fail('no campaign');
    expect(hours.map(({ weekday, hour, rate }) => [weekday, hour, rate.of]).toSorted()).toEqual([
      ['thursday', 1, 1],
      ['thursday', 10, 1],
    ]);
  });

  it('decides nothing by a few contacts, however well they went', () => {
    expect(reportOf(3, 3).decision).toEqual({ accepted: 0.15, decision: 'enlarge', to: 30, records: 30 });
  });
});
