import { systemClock } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { type ApplyOptions, businessObjects, compileModel, ModelApplication, openObjects } from '../../src/index.js';

/** Customers and orders in tables that CARUSO manages; the model is changed by replacing parts of its text. */
export const SHOP = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE caruso SYSTEM "caruso-bom.dtd">
<caruso model="shop" version="1.0.0">
 <objects>
  <object name="Customer" key="number" title="{name}">
   <attr name="number" type="string" size="10" required="true"/>
   <attr id="c1" name="name" type="string" size="40" required="true"/>
   <attr name="city" type="string" size="20"/>
   <attr name="fax" type="phone"/>
   <attr name="tier" type="string" size="20"/>
   <attr name="points" type="string" size="10"/>
   <attr name="since" type="string" size="10"/>
   <attr name="credit" type="decimal" precision="8" scale="2"/>
  </object>
  <object name="Order" key="number" title="{number}">
   <attr name="number" type="integer"/>
   <attr name="total" type="decimal" precision="8" scale="2" required="true"/>
   <link name="customer" to="Customer" required="true"/>
  </object>
 </objects>
 <mapping company="example">
  <store name="system" schema="managed"/>
  <map object="Customer" store="system" table="customer">
   <col attr="number" column="number"/>
   <col attr="name" column="NAME1"/>
   <col attr="city" column="city"/>
   <col attr="fax" column="fax"/>
   <col attr="tier" column="tier"/>
   <col attr="points" column="points"/>
   <col attr="since" column="since"/>
   <col attr="credit" column="credit"/>
  </map>
  <map object="Order" store="system" table="orders">
   <col attr="number" column="number" generate="database"/>
   <col attr="total" column="total"/>
   <join link="customer" columns="customer"/>
  </map>
 </mapping>
</caruso>
`;

/** A change of the text that has to be possible. */
export type Change = readonly [from: string, to: string];

export const changed = (...changes: readonly Change[]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the model has no ${from}`);
    return text.replace(from, to);
  }, SHOP);

export const modelIn = (text: string) => compileModel([{ file: 'shop.xml', text }]);

/** An assembly of storage alone, in which a model is applied. */
export async function startStorage(url: string) {
  const assembly = { company: 'example', components: [storageManager({ stores: { system: url } })] };
  const running = await startAssembly(assembly, { log: silentLog });
  const storage = running.get(Storage);
  const objectsOf = (text: string) => openObjects(modelIn(text), { storage, clock: systemClock, zone: 'UTC' });
  const application = (text: string, options: Omit<ApplyOptions, 'model'> = {}) =>
    new ModelApplication(storage, { model: modelIn(text), ...options });
  /** What is left to do, in a line each. */
  const said = async (text: string, options?: Omit<ApplyOptions, 'model'>) =>
    (await application(text, options).steps()).map(
      ({ phase, state, name, message }) => `${phase} ${state} ${name}: ${message}`,
    );
  const apply = async (text: string, options?: Omit<ApplyOptions, 'model'>) => {
    const applying = application(text, options);
    return applying.exclusively({ name: 'the test' }, Date.now, async (leases) => [
      ...(await applying.run('expand', leases)),
      ...(await applying.run('switch', leases)),
      ...(await applying.run('contract', leases)),
    ]);
  };
  return { running, storage, objectsOf, application, said, apply };
}

/** Starts the whole assembly, which makes the tables. */
export function startShop(url: string, text = SHOP): Promise<RunningAssembly> {
  const components = [storageManager({ stores: { system: url } }), businessObjects({ model: modelIn(text) })];
  return startAssembly({ company: 'example', components }, { log: silentLog });
}

export const CUSTOMERS = [
  {
    number: '1',
    name: 'Ann',
    city: 'Graz',
    fax: '+43 1 58801',
    tier: 'Gold',
    points: '12',
    since: '2024-01-02',
    credit: '1.50',
  },
  {
    number: '2',
    name: "O'Brien",
    city: 'Wien',
    fax: null,
    tier: ' silver ',
    points: '7',
    since: '2020-02-29',
    credit: null,
  },
  {
    number: '3',
    name: 'Bartholomew Jonathan',
    city: null,
    fax: null,
    tier: 'best',
    points: 'many',
    since: 'long ago',
    credit: '99.99',
  },
  { number: '4', name: 'Dora', city: 'Graz', fax: null, tier: null, points: null, since: null, credit: '123456.78' },
] as const;
