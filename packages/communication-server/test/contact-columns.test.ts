import type { Stub } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { type Column, Storage, type Value } from '@caruso/storage-manager/contract';
import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { communicationServer } from '../src/component.js';
import { ContactCentre } from '../src/contract.js';
import { completeContacts } from '../src/log/complete-contacts.js';
import { contactTable, TOLD } from '../src/log/contact-table.js';
import { configuration } from './support/centre.js';
import { ManualGateway } from './support/manual-gateway.js';

const told = Object.values(TOLD);
const columns: Column[] = contactTable.columns
  .filter(({ name }) => name !== 'body')
  .map(({ name, type }) => ({ name, type }));
const nothingTold = Object.fromEntries(told.map(({ name }) => [name, null]));

describe.each(engines)('the columns of contacts that are over, on $name', (engine) => {
  describe.skipIf(engine.missing)(titleOf(engine), () => {
    let database: TestDatabase;
    let running: RunningAssembly | undefined;
    let gateway: ManualGateway;
    beforeEach(async () => {
      database = await engine.create();
    });
    afterEach(async () => {
      await stop();
      await database.drop();
    });

    async function start() {
      gateway = new ManualGateway();
      const components = [
        storageManager({ stores: { system: database.url } }),
        communicationServer({ ...configuration, gateways: [gateway] }),
      ];
      running = await startAssembly({ company: 'test', components }, { log: silentLog });
      return running.get(ContactCentre);
    }

    async function stop() {
      await running?.stop();
      running = undefined;
    }

    const storage = (): Stub<typeof Storage> => running?.get(Storage) ?? expect.fail('nothing runs');

    async function rows(): Promise<readonly Record<string, Value>[]> {
      const order = [{ column: { name: 'number', type: 'long' } as const }];
      return storage().select({ store: 'system', table: 'com_contact', columns, order });
    }

    async function handled(centre: Stub<typeof ContactCentre>, note: string) {
      await centre.logIn({ agent: 'bob' });
      await centre.setReady({ agent: 'bob' });
      const contact = await gateway.call('first');
      const { offer } = await centre.agent({ agent: 'bob' });
      await centre.accept({ agent: 'bob', reservation: offer?.reservation ?? '' });
      await centre.annotate({ contact, customer: '4711' });
      await centre.hangUp({ agent: 'bob', contact });
      await centre.finishWrapUp({ agent: 'bob', contact, disposition: 'done', note });
      return contact;
    }

    async function abandon(calls: number) {
      for (let at = 0; at < calls; at += 1) await gateway.host.leave(await gateway.call(`call-${at}`), 'customer');
    }

    /** The table as a program left it that told nothing in columns of their own. */
    async function asBefore() {
      await stop();
      const index = 'ix_com_contact_arrived_at_number';
      const dropped = told.map(({ name }) => `ALTER TABLE com_contact DROP COLUMN ${name};`);
      await database.run(
        [`DROP INDEX ${engine.name === 'MariaDB' ? `${index} ON com_contact` : index};`, ...dropped].join('\n'),
      );
    }

    it('say what is known of each, and times to the millisecond', async () => {
      const centre = await start();
      const contact = await handled(centre, 'moves \u0000to Köln 😀 \ud83d');
      const [view] = await centre.contacts({ contact });
      const at = (time: number | undefined) => new Date(time ?? 0).toISOString();
      expect(await rows()).toEqual([
        {
          ...{ number: expect.any(String), contact, gateway: 'manual', external_id: 'first' },
          ...{ customer: '4711', queue: 'service', agent: 'bob', channel: 'voice', direction: 'in' },
          ...{ from_address: '+49301', to_address: '+49309', outcome: 'handled', disposition: 'done' },
          ...{ arrived_at: at(view?.arrivedAt), connected_at: at(view?.connectedAt), ended_at: at(view?.endedAt) },
          ...{ note: 'moves to Köln 😀 \ufffd', dialog: null, campaign: null },
        },
      ]);
    });

    it('are made and filled from the contacts themselves where a program of before has left them out', async () => {
      await handled(await start(), 'moves');
      await abandon(150);
      const before = await rows();
      await asBefore();
      const centre = await start();
      await vi.waitFor(async () => expect(await rows()).toEqual(before), { timeout: 10_000 });
      await abandon(1);
      expect(await centre.contacts({ limit: 500 })).toHaveLength(151);
    });

    it('are filled by the next start where the last was broken off', async () => {
      await start();
      await abandon(150);
      const before = await rows();
      const set = told.map((column) => ({ column, value: null }));
      const where = { column: { name: 'number', type: 'long' }, op: 'gt', value: '0' } as const;
      await storage().write({ store: 'system', statements: [{ update: { table: 'com_contact', set, where } }] });
      let asked = 0;
      expect(await completeContacts(storage(), () => ++asked === 1)).toBe(100);
      expect((await rows()).slice(0, 50)).toMatchObject(Array(50).fill(nothingTold));
      await stop();
      await start();
      await vi.waitFor(async () => expect(await rows()).toEqual(before), { timeout: 10_000 });
      expect(await completeContacts(storage(), () => true)).toBe(0);
    });

    it('are filled while much is noted of these contacts, and neither writer is refused because of the other', async () => {
      const centre = await start();
      await abandon(60);
      const contacts = (await centre.contacts({ limit: 60 })).map(({ contact }) => contact);
      const set = told.map((column) => ({ column, value: null }));
      const where = { column: { name: 'number', type: 'long' }, op: 'gt', value: '0' } as const;
      for (let round = 0; round < 5; round += 1) {
        await storage().write({ store: 'system', statements: [{ update: { table: 'com_contact', set, where } }] });
        const note = (contact: string) => centre.annotate({ contact, customer: `c${round}` });
        await Promise.all([completeContacts(storage(), () => true), ...contacts.map(note)]);
        expect(await rows()).toEqual(
          contacts.map(() => expect.objectContaining({ customer: `c${round}`, from_address: '+49301' })),
        );
      }
    });

    it('say nothing personal of an erased contact, also when it was erased while they were filled', async () => {
      const centre = await start();
      const contact = await handled(centre, 'Anna moves');
      const set = told.map((column) => ({ column, value: null }));
      const where = { column: { name: 'number', type: 'long' }, op: 'gt', value: '0' } as const;
      await storage().write({ store: 'system', statements: [{ update: { table: 'com_contact', set, where } }] });
      const erasing = {
        ...storage(),
        select: storage().select,
        write: async (input: Parameters<Stub<typeof Storage>['write']>[0]) => {
          await centre.erase({ customer: '4711', by: 'officer' });
          return storage().write(input);
        },
      };
      await completeContacts(erasing as Stub<typeof Storage>, () => true);
      const erased = { contact, from_address: '(erased)', note: '(erased)', outcome: 'handled', customer: '4711' };
      expect(await rows()).toMatchObject([erased]);
    });
  });
});
