import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkScript, scriptEngine } from '@caruso/script-engine';
import { Dialogs, type Screen } from '@caruso/script-engine/contract';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { communicationServer } from '../../src/component.js';
import { Campaigns, ContactCentre } from '../../src/contract.js';
import type { DialRequest, DialResult, Gateway } from '../../src/gateways/gateway.js';
import { CampaignHouse, dispositions, rows, spring } from '../support/campaign-house.js';
import { configuration } from '../support/centre.js';

describe('what the dialog of a contact has chosen', () => {
  const talking = () => {
    const house = new CampaignHouse().load(rows(5)).begin().ready('ada');
    return { house, contact: house.picksUp(house.dial()[0]) };
  };
  const choose = (house: CampaignHouse, contact: string, disposition?: string) =>
    house.do({ type: 'choose-disposition', contact, disposition });
  const finish = (house: CampaignHouse, contact: string, disposition?: string) =>
    house.do({ type: 'finish-wrap-up', agent: 'ada', contact, disposition, note: '' });

  it('counts when the wrap-up ends and the agent says nothing else', () => {
    const { house, contact } = talking();
    choose(house, contact, 'sold');
    expect(house.record('p1')?.attempts).toMatchObject([{ outcome: 'answered' }]);
    expect(house.record('p1')?.attempts[0]).not.toHaveProperty('conversation');
    house.hangUp(contact);
    finish(house, contact);
    expect(house.record('p1')?.attempts).toMatchObject([{ conversation: { direct: true, success: true } }]);
    expect(house.state.contact(contact)).toMatchObject({ disposition: 'sold', outcome: 'handled' });
  });

  it('is what the agent says, when the agent says something else', () => {
    const { house, contact } = talking();
    choose(house, contact, 'sold');
    house.hangUp(contact);
    finish(house, contact, 'refused');
    expect(house.record('p1')?.attempts).toMatchObject([{ conversation: { success: false } }]);
  });

  it('is the last that was said, however often, and nothing when it is taken back', () => {
    const { house, contact } = talking();
    choose(house, contact, 'sold');
    expect(choose(house, contact, 'sold')).toEqual([]);
    choose(house, contact, 'later');
    expect(choose(house, contact)).toMatchObject([{ type: 'disposition-chosen' }]);
    expect(choose(house, contact)).toEqual([]);
    house.hangUp(contact);
    expect(() => finish(house, contact)).toThrow('its dialog has chosen none. Use one of: sold, refused');
    choose(house, contact, 'later');
    finish(house, contact);
    expect(house.record('p1')?.state).toEqual({ name: 'open', notBefore: 3_600_000 });
  });

  it('does not let anybody be called again while the conversation still lasts', () => {
    const { house, contact } = talking();
    choose(house, contact, 'later');
    house.at(4_000);
    expect(house.record('p1')?.state).toEqual({ name: 'closed', because: 'spoken-to' });
  });

  it('counts too when the wrap-up ends by itself, and when there is none', () => {
    for (const wrapUp of [{ seconds: 10 }, { seconds: 10, holdsBack: 'queue' as const }]) {
      const house = new CampaignHouse({}, ['ada'], [], { wrapUp }).load(rows(5)).begin().ready('ada');
      const contact = house.picksUp(house.dial()[0]);
      choose(house, contact, 'never');
      house.hangUp(contact).at(20);
      expect(house.record('p1')?.state).toEqual({ name: 'closed', because: 'do-not-call' });
      expect(house.state.campaigns.dnc.forbids('+4930200010', 'spring', 0)).toMatchObject({ source: 'customer' });
      expect(house.state.contact(contact).disposition).toBe('never');
    }
  });

  it('counts at the end where a script alone has led the customer', () => {
    const { house, contact } = talking();
    house.do({ type: 'transfer', agent: 'ada', contact, to: { script: 'survey' } });
    finish(house, contact, 'refused');
    choose(house, contact, 'sold');
    house.hangUp(contact);
    expect(house.record('p1')?.attempts).toMatchObject([{ conversation: { success: true } }]);
    expect(house.state.contact(contact)).toMatchObject({ disposition: 'sold', outcome: 'self-served' });
  });

  it('is refused when its queue has no such disposition, and when nobody handles the contact any more', () => {
    const { house, contact } = talking();
    expect(() => choose(house, contact, 'bought')).toThrow('has no disposition "bought". Use one of: sold, refused');
    house.hangUp(contact);
    finish(house, contact, 'refused');
    expect(() => choose(house, contact, 'sold')).toThrow('is closed; its dialog chooses a disposition during');
  });

  it('is nothing to an agent to whom the contact was given', () => {
    const { house, contact } = talking();
    house.ready('bob');
    choose(house, contact, 'sold');
    house.do({ type: 'transfer', agent: 'ada', contact, to: { agent: 'bob' } });
    house.accept('bob').hangUp(contact);
    expect(() => house.do({ type: 'finish-wrap-up', agent: 'bob', contact, note: '' })).toThrow('has chosen none');
    finish(house, contact);
    expect(house.state.contact(contact).disposition).toBe('sold');
  });
});

const script = (disposition = 'sold') => `<script id="offer" version="1" lang="en" title="Offer" on="agent">
  <question id="wants" type="yesno"><text>Do you want it?</text></question>
  <do id="bought" when="answers.wants" service="dispositions.choose">
    <with name="contact" value="dialog.contact"/>
    <with name="disposition" value="'${disposition}'"/>
    <undo service="dispositions.takeBack"><with name="contact" value="dialog.contact"/></undo>
    <failed><go to="bye"/></failed>
  </do>
  <info id="sure"><text>Thank you.</text></info>
  <end id="bye" outcome="done"><text>Goodbye.</text></end>
</script>`;

function company(scripts: string) {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-offer-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'offer.xml'), scripts);
  const gateway: Gateway = {
    id: 'test',
    open: () => ({
      departures: [],
      start: () => {},
      happened: () => {},
      close: () => {},
      dial: async ({ id }: DialRequest): Promise<DialResult> => ({ outcome: 'answered', ringMs: 1, call: id }),
    }),
  };
  const queue = { id: 'calls', name: 'Calls', channel: 'voice' as const, dispositions };
  return [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    scriptEngine({ scripts: folder }),
    communicationServer({
      ...configuration,
      agents: [{ id: 'ada', name: 'Ada', queues: ['calls'] }],
      queues: [{ ...queue, serviceLevel: { seconds: 20, target: 0.8 } }],
      campaigns: [spring],
      gateways: [gateway],
    }),
  ];
}

describe('a script that says what came of its contact', () => {
  it('ends the call of a campaign without the agent choosing again', async () => {
    const running = await startAssembly({ company: 'x', components: company(script()) }, { log: silentLog });
    onTestFinished(() => running.stop());
    const [centre, campaigns, dialogs] = [running.get(ContactCentre), running.get(Campaigns), running.get(Dialogs)];
    await campaigns.loadRows({ campaign: 'spring', list: 'l', rows: [{ id: 'p1', numbers: ['030 200010'] }] });
    await centre.logIn({ agent: 'ada' });
    await centre.setReady({ agent: 'ada' });
    await campaigns.startCampaign({ campaign: 'spring' });
    const { contact = '' } = await vi.waitFor(async () => {
      const [call] = (await centre.agent({ agent: 'ada' })).contacts;
      expect(call).toMatchObject({ state: 'connected' });
      return call ?? { contact: '' };
    });
    const chosen = async () => (await centre.contacts({ contact })).map((view) => view.chosen);
    const who = 'ada';
    const at = ({ dialog, step }: Screen) => ({ dialog, step, who });
    const first = await dialogs.begin({ script: 'offer', channel: 'agent', owner: who, contact });
    const sure = await dialogs.answer({ ...at(first), value: true });
    expect(await chosen()).toEqual(['sold']);
    const again = await dialogs.back(at(sure));
    expect(await chosen()).toEqual([undefined]);
    await dialogs.answer({ ...at(again), value: true });
    await centre.hangUp({ agent: who, contact });
    expect(await centre.finishWrapUp({ agent: who, contact })).toMatchObject({ state: 'ready' });
    expect(await campaigns.show({ campaign: 'spring' })).toMatchObject({ successes: 1, open: 0, status: 'stopped' });
  });

  it('is checked against the dispositions there are', async () => {
    const contracts = company(script()).flatMap(({ provides }) => provides);
    expect(checkScript(script(), 'offer.xml', { contracts })).toEqual([]);
    expect(checkScript(script('bought'), 'offer.xml', { contracts })).toMatchObject([
      { code: 'unknown-code', severity: 'error', message: "'bought' is not one of the codes" },
    ]);
    const starting = startAssembly({ company: 'x', components: company(script('bought')) }, { log: silentLog });
    await expect(starting).rejects.toThrow('bought');
  });
});
