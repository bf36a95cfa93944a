import { ContactCentre, communicationServer } from '@caruso/communication-server';
import { newId } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { servers } from '@caruso/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestCompany } from './support.js';

describe.each(servers)('log and facts on $name', ({ name, missing, create }) => {
  describe.skipIf(missing)(missing ? `skipped: ${missing}` : name, () => {
    let database: Awaited<ReturnType<typeof create>>;
    let company: TestCompany;
    beforeEach(async () => {
      database = await create();
      company = new TestCompany(database.url);
    });
    afterEach(async () => {
      await company.close();
      await database.drop();
    });

    it('hold what happened exactly, and go on after a restart', async () => {
      const first = await company.start();
      const contact = await company.call(`call “é” ${newId()}`);
      await first.centre.logIn({ agent: 'ada' });
      const { offer } = await first.centre.setReady({ agent: 'ada' });
      company.clock.advance(12_345);
      await first.centre.accept({ agent: 'ada', reservation: offer?.reservation ?? '' });
      const before = await first.centre.events({});
      await first.running.stop();

      const { centre, reporting, running } = await company.start();
      const note = 'Zählerstand 4711 ✓ \u0000';
      expect(await centre.events({})).toEqual(before);
      company.clock.advance(60_000);
      await centre.hangUp({ agent: 'ada', contact });
      await centre.finishWrapUp({ agent: 'ada', contact, disposition: 'done', note });
      expect(await centre.contacts({ contact })).toMatchObject([{ note, outcome: 'handled' }]);
      const { total } = await reporting.run({ report: 'incoming', from: '2026-03-02', to: '2026-03-02' });
      expect(total).toEqual(['Total', 1, 1, 0, 0, 0, 0, 1, 0, 1, 12.345, 60, 0, 12.345]);
      const written = await centre.events({});
      await running.stop();
      expect(await (await company.start()).centre.events({})).toEqual(written);
    });

    it('take events from one process only', async () => {
      const { centre } = await company.start();
      const components = [
        storageManager({ stores: { system: database.url } }),
        communicationServer({ agents: [{ id: 'ada', name: 'Ada', queues: [] }], queues: [] }),
      ];
      const other = await startAssembly({ company: 'other', components }, { log: silentLog });
      await centre.logIn({ agent: 'ada' });
      await expect(other.get(ContactCentre).logIn({ agent: 'ada' })).rejects.toMatchObject({ code: 'CRS-COM-023' });
      await other.stop();
    });
  });
});
