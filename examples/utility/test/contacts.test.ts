import { fileURLToPath } from 'node:url';
import { businessObjects } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { communicationServer, type Gateway, type GatewayHost } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import { defineAssembly, type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoBilling } from '../src/demo/demo-billing.js';
import { demoCompany } from '../src/demo/demo-company.js';
import { numberOf, phoneOf } from '../src/demo/generate.js';

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** A telephone that a test makes ring. */
class Telephone implements Gateway {
  readonly id = 'telephone';
  #host: GatewayHost | undefined;

  open(host: GatewayHost) {
    this.#host = host;
    return { departures: [], start: () => {}, happened: () => {}, close: () => {} };
  }

  async ring(externalId: string, from: string): Promise<string> {
    const call = { channel: 'voice', externalId, from, to: '+49891000', queue: 'service' } as const;
    return (await this.#host?.arrive(call)) ?? expect.fail('the telephone is not connected');
  }
}

describe.each(engines)('contacts of the utility as business objects, on $name', (engine) => {
  describe.skipIf(engine.missing)(titleOf(engine), () => {
    let database: TestDatabase;
    let billing: TestDatabase;
    let running: RunningAssembly;
    let telephone: Telephone;
    let objects: Stub<typeof BusinessObjects>;
    let centre: Stub<typeof ContactCentre>;
    const [anna, bert] = [numberOf(1), numberOf(2)];

    beforeEach(async () => {
      const [sqlite = engine] = engines;
      [database, billing] = await Promise.all([engine.create(), sqlite.create()]);
      await start();
    });
    afterEach(async () => {
      await running.stop();
      await Promise.all([database.drop(), billing.drop()]);
    });

    async function start() {
      telephone = new Telephone();
      const assembly = defineAssembly({
        company: 'Stadtwerke',
        components: [
          demoBilling({ billing: billing.url, customers: 5 }),
          storageManager({
            stores: { system: database.url, billing: { url: billing.url, schema: 'readonly' } },
          }),
          businessObjects({ model: here('model') }),
          demoCompany({ customers: 5, logIns: [] }),
          communicationServer({ configuration: here('contact-centre.xml'), gateways: [telephone] }),
        ],
      });
      running = await startAssembly(assembly, { log: silentLog });
      objects = running.get(BusinessObjects);
      centre = running.get(ContactCentre);
    }

    /** A call that an agent settles. */
    async function talk(externalId: string, from: string, note: string) {
      const contact = await telephone.ring(externalId, from);
      const { offer } = await centre.agent({ agent: 'agent1' });
      await centre.accept({ agent: 'agent1', reservation: offer?.reservation ?? '' });
      await centre.hangUp({ agent: 'agent1', contact });
      await centre.finishWrapUp({ agent: 'agent1', contact, disposition: 'done', note });
      return contact;
    }

    async function workday() {
      await centre.logIn({ agent: 'agent1' });
      await centre.setReady({ agent: 'agent1' });
      return [
        await talk('1', phoneOf(1), 'asks for the bill'),
        await talk('2', phoneOf(2), 'moves'),
        await talk('3', phoneOf(1), 'has paid'),
      ] as const;
    }

    const keysOf = ({ items }: { readonly items: readonly { readonly key: string }[] }) => items.map(({ key }) => key);

    it('are there at the first start already, of the customer whose number it was', async () => {
      expect(await objects.find({ object: 'Contact' })).toEqual({ items: [] });
      const [first, , third] = await workday();
      const customer = await objects.get({ object: 'Customer', key: anna, include: ['contacts'] });
      const found = customer?.links.contacts ?? [];
      expect(new Set(found.map(({ key }) => key))).toEqual(new Set([first, third]));
      const [view] = await centre.contacts({ contact: first });
      const at = (time: number | undefined) => new Date(time ?? 0).toISOString();
      expect(found.find(({ key }) => key === first)?.values).toEqual({
        ...{ id: first, channel: 'voice', direction: 'in', from: phoneOf(1), to: '+49891000', customer: anna },
        ...{ queue: 'service', agent: 'agent1', outcome: 'handled', disposition: 'done', note: 'asks for the bill' },
        ...{ arrivedAt: at(view?.arrivedAt), connectedAt: at(view?.connectedAt), endedAt: at(view?.endedAt) },
      });
    });

    it('are found by what was said, by whose they are and by when, and say which customers nobody has talked to', async () => {
      const [first, second, third] = await workday();
      const sort = ['-arrivedAt'];
      expect(keysOf(await objects.find({ object: 'Contact', sort }))).toEqual([third, second, first]);
      expect(keysOf(await objects.find({ object: 'Contact', search: 'moves' }))).toEqual([second]);
      const { city } = (await objects.get({ object: 'Customer', key: bert }))?.values ?? {};
      const where = {
        all: [
          { attribute: 'customer.city', op: 'eq', value: String(city) },
          { attribute: 'customer', op: 'ne', value: anna },
        ],
      } as const;
      expect(keysOf(await objects.find({ object: 'Contact', where, sort }))).toEqual([second]);
      const paid = { some: 'contacts', where: { attribute: 'note', op: 'contains', value: 'paid' } } as const;
      expect(keysOf(await objects.find({ object: 'Customer', where: paid }))).toEqual([anna]);
      const never = { none: 'contacts', where: { attribute: 'outcome', op: 'eq', value: 'handled' } } as const;
      expect(keysOf(await objects.find({ object: 'Customer', where: never }))).toEqual(
        [3, 4, 5].map((customer) => numberOf(customer)),
      );
    });

    it('say what became known of them afterwards, and after an erasure nothing personal', async () => {
      const [first] = await workday();
      await centre.annotate({ contact: first, customer: bert });
      const read = async () => (await objects.get({ object: 'Contact', key: first }))?.values;
      expect(await read()).toMatchObject({ customer: bert, from: phoneOf(1) });
      await centre.erase({ customer: bert, by: 'officer' });
      expect(await read()).toMatchObject({ customer: bert, from: '(erased)', note: '(erased)', outcome: 'handled' });
    });

    it('do not keep customers from being merged, and are there after a restart', async () => {
      const twin = { number: 'K1', name: 'Berta Twin', phone: '+493012345' };
      await objects.create({ object: 'Customer', values: twin });
      await workday();
      const contact = await talk('4', twin.phone, 'is known by another name');
      await objects.merge({ object: 'Customer', keep: bert, lose: [twin.number] });
      await running.stop();
      await start();
      expect((await objects.get({ object: 'Contact', key: contact }))?.values.customer).toBe(twin.number);
      expect((await objects.get({ object: 'Customer', key: twin.number }))?.key).toBe(bert);
      expect(keysOf(await objects.find({ object: 'Contact' }))).toHaveLength(4);
    });
  });
});
