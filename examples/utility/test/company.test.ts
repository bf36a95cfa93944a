import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { businessObjects } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { defineAssembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billing } from '../src/billing/component.js';
import { Billing } from '../src/billing/contract.js';
import { BillingErrors } from '../src/billing/errors.js';
import { DemoBilling } from '../src/demo/contract.js';
import { demoBilling } from '../src/demo/demo-billing.js';
import { demoCompany } from '../src/demo/demo-company.js';
import { numberOf, phoneOf } from '../src/demo/generate.js';
import { mail } from '../src/mail/component.js';
import { Mail } from '../src/mail/contract.js';

let folder: string;
let running: RunningAssembly;

function assembly() {
  const store = `sqlite:${join(folder, 'billing.db')}`;
  return defineAssembly({
    company: 'Stadtwerke',
    components: [
      demoBilling({ billing: store, customers: 30 }),
      storageManager({
        stores: { system: `sqlite:${join(folder, 'caruso.db')}`, billing: { url: store, schema: 'readonly' } },
      }),
      businessObjects({ model: fileURLToPath(new URL('../model', import.meta.url)) }),
      billing(),
      mail({ from: 'service@example.org', target: { folder: join(folder, 'mail') } }),
      demoCompany({ customers: 30, logIns: [] }),
    ],
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'utility-'));
  running = await startAssembly(assembly(), { log: silentLog });
});
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

describe('the made-up company', () => {
  it('links customers, connections, meters and readings, and invoices across two databases', async () => {
    const include = ['connections.meters.readings', 'contracts', 'invoices'];
    const customer = await running.get(BusinessObjects).get({ object: 'Customer', key: numberOf(1), include });
    expect(customer?.values.phone).toBe(phoneOf(1));
    const meters = customer?.links.connections?.flatMap(({ links }) => links.meters ?? []) ?? [];
    expect(meters.length).toBeGreaterThan(0);
    expect(meters[0]?.links.readings).toHaveLength(4);
    expect(customer?.links.invoices).toHaveLength(3);
    expect(customer?.links.invoices?.[0]?.values.amount).toMatch(/^\d+\.\d\d$/);
  });

  it('is generated once: a second start finds it as it was left', async () => {
    const objects = running.get(BusinessObjects);
    const before = await objects.get({ object: 'Customer', key: numberOf(2) });
    await objects.update({
      object: 'Customer',
      key: numberOf(2),
      version: before?.version ?? '',
      changes: { email: 'new@example.org' },
    });
    await running.stop();
    running = await startAssembly(assembly(), { log: silentLog });
    const after = await running.get(BusinessObjects).get({ object: 'Customer', key: numberOf(2) });
    expect(after?.values).toEqual({ ...before?.values, email: 'new@example.org' });
  });
});

describe('the billing system of the demo', () => {
  it('is filled before the objects that are mapped to it start, and once', async () => {
    const names = assembly().components.map(({ name }) => name);
    expect(names.indexOf('demo-billing')).toBeLessThan(names.indexOf('business-objects'));
    expect(await running.get(DemoBilling).customers({})).toEqual({ customers: 30 });
  });

  it('may be down: everything else starts, and the log names it', async () => {
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    const down = 'mariadb://nobody@127.0.0.1:1/billing';
    const alone = defineAssembly({
      company: 'Stadtwerke',
      components: [demoBilling({ billing: down, customers: 30 })],
    });
    await (await startAssembly(alone, { log })).stop();
    expect(warnings).toEqual([expect.stringContaining('"billing"')]);
  });
});

describe('the billing wrapper', () => {
  it('speaks euros, ISO dates and media of tables that hold cents, numbers and letters', async () => {
    const { balance, meters } = await running.get(Billing).account({ customer: numberOf(1) });
    expect(balance).toMatch(/^\d+\.\d\d$/);
    expect(meters[0]).toMatchObject({
      medium: 'electricity',
      unit: 'kWh',
      lastReadOn: expect.stringMatching(/^20\d\d-/),
    });
  });

  it('enters a reading once for each key, and takes it back', async () => {
    const wrapper = running.get(Billing);
    const { meters } = await wrapper.account({ customer: numberOf(3) });
    const reading = { meter: meters[0]?.serial ?? '', value: (meters[0]?.lastReading ?? 0) + 5, idempotencyKey: 'k1' };
    const first = await wrapper.storeReading(reading);
    expect(await wrapper.storeReading(reading)).toEqual(first);
    const shown = async () => (await wrapper.account({ customer: numberOf(3) })).meters[0]?.lastReading;
    expect(await shown()).toBe(reading.value);
    const lower = wrapper.storeReading({ ...reading, value: reading.value - 1, idempotencyKey: 'k3' });
    await expect(lower).rejects.toSatisfy(BillingErrors.ReadingTooLow.is);
    await wrapper.cancelReading(first);
    expect(await shown()).toBe(meters[0]?.lastReading);
  });

  it('refuses what the billing system would refuse, in words that help', async () => {
    const wrapper = running.get(Billing);
    await expect(wrapper.account({ customer: 'K1' })).rejects.toSatisfy(BillingErrors.UnknownCustomer.is);
    const unknown = wrapper.storeReading({ meter: 'X', value: 1, idempotencyKey: 'k2' });
    await expect(unknown).rejects.toThrow('no meter "X"');
  });
});

describe('the mail service', () => {
  it('writes a mail once for each key, whole, as a mail reader reads it', async () => {
    const letter = { to: 'a@example.org', subject: 'Grüße', text: 'Ünïcode\nand lines', idempotencyKey: 'm1' };
    const sent = await running.get(Mail).send(letter);
    expect(await running.get(Mail).send(letter)).toEqual(sent);
    const files = await readdir(join(folder, 'mail'));
    expect(files).toHaveLength(1);
    const parsed = await simpleParser(await readFile(join(folder, 'mail', files[0] ?? '')));
    expect(parsed.subject).toBe('Grüße');
    expect(parsed.text?.trim()).toBe(letter.text);
    expect(parsed.messageId).toBe(sent.messageId);
  });
});
