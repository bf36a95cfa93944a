import { VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { BusinessObjects, businessObjects, compileModel } from '../../src/index.js';

/** Tables of others: calls, complaints that are only marked as deleted, invoices that must be kept, and what lies beside. */
export const LEGACY_TABLES = [
  'CREATE TABLE anruf (id VARCHAR(20) NOT NULL PRIMARY KEY, kd VARCHAR(10), notiz VARCHAR(80))',
  'CREATE TABLE beschwerde (id VARCHAR(20) NOT NULL PRIMARY KEY, kd VARCHAR(10), text VARCHAR(80) NOT NULL, loekz CHAR(1))',
  'CREATE TABLE rechnung (nr VARCHAR(20) NOT NULL PRIMARY KEY, kd VARCHAR(10), an VARCHAR(80), vom VARCHAR(10))',
  'CREATE TABLE vertreter (id VARCHAR(20) NOT NULL PRIMARY KEY, kd VARCHAR(10), name VARCHAR(80))',
];

const MODEL = `<caruso model="shop" version="1.0.0"><objects>
  <object name="Customer" key="number" title="{name}" person="true" history="true" erase="attributes">
   <attr name="number" type="string" size="10"/>
   <attr name="name" type="string" size="40" required="true" erase="pseudonym"/>
   <attr name="email" type="email" size="60"/><attr name="born" type="date"/>
   <attr name="limit" type="decimal" precision="10" scale="2" erase="keep" keep-reason="risk of the house"/>
   <attr name="taxId" type="string" size="20" erase="keep" keep-reason="tax law" keep-years="10" keep-from="leftOn"/>
   <attr name="leftOn" type="date"/>
   <link name="calls" to="Call" many="true" inverse="customer" erase="follow"/>
   <link name="complaints" to="Complaint" many="true" inverse="customer" erase="follow"/>
   <link name="invoices" to="Invoice" many="true" inverse="customer" erase="follow"/>
   <link name="deputies" to="Deputy" many="true" inverse="customer" erase="follow"/>
  </object>
  <object name="Call" key="id" title="{note}" history="true" erase="delete">
   <attr name="id" type="string" size="20"/><attr name="note" type="string" size="80"/>
   <attr name="mood" type="string" size="40"/><link name="customer" to="Customer"/>
  </object>
  <object name="Complaint" key="id" title="{text}" history="true" erase="delete">
   <attr name="id" type="string" size="20"/><attr name="text" type="string" size="80" required="true"/>
   <link name="customer" to="Customer"/>
  </object>
  <object name="Invoice" key="number" title="{number}" history="true" erase="delete" keep-reason="commercial law" keep-years="10" keep-from="issued">
   <attr name="number" type="string" size="20"/><attr name="to" type="string" size="80"/>
   <attr name="issued" type="date"/><link name="customer" to="Customer"/>
  </object>
  <object name="Deputy" key="id" title="{name}" erase="delete">
   <attr name="id" type="string" size="20"/><attr name="name" type="string" size="80"/><link name="customer" to="Customer"/>
  </object>
  <object name="Shop" key="id" title="{id}"><attr name="id" type="string" size="20"/></object></objects>
 <consent keep-years="3"><purpose name="offers" channels="mail" text="We may write to you." version="1"/></consent>
 PERMISSIONS
 <mapping company="x"><store name="system" schema="managed"/><store name="legacy"/>
  <map object="Customer" store="system" table="customer">
   <col attr="number" column="number"/><col attr="name" column="name"/><col attr="email" column="email"/>
   <col attr="born" column="born"/><col attr="limit" column="credit"/><col attr="taxId" column="tax_id"/><col attr="leftOn" column="left_on"/>
  </map>
  <map object="Shop" store="system" table="shop"><col attr="id" column="id"/></map>
  <map object="Call" store="legacy" table="anruf"><col attr="id" column="id"/><col attr="note" column="notiz"/>
   <join link="customer" columns="kd"/>
   <extension store="system" key="id"><col attr="mood" column="mood"/></extension>
  </map>
  <map object="Complaint" store="legacy" table="beschwerde"><col attr="id" column="id"/><col attr="text" column="text"/>
   <join link="customer" columns="kd"/><where test="loekz != 'X'"/><delete set="loekz='X'"/>
  </map>
  <map object="Invoice" store="legacy" table="rechnung"><col attr="number" column="nr"/><col attr="to" column="an"/>
   <col attr="issued" column="vom" convert="date(yyyyMMdd)"/><join link="customer" columns="kd"/>
  </map>
  <map object="Deputy" store="legacy" table="vertreter" write="DEPUTY"><col attr="id" column="id"/><col attr="name" column="name"/>
   <join link="customer" columns="kd"/></map>
 </mapping></caruso>`;

export const modelWith = ({ permissions = '', deputy = 'all' } = {}) =>
  MODEL.replace('PERMISSIONS', permissions).replace('write="DEPUTY"', `write="${deputy}"`);

export interface CompanyOptions {
  readonly permissions?: string;
  /** Whether deputies may be written: `all` or `none`. */
  readonly deputy?: string;
  readonly now?: string;
}

/** An assembly that can erase its customers. */
export async function startErasing(
  system: string,
  legacy: string,
  { now = '2026-03-01T12:00:00Z', ...options }: CompanyOptions = {},
) {
  const clock = new VirtualClock(Date.parse(now));
  const model = compileModel([{ file: 'shop.xml', text: modelWith(options) }]);
  const components = [storageManager({ stores: { system, legacy } }), businessObjects({ model })];
  const running = await startAssembly({ company: 'x', components }, { clock, log: silentLog });
  return { running, clock, objects: running.get(BusinessObjects), storage: running.get(Storage) };
}

export type Started = Awaited<ReturnType<typeof startErasing>>;

/** A customer whose values all hold a word by which they are found wherever they are. */
export async function fill({ objects }: Started, key: string, word: string): Promise<void> {
  const values = {
    ...{ number: key, name: `${word} name`, email: `${word}@example.org`, born: '1970-01-02', limit: '5' },
    ...{ taxId: `T-${key}`, leftOn: '2020-06-30' },
  };
  const made = await objects.create({ object: 'Customer', values });
  const changes = { name: `${word} renamed` };
  await objects.update({ object: 'Customer', key, version: made.version, changes });
  for (const each of ['1', '2'])
    await objects.create({
      object: 'Call',
      values: { id: `${key}-${each}`, note: `${word} note`, mood: `${word} mood`, customer: key },
    });
  await objects.create({ object: 'Complaint', values: { id: `${key}-c`, text: `${word} text`, customer: key } });
  const invoice = { number: `${key}-r`, to: 'kept', issued: '2025-01-31', customer: key };
  const old = { number: `${key}-o`, to: `${word} to`, issued: '2010-01-31', customer: key };
  // Over two stores, so the outbox holds the values, too.
  const { version } = (await objects.get({ object: 'Customer', key })) ?? { version: '' };
  await objects.change({
    changes: [
      { create: { object: 'Invoice', values: invoice } },
      { create: { object: 'Invoice', values: old } },
      { update: { object: 'Customer', key, version, changes: { email: `${word}2@example.org` } } },
    ],
  });
  const gone = await objects.create({
    object: 'Call',
    values: { id: `${key}-g`, note: `${word} deleted before`, customer: key },
  });
  await objects.delete({ object: 'Call', key: `${key}-g`, version: gone.version });
  await objects.giveConsent({ object: 'Customer', key, purpose: 'offers', channels: ['mail'], source: 'form' });
}

/** Every place in which a word still stands: store, table and column. */
export async function placesOf({ storage }: Started, word: string): Promise<string[]> {
  const places: string[] = [];
  for (const store of ['system', 'legacy']) {
    for (const { name, columns: all } of await storage.catalogue({ store })) {
      const columns = all.filter((each) => !/(^|_)(at|on)$|^born$/.test(each.name));
      const asked = columns.map((each) => ({ name: each.name, type: 'text' as const }));
      const rows = await storage.select({ store, table: name, columns: asked });
      for (const { name: column } of columns) {
        if (rows.some((row) => String(row[column]).includes(word))) places.push(`${store} ${name}.${column}`);
      }
    }
  }
  return places;
}
