import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel } from '../src/index.js';
import { UTILITY } from './utility.js';

const NEXT = UTILITY.replace('version="1.2.0"', 'version="1.3.0"')
  .replace('<attr name="email" type="email"/>', '$&<attr name="tier" type="string" size="5" default="base"/>')
  .replace('<col attr="email" column="EMAIL"/>', '$&<col attr="tier" column="STUFE"/>');
const component = (text: string) => businessObjects({ model: compileModel([{ file: 'utility.xml', text }]) });

it('a new model takes over under load: calls in flight end with the old one, and none is lost', async () => {
  const components = [storageManager({ stores: { system: 'sqlite::memory:' } }), component(UTILITY)];
  const running = await startAssembly({ company: 'example', components }, { log: silentLog });
  const objects = running.get(BusinessObjects);
  const create = (number: number) =>
    objects.create({ object: 'Customer', values: { number: String(number), name: `C${number}` } });
  await create(1);
  let replaced = false;
  let number = 1;
  const load = Array.from({ length: 8 }, async () => {
    const made: unknown[] = [];
    while (!replaced) made.push((await create(++number)).values.tier);
    return made;
  });
  const receipt = await running.services.replace('business-objects', component(NEXT));
  const after = await create(++number);
  replaced = true;
  const made = (await Promise.all(load)).flat();
  expect(receipt.lost).toBe(0);
  expect(made[0]).toBeUndefined();
  expect(after.values.tier).toBe('base');
  const { items } = await objects.find({ object: 'Customer', limit: 1_000 });
  expect(items).toHaveLength(number);
  await running.stop();
});
