import { defineAssembly, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { BusinessObjects, businessObjects } from '../src/index.js';

const running = await startAssembly(
  defineAssembly({
    company: 'example',
    components: [storageManager({ stores: { system: 'sqlite::memory:' } }), businessObjects({ model: './model' })],
  }),
);
const objects = running.get(BusinessObjects);
await objects.create({ object: 'Customer', values: { number: '4711', name: 'Ann Example', city: 'Vienna' } });
await objects.create({ object: 'Order', values: { total: '19.90', customer: '4711' } });

const { items } = await objects.find({ object: 'Customer', search: 'ann', include: ['orders'] });
const [ann] = items;
console.log(ann?.title, ann?.links.orders?.[0]?.values.total); // Ann Example, Vienna 19.90

if (ann) {
  const changed = await objects.update({
    object: 'Customer',
    key: ann.key,
    version: ann.version,
    changes: { city: 'Graz' },
  });
  console.log(changed.title); // Ann Example, Graz; with a version that is old: Conflict
}
await running.stop();
