import { join } from 'node:path';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, Desk, startCompany } from './company.js';

const METERS = 60;
const file = (path: string) => join(import.meta.dirname, path);
const serial = (at: number) => `M-${String(at).padStart(2, '0')}`;
const newest = (from: number) => Array.from({ length: 50 }, (_, index) => serial(from - index));

for (const engine of engines) {
  describe.skipIf(engine.missing)(`a customer with many linked objects on ${titleOf(engine)}`, () => {
    let database: TestDatabase;
    let company: Company;
    beforeAll(async () => {
      database = await engine.create();
      const model = ['company/model', 'linked/meters.xml', 'linked/permissions.xml'].map(file);
      company = await startCompany({}, undefined, { store: database.url, model });
      const items = Array.from({ length: METERS }, (_, index) => ({ serial: serial(index + 1), customer: '18' }));
      await company.running.get(BusinessObjects).createMany({ object: 'Meter', items });
    });
    afterAll(async () => {
      await company?.running.stop();
      await database?.drop();
    });
    const shown = async (login: string, key: string) => {
      const { body } = await (await new Desk(company.url).open(login)).get(
        `/api/objects/Customer/${key}?include=meters`,
      );
      return { keys: body.links.meters.map((meter: { key: string }) => meter.key), shortened: body.shortened };
    };

    it('is shown with the first of them in the order of their list, and says that there are more', async () => {
      expect(await shown('sam', '17')).toEqual({ keys: ['M-1'], shortened: [] });
      expect(await shown('sam', '18')).toEqual({ keys: newest(METERS - 1), shortened: ['meters'] });
    });

    it('is shown with the same of them to whom the link back is hidden', async () => {
      expect(await shown('agent1', '18')).toEqual({ keys: newest(METERS), shortened: ['meters'] });
    });
  });
}
