import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptEngine } from '@caruso/script-engine';
import { Dialogs } from '@caruso/script-engine/contract';
import { defineAssembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects } from '../src/contract.js';
import { businessObjects } from '../src/index.js';
import {
  type ChinookDatabase,
  chinookEngines,
  chinookMissing,
  chinookModel,
  createChinook,
} from './chinook/chinook.js';

const SCRIPT = `<?xml version="1.0"?>
<script id="new-email" version="1" lang="en" title="A customer’s new mail address" on="agent">
  <input name="customer" type="number"/>
  <lookup id="load" service="objects.Customer.get" into="customer">
    <with name="key" value="text(input.customer)"/>
    <failed><go to="unknown"/></failed>
  </lookup>
  <lookup id="load-invoices" service="objects.Invoice.find" into="invoices">
    <with name="customer" value="customer.key"/>
    <failed><go to="unknown"/></failed>
  </lookup>
  <info id="known">
    <text>{customer.firstName} {customer.lastName}, {count(invoices.items)} invoices</text>
  </info>
  <question id="email" type="email">
    <text>What is the new mail address?</text>
    <check test="value != customer.email"><text>That is the old one.</text></check>
  </question>
  <do id="change" service="objects.Customer.update">
    <with name="key" value="customer.key"/>
    <with name="version" value="customer.version"/>
    <with name="email" value="answers.email"/>
    <failed><go to="unknown"/></failed>
  </do>
  <end id="changed" outcome="changed"><text>It is changed.</text></end>
  <end id="unknown" outcome="unknown"><text>That cannot be done.</text></end>
</script>`;

for (const engine of chinookEngines) {
  const missing = await chinookMissing(engine);
  describe.skipIf(missing)(
    `a dialog over the unchanged Chinook database on ${engine}${missing ? `: ${missing}` : ''}`,
    () => {
      let folder: string;
      let database: ChinookDatabase;
      let running: RunningAssembly;

      beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), 'chinook-dialog-'));
        await writeFile(join(folder, 'new-email.xml'), SCRIPT);
        database = await createChinook(engine, folder);
        const components = [
          storageManager({ stores: { system: 'sqlite::memory:', shop: { url: database.url, schema: 'readonly' } } }),
          businessObjects({ model: chinookModel(engine) }),
          scriptEngine({ scripts: folder }),
        ];
        running = await startAssembly(defineAssembly({ company: 'Chinook', components }), { log: silentLog });
      });
      afterAll(async () => {
        await running?.stop();
        await database?.drop();
        await rm(folder, { recursive: true, force: true });
      });

      it('knows the customer, refuses a wrong answer, and changes the row', async () => {
        const dialogs = running.get(Dialogs);
        const who = 'agent';
        const begun = await dialogs.begin({
          script: 'new-email',
          channel: 'agent',
          owner: who,
          input: { customer: 1 },
        });
        const text = begun.node.text.map((run) => run.text).join('');
        expect(text).toBe('Luís Gonçalves, 7 invoices');
        const { dialog } = begun;
        const asked = await dialogs.next({ dialog, step: begun.step, who });
        const refused = await dialogs.answer({ dialog, step: asked.step, who, value: 'luisg@embraer.com.br' });
        expect(refused.complaint?.map((run) => run.text).join('')).toBe('That is the old one.');
        const last = await dialogs.answer({ dialog, step: refused.step, who, value: 'luis@example.org' });
        expect(last).toMatchObject({ state: 'ended', outcome: 'changed' });
        const customer = await running.get(BusinessObjects).get({ object: 'Customer', key: '1' });
        expect(customer?.values.email).toBe('luis@example.org');
      });
    },
  );
}
