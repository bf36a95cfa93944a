import type { Actor } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { BusinessObjects, businessObjects, compileModel } from '../../src/index.js';

const OBJECTS = `
  <object name="Employee" key="login" title="{login}">
   <attr name="login" type="string" size="20"/>
   <attr name="team" type="string" size="20"/>
  </object>
  <object name="Customer" key="number" title="{name} {iban}">
   <attr name="number" type="string" size="20"/>
   <attr name="name" type="string" size="40" required="true" search="true"/>
   <attr name="team" type="string" size="20"/>
   <attr name="iban" type="string" size="40" search="true"/>
   <attr name="phone" type="phone" size="40"/>
   <attr name="risk" type="enum" values="low high"/>
   <link name="orders" to="Order" many="true" inverse="customer"/>
   <dedupe on="name" fuzzy="0.6"/><dedupe on="iban"/><dedupe on="phone"/><dedupe on="risk team"/>
  </object>
  <object name="Order" key="number" title="{number}: {note}">
   <attr name="number" type="string" size="20"/>
   <attr name="note" type="string" size="40"/>
   <attr name="margin" type="decimal" precision="10" scale="2"/>
   <attr name="open" type="boolean" default="true"/>
   <link name="customer" to="Customer"/>
   <dedupe on="note"/><dedupe on="margin"/><dedupe on="customer"/>
  </object>`;

const MAPPING = `
  <store name="system" schema="managed"/>
  <map object="Employee" store="system" table="employee"><col attr="login" column="login"/><col attr="team" column="team"/></map>
  <map object="Customer" store="system" table="customer">
   <col attr="number" column="number" convert="zeropad(6)"/><col attr="name" column="name"/><col attr="team" column="team"/>
   <col attr="iban" column="iban"/><col attr="phone" column="phone"/>
   <col attr="risk" column="risk" convert="code(L=low,H=high)"/>
  </map>
  <map object="Order" store="system" table="orders" lock="column(changes)">
   <col attr="number" column="number"/><col attr="note" column="note"/><col attr="margin" column="margin"/>
   <col attr="open" column="is_open"/><join link="customer" columns="customer"/>
  </map>`;

/** A model with these roles and grants. */
export const modelWith = (permissions: string) =>
  `<caruso model="shop" version="1.0.0"><objects>${OBJECTS}</objects><permissions>${permissions}</permissions><mapping company="x">${MAPPING}</mapping></caruso>`;

/** A company whose data only some may see. */
export async function startGuarded(permissions: string) {
  const model = compileModel([{ file: 'shop.xml', text: modelWith(permissions) }]);
  const components = [storageManager({ stores: { system: 'sqlite::memory:' } }), businessObjects({ model })];
  const running = await startAssembly({ company: 'x', components }, { log: silentLog });
  return { running, model, objects: running.get(BusinessObjects), storage: running.get(Storage) };
}

export const agent = (id: string): { actor: Actor } => ({ actor: { id, roles: ['agent'] } });
export const customer = (id: string): { actor: Actor } => ({ actor: { id, roles: ['customer'] } });
