import { BusinessObjects, businessObjects, compileModel } from '@caruso/business-objects';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { expect, it, onTestFinished } from 'vitest';
import { communicationServer } from '../../src/component.js';
import { Campaigns } from '../../src/contract.js';
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

async function start() {
  const list = { object: 'Customer', numbers: ['mobile', 'home'], purpose: 'offers' };
  const components = [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    businessObjects({ model: compileModel([{ file: 'm.xml', text: MODEL }]) }),
    communicationServer({
      ...configuration,
      campaigns: [{ ...spring, queue: 'service', gateway: 'manual', consent: 'asked', list }],
      gateways: [new ManualGateway()],
    }),
  ];
  const running = await startAssembly({ company: 'x', components }, { log: silentLog });
  onTestFinished(() => running.stop());
  return { objects: running.get(BusinessObjects), campaigns: running.get(Campaigns) };
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
  });
  await objects.withdrawConsent({ object: 'Customer', key: 'home', source: 'letter' });
  expect(await campaigns.loadList({ campaign: 'spring' })).toMatchObject({ records: 0, known: 4 });
  expect(await campaigns.show({ campaign: 'spring' })).toMatchObject({ base: 4, valid: 2, open: 1 });
});
