import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { changed, modelIn, SHOP, startStorage } from './shop.js';

const component = (text: string) => businessObjects({ model: modelIn(text) });
/** A new attribute, a wider one, and a column of the old model that nobody has any more. */
const NEXT = changed(
  ['version="1.0.0"', 'version="1.1.0"'],
  ['<attr name="fax"', '<attr name="vip" type="boolean" required="true" default="false"/><attr name="fax"'],
  ['<col attr="fax" column="fax"/>', '<col attr="vip" column="vip"/><col attr="fax" column="telefax"/>'],
  ['name="name" type="string" size="40"', 'name="name" type="string" size="80"'],
);

/** SQLite answers at once, so that nobody else would ever have a turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 100_000) throw new Error('it never came so');
    await turn();
  }
}

describe.each(engines.map((engine) => [titleOf(engine), engine] as const))('a model under load on %s', (_, engine) => {
  let database: LegacyDatabase;
  beforeEach(async () => {
    if (!engine.missing) database = await engine.create();
  });
  afterEach(async () => {
    if (!engine.missing) await database.drop();
  });

  it.skipIf(engine.missing)(
    'is replaced without losing a call: what joins comes before, and what goes when the old one has ended',
    async () => {
      const components = [storageManager({ stores: { system: database.url } }), component(SHOP)];
      const running = await startAssembly({ company: 'example', components }, { log: silentLog });
      const objects = running.get(BusinessObjects);
      // Whoever applies the model is another process with connections of its own.
      const shop = await startStorage(database.url);
      let ended = false;
      let number = 0;
      const made: unknown[] = [];
      let fail: (thrown: unknown) => void = () => {};
      const failed = new Promise<never>((_, reject) => {
        fail = reject;
      });
      const load = Array.from({ length: 4 }, async () => {
        while (!ended) {
          number += 1;
          const { key, values } = await objects.create({
            object: 'Customer',
            values: { number: String(number), name: `Customer ${number}`, fax: '+43 1 58801' },
          });
          const found = await objects.get({ object: 'Customer', key });
          expect(found?.values.name).toBe(values.name);
          made.push(values.vip);
          await turn();
        }
      }).map((each) => each.catch(fail));
      const applying = shop.application(NEXT, { allowed: new Map([['drop:Customer.fax', undefined]]) });
      const receipt = await applying.exclusively({ name: 'the test' }, Date.now, async (leases) => {
        const expanded = await applying.run('expand', leases);
        expect(expanded.map(({ name }) => name)).toEqual([
          'widen:Customer.name',
          'add:Customer.vip',
          'add:Customer.fax',
        ]);
        const replaced = await running.services.replace('business-objects', component(NEXT));
        const seen = made.length;
        await Promise.race([failed, until(() => made.length >= seen + 8)]);
        const contracted = await applying.run('contract', leases);
        expect(contracted.map(({ name }) => name)).toEqual(['drop:Customer.fax']);
        return replaced;
      });
      ended = true;
      await Promise.race([failed, Promise.all(load)]);
      expect(receipt).toMatchObject({ lost: 0, aborted: 0 });
      expect([made[0], made.at(-1)]).toEqual([undefined, false]);
      const { items } = await objects.find({ object: 'Customer', limit: 1_000 });
      expect(items.length).toBe(Math.min(1_000, number));
      expect(await shop.said(NEXT)).toEqual([]);
      const [table] = (await shop.storage.catalogue({ store: 'system' })).filter(({ name }) => name === 'customer');
      expect(table?.columns.map(({ name }) => name)).not.toContain('fax');
      await shop.running.stop();
      await running.stop();
    },
  );
});
