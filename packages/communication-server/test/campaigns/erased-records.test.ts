import { Storage } from '@caruso/storage-manager/contract';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { campaignsSnapshotOf } from '../../src/campaigns/state/campaign-snapshot.js';
import { Campaigns, type ContactCentreEvent } from '../../src/contract.js';
import { erasedPayload } from '../../src/erased.js';
import type { DialRequest, DialResult, Gateway } from '../../src/gateways/gateway.js';
import { apply } from '../../src/state/apply.js';
import { ContactCentreState } from '../../src/state/contact-centre-state.js';
import { CampaignHouse, dispositions, rows, spring } from '../support/campaign-house.js';
import { everythingStored } from '../support/everything-stored.js';
import { TestCentre } from '../support/running.js';

/** Calls end as the test says. */
class Telephone implements Gateway {
  readonly id = 'test';
  readonly #ringing = new Map<string, (outcome: 'answered' | 'busy') => void>();

  open() {
    const dial = ({ id, to }: DialRequest) =>
      new Promise<DialResult>((resolve) => {
        this.#ringing.set(to, (outcome) =>
          resolve(outcome === 'busy' ? { outcome, ringMs: 1, reason: 'test' } : { outcome, ringMs: 1, call: id }),
        );
      });
    return { departures: [], start: () => {}, happened: () => {}, close: () => {}, dial };
  }

  async ends(number: string, outcome: 'answered' | 'busy'): Promise<void> {
    const end = await vi.waitFor(() => this.#ringing.get(number) ?? Promise.reject(new Error('It does not ring.')));
    end(outcome);
  }
}

describe('the records of a campaign', () => {
  const [anna, bert, cleo] = ['+4930200010', '+4930200011', '+4930200012'] as const;
  let test: TestCentre;
  let telephone: Telephone;
  beforeEach(() => {
    telephone = new Telephone();
    const queue = { id: 'calls', name: 'Calls', channel: 'voice' as const, dispositions };
    test = new TestCentre({
      agents: [{ id: 'ada', name: 'Ada', queues: ['calls'] }],
      queues: [{ ...queue, serviceLevel: { seconds: 20, target: 0.8 } }],
      campaigns: [spring],
      gateways: [telephone],
      connectionGraceMs: 86_400_000,
    });
  });
  afterEach(() => test.close());

  async function begin() {
    const { running, centre } = await test.start();
    const campaigns = running.get(Campaigns);
    const list = [
      { id: 'p1', numbers: [anna], customer: '17' },
      { id: 'p2', numbers: [bert], customer: '18' },
      { id: 'p3', numbers: [cleo] },
    ];
    await campaigns.loadRows({ campaign: 'spring', list: 'list.csv', rows: list });
    await centre.logIn({ agent: 'ada' });
    await centre.setReady({ agent: 'ada' });
    await campaigns.startCampaign({ campaign: 'spring' });
    return { running, centre, campaigns, storage: running.get(Storage) };
  }

  it('are erased with their customer: nothing stored has the number, nobody is called by it, and figures stay', async () => {
    const { running, centre, campaigns, storage } = await begin();
    await telephone.ends(anna, 'busy');
    await telephone.ends(bert, 'answered');
    const { contact } = await vi.waitFor(async () => (await centre.agent({ agent: 'ada' })).contact ?? expect.fail());
    const inHand = { erased: [], open: [contact], records: [], openRecords: [{ campaign: 'spring', record: 'p2' }] };
    expect(await centre.erase({ customer: '18', by: 'officer' })).toEqual(inHand);
    const before = await campaigns.show({ campaign: 'spring' });

    expect(await everythingStored(storage)).toContain(anna);
    const record = { campaign: 'spring', record: 'p1' };
    const erased = { erased: [], open: [], records: [record], openRecords: [] };
    expect(await centre.erase({ customer: '17', by: 'officer' })).toEqual(erased);
    const kept = await everythingStored(storage);
    expect(kept).not.toContain(anna);
    expect(kept).toContain(bert);
    const after = await campaigns.show({ campaign: 'spring' });
    expect(after).toEqual({ ...before, open: before.open - 1 });
    const { length } = await centre.events({ limit: 1_000 });
    expect(await centre.erase({ customer: '17', by: 'officer' })).toEqual(erased);
    expect(await centre.events({ limit: 1_000 })).toHaveLength(length);

    await running.stop();
    const again = await test.start();
    expect(await again.running.get(Campaigns).show({ campaign: 'spring' })).toMatchObject({
      ...after,
      nextCallAt: expect.anything(),
    });
  });

  it('are erased by their number with the contacts that are of nobody, and what is barred stays so', async () => {
    const { centre, campaigns, storage } = await begin();
    await telephone.ends(anna, 'busy');
    await telephone.ends(bert, 'busy');
    await telephone.ends(cleo, 'answered');
    const { contact } = await vi.waitFor(async () => (await centre.agent({ agent: 'ada' })).contact ?? expect.fail());
    await centre.hangUp({ agent: 'ada', contact });
    await centre.finishWrapUp({ agent: 'ada', contact, disposition: 'refused', note: 'Cleo is rude' });
    await campaigns.bar({ number: anna, source: 'letter' });
    const record = { campaign: 'spring', record: 'p3' };
    expect(await centre.eraseAddress({ address: '0049 30 200012', by: 'officer' })).toEqual({
      ...{ erased: [contact], open: [], records: [record], openRecords: [] },
    });
    const kept = await everythingStored(storage);
    for (const value of [cleo, 'Cleo']) expect(kept).not.toContain(value);
    expect(await centre.contacts({ contact })).toMatchObject([{ from: '(erased)', disposition: 'refused' }]);

    expect(await centre.eraseAddress({ address: anna, by: 'officer' })).toMatchObject({ records: [{ record: 'p1' }] });
    expect(await campaigns.barred({ number: anna })).toMatchObject({ count: 1 });
    expect(await centre.eraseAddress({ address: 'anna@x.test', by: 'officer' })).toEqual({
      ...{ erased: [], open: [], records: [], openRecords: [] },
    });
  });

  it('are after their erasure what the log without their numbers makes, whatever had happened to them', () => {
    const step = fc.record({
      kind: fc.constantFrom('dial', 'busy', 'wrong-number', 'answered', 'bar', 'finish', 'later'),
      pick: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(4), (steps, which) => {
        const numbers = (one: { readonly numbers: readonly string[] }, place: number) => [
          ...one.numbers,
          `030 3000${20 + place}`,
        ];
        const house = new CampaignHouse().load(rows(5).map((row, place) => ({ ...row, numbers: numbers(row, place) })));
        house.begin().ready('ada', 'bob');
        for (const [index, { kind, pick }] of steps.entries()) {
          const ringing = [...house.campaign.attempts.keys()];
          const attempt = ringing[pick % Math.max(1, ringing.length)];
          house.at(index * 600);
          if (kind === 'dial') house.dial();
          else if (kind === 'bar')
            house.do({ type: 'bar-number', number: `+4930${pick % 2 ? 2000 : 3000}${10 + pick}`, source: 'x' });
          else if (kind === 'finish' || kind === 'later') {
            for (const { id, agent = '' } of [...house.state.contacts.open]) {
              if (house.state.contact(id).state === 'connected') house.hangUp(id);
              if (house.state.contact(id).wrapUps.length > 0)
                house.finish(agent, id, kind === 'later' ? 'later' : 'never');
            }
          } else if (kind === 'answered') house.picksUp(attempt);
          else house.ends(attempt, kind);
        }
        const record = `p${which + 1}`;
        const [event] = house.do({ type: 'erase-records', records: [{ campaign: 'spring', record }], by: 'officer' });
        fc.pre(event?.type === 'record-erased');
        const folded = new ContactCentreState(house.state.configuration);
        for (const one of house.log) {
          const isTheirs = 'record' in one && one.record === record;
          apply(folded, (isTheirs ? { ...one, ...erasedPayload(one) } : one) as ContactCentreEvent);
        }
        expect(campaignsSnapshotOf(folded)).toEqual(campaignsSnapshotOf(house.state));
        expect(house.record(record)).toMatchObject({ numbers: [], state: { name: 'closed' } });
      }),
    );
  });
});
