import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessObjects, compileModel } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { communicationServer } from '@caruso/communication-server';
import type { Stub } from '@caruso/core';
import { frontOffice } from '@caruso/front-office';
import { FrontOffice } from '@caruso/front-office/contract';
import { reporting } from '@caruso/reporting';
import { scriptEngine } from '@caruso/script-engine';
import { defineAssembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';

const MODEL = `<caruso model="shop" version="1.0.0"><objects>
 <object name="Customer" key="number" title="{name}">
  <attr name="number" type="string" size="10" search="true"/><attr name="name" type="string" size="40" required="true" search="true"/>
  <attr name="city" type="string" size="40"/><attr name="email" type="email"/><attr name="phone" type="phone" size="30"/>
  <link name="orders" to="Order" many="true" inverse="customer"/>
  <dedupe on="name" fuzzy="0.9"/><dedupe on="email"/><dedupe on="phone" country="DE"/>
 </object>
 <object name="Order" key="number" title="Order {number}">
  <attr name="number" type="string" size="10"/><link name="customer" to="Customer" required="true"/>
 </object></objects>
 <mapping company="x"><store name="system" schema="managed"/>
  <map object="Customer" store="system" table="customer" lock="column(revision)">
   <col attr="number" column="number"/><col attr="name" column="name"/><col attr="city" column="city"/>
   <col attr="email" column="email"/><col attr="phone" column="phone"/>
  </map>
  <map object="Order" store="system" table="orders"><col attr="number" column="number"/><join link="customer" columns="customer"/></map>
 </mapping>
 <presentation><detail object="Customer"><panel fields="number name city email phone"/><tab link="orders" columns="number"/></detail></presentation>
</caruso>`;

const PASSWORD = 'correct horse battery';

/** Without scripts: nobody is led through a dialog here. */
let folder: string;
let running: RunningAssembly;
let objects: Stub<typeof BusinessObjects>;
let browser: Browser;
let agent: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'utility-duplicates-'));
  const model = compileModel([{ file: 'shop.xml', text: MODEL }]);
  const components = [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    businessObjects({ model }),
    scriptEngine({ scripts: folder, zone: 'UTC' }),
    reporting({ zone: 'UTC' }),
    communicationServer({ agents: [{ id: 'agent1', name: 'Agent One', queues: [] }], queues: [], gateways: [] }),
    frontOffice({
      port: 0,
      company: 'Shop',
      customer: { object: 'Customer' },
      users: [{ login: 'agent1', name: 'Agent One', role: 'agent', password: PASSWORD }],
    }),
  ];
  running = await startAssembly(defineAssembly({ company: 'shop', components }), { log: silentLog });
  objects = running.get(BusinessObjects);
  const customer = (number: string, name: string, more: object = {}) =>
    objects.create({ object: 'Customer', values: { number, name, ...more } });
  await customer('K1', 'Ann Example', { city: 'Bonn' });
  await customer('K2', 'Ann Exampel', { email: 'ann@example.org' });
  await customer('K3', 'Kim Lone', { phone: '+49 30 1234567' });
  await objects.create({ object: 'Order', values: { number: 'O1', customer: 'K2' } });
  browser = await launchBrowser();
  agent = await pageAt(browser, (await running.get(FrontOffice).address({})).url);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('customers that may be the same', () => {
  it('are shown with the reason when one of them is opened', async () => {
    onTestFailed(() => picture(agent, 'failed-duplicates'));
    await logIn(agent, 'agent1', PASSWORD);
    await agent.getByRole('textbox', { name: /search/i }).fill('K1');
    await agent.getByRole('button', { name: /Show/ }).first().click();
    const found = agent.getByRole('list', { name: 'Possible duplicates' });
    await found.getByText('Ann Exampel').first().waitFor();
    await found.getByText('Name 98 % alike').waitFor();
    expect(await seriousFaults(agent)).toEqual([]);
    await picture(agent, 'duplicates');
  });

  it('are shown while somebody enters what another one has', async () => {
    onTestFailed(() => picture(agent, 'failed-duplicates'));
    await agent.getByRole('button', { name: 'Edit' }).click();
    await agent.getByLabel('Phone').fill('030/123 45 67');
    await agent.getByRole('list', { name: 'Possible duplicates' }).getByText('same Phone').waitFor();
    expect(await seriousFaults(agent)).toEqual([]);
    await agent.getByRole('button', { name: 'Cancel' }).click();
  });

  it('are compared side by side and merged by the keyboard alone, with a choice for each value', async () => {
    onTestFailed(() => picture(agent, 'failed-duplicates'));
    await agent.getByRole('button', { name: /^Compare with Ann Exampel/ }).press('Enter');
    const dialog = agent.getByRole('dialog', { name: 'Merge Customer' });
    await dialog.getByText('Ann Exampel (K2) will be gone. 1 Order moves along.').waitFor();
    expect(await dialog.getByRole('radio', { name: 'City: Bonn' }).isChecked()).toBe(true);
    expect(await dialog.getByRole('radio', { name: 'Email: ann@example.org' }).isChecked()).toBe(true);
    await picture(agent, 'merge');
    expect(await seriousFaults(agent)).toEqual([]);

    // Somebody else is faster.
    const second = await objects.get({ object: 'Customer', key: 'K2' });
    await objects.update({
      ...{ object: 'Customer', key: 'K2' },
      version: second?.version ?? '',
      changes: { city: 'Köln' },
    });
    await dialog.getByRole('button', { name: 'Merge' }).press('Enter');
    // Said of the merge, and in the dialog too until the pair is read again.
    await agent
      .getByText(/has changed since it was read/)
      .first()
      .waitFor();
    await dialog.getByRole('radio', { name: 'City: Köln' }).waitFor();
    expect(await objects.get({ object: 'Customer', key: 'K2' })).not.toBeNull();

    await dialog.getByRole('radio', { name: 'Name: Ann Example' }).press('ArrowRight');
    await dialog.getByText('will be gone').waitFor();
    await dialog.getByRole('button', { name: 'Merge' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await agent.getByText('Both are Customer K1 now.').waitFor();
    await agent.getByRole('heading', { name: 'Ann Exampel' }).waitFor();
    await agent.getByRole('list', { name: 'Possible duplicates' }).waitFor({ state: 'detached' });
    expect(
      (await objects.find({ object: 'Customer' })).items.map(({ values }) => [values.number, values.email]),
    ).toEqual([
      ['K1', 'ann@example.org'],
      ['K3', null],
    ]);
    expect((await objects.find({ object: 'Order' })).items.map(({ values }) => values.customer)).toEqual(['K1']);
  });
});
