import { BusinessObjects, businessObjects, compileModel } from '@caruso/business-objects';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { expect, it, onTestFinished, vi } from 'vitest';
import { communicationServer } from '../../src/component.js';
import { Campaigns, ContactCentre } from '../../src/contract.js';
import type { Gateway } from '../../src/gateways/gateway.js';
import { spring } from '../support/campaign-house.js';
import { configuration } from '../support/centre.js';
import { ManualGateway } from '../support/manual-gateway.js';

const MODEL = `<caruso model="shop" version="1.0.0"><objects>
  <object name="Customer" key="number" title="{number}" person="true">
   <attr name="number" type="string" size="10"/>
   <attr name="mobile" type="string" size="40"/><attr name="home" type="string" size="40"/>
  </object></objects>
 <consent><purpose name="offers" channels="mail phone" text="We may tell you about offers." version="2026-01"/></consent>
 <mapping company="x"><store name="system" schema="managed"/>
  <map object="Customer" store="system" table="customer"><col attr="number" column="number"/>
   <col attr="mobile" column="mobile"/><col attr="home" column="home"/></map>
 </mapping></caruso>`;

async function start(gateway: Gateway = new ManualGateway(), numbers = ['mobile', 'home']) {
  const list = { object: 'Customer', numbers, purpose: 'offers' };
  const components = [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    businessObjects({ model: compileModel([{ file: 'm.xml', text: MODEL }]) }),
    communicationServer({
      ...configuration,
      campaigns: [{ ...spring, queue: 'service', gateway: 'manual', consent: 'asked', list }],
      gateways: [gateway],
    }),
  ];
  const running = await startAssembly({ company: 'x', components }, { log: silentLog });
  onTestFinished(() => running.stop());
  return {
    objects: running.get(BusinessObjects),
    campaigns: running.get(Campaigns),
    centre: running.get(ContactCentre),
  };
}

it('a list of business objects has their numbers, whoever agreed, and not whoever takes it back', async () => {
  const { objects, campaigns } = await start();
  const create = (number: string, mobile: string | null, home: string | null) =>
    objects.create({ object: 'Customer', values: { number, mobile, home } });
  await create('both', '0171 1234567', '030 200001');
  await create('home', null, '030 200002');
  await create('silent', '0171 1234568', null);
  await create('none', null, null);
  const give = (key: string) =>
    objects.giveConsent({ object: 'Customer', key, purpose: 'offers', channels: ['phone'], source: 'form' });
  for (const key of ['both', 'home', 'none']) await give(key);
  expect(await campaigns.loadList({ campaign: 'spring' })).toEqual({
    records: 2,
    known: 0,
    excluded: [
      { record: 'none', because: 'no-dialable-number', numbers: [] },
      { record: 'silent', because: 'no-consent', numbers: [] },
    ],
    leftOut: [],
    notCalled: 2,
    numbersLeftOut: 0,
    broken: [],
    brokenLines: 0,
  });
  await objects.withdrawConsent({ object: 'Customer', key: 'home', source: 'letter' });
  expect(await campaigns.loadList({ campaign: 'spring' })).toMatchObject({ records: 0, known: 2, notCalled: 2 });
  expect(await campaigns.show({ campaign: 'spring' })).toMatchObject({ base: 4, valid: 2, open: 1 });
  await give('silent');
  expect(await campaigns.loadList({ campaign: 'spring' })).toMatchObject({ records: 1, known: 2, notCalled: 1 });
  expect(await campaigns.show({ campaign: 'spring' })).toMatchObject({ base: 4, valid: 3, open: 2 });
});

it('a list of business objects that names what they do not have is refused, and not a list of nobody', async () => {
  const { objects, campaigns } = await start(new ManualGateway(), ['mobil', 'home']);
  await objects.create({ object: 'Customer', values: { number: 'a', mobile: null, home: '030 200001' } });
  await expect(campaigns.loadList({ campaign: 'spring' })).rejects.toThrow(
    'it has no attribute mobil; its attributes are number, mobile, home',
  );
});

it('who takes his consent back after the list was loaded is not dialled, in any mode, and it is told so', async () => {
  const dialled: string[] = [];
  const gateway: Gateway = {
    id: 'manual',
    open: () => ({
      departures: [],
      start: () => {},
      happened: () => {},
      close: () => {},
      dial: async ({ to }) => {
        dialled.push(to);
        return { outcome: 'busy', ringMs: 1, reason: 'test' };
      },
    }),
  };
  const { objects, campaigns, centre } = await start(gateway);
  for (const [number, mobile] of [
    ['stays', '0171 1234567'],
    ['goes', '0171 1234568'],
  ] as const) {
    await objects.create({ object: 'Customer', values: { number, mobile, home: '030 200001' } });
    await objects.giveConsent({
      ...{ object: 'Customer', key: number, purpose: 'offers', channels: ['phone'], source: 'form' },
    });
  }
  await campaigns.loadList({ campaign: 'spring' });
  await objects.withdrawConsent({ object: 'Customer', key: 'goes', source: 'letter' });
  await centre.logIn({ agent: 'ada' });
  await centre.setReady({ agent: 'ada' });
  await campaigns.startCampaign({ campaign: 'spring' });
  const view = await vi.waitFor(async () => {
    const now = await campaigns.show({ campaign: 'spring' });
    expect(now.attempts).toMatchObject({ busy: 1, 'no-consent': 1 });
    return now;
  });
  expect(dialled).toEqual(['+491711234567']);
  expect(view).toMatchObject({ valid: 2, open: 1 });
  const { rates } = await campaigns.report({ campaign: 'spring' });
  expect(rates).toContainEqual(expect.objectContaining({ name: 'answered live of attempts', of: 1 }));
  expect(await centre.events({ limit: 1_000 })).toContainEqual(
    expect.objectContaining({
      ...{ type: 'attempt-ended', record: 'goes', outcome: 'no-consent' },
      becomes: { name: 'closed', because: 'no-consent' },
    }),
  );
});
