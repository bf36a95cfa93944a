import { VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { BusinessObjects, businessObjects, compileModel } from '../../src/index.js';
import type { LegacyDatabase } from '../databases.js';

/** Customers of an old program, with what belongs to them there. */
export const TABLES = `
  CREATE TABLE kunde (nr INTEGER NOT NULL PRIMARY KEY, name VARCHAR(80) NOT NULL, ort VARCHAR(40), email VARCHAR(80),
    tel VARCHAR(40), seit DATE, werber INTEGER);
  CREATE TABLE auftrag (nr INTEGER NOT NULL PRIMARY KEY, kunde INTEGER NOT NULL REFERENCES kunde (nr),
    zahler INTEGER REFERENCES kunde (nr), betrag DECIMAL(10,2), stand INTEGER NOT NULL);
  CREATE TABLE abo (kunde INTEGER NOT NULL REFERENCES kunde (nr), produkt VARCHAR(10) NOT NULL, seit DATE,
    vermerk VARCHAR(40), PRIMARY KEY (kunde, produkt));
`;

const OBJECTS = `
  <object name="Customer" key="number" title="{name}, {city}">
   <attr name="number" type="integer"/><attr name="name" type="string" size="80" required="true"/>
   <attr name="city" type="string" size="40"/><attr name="email" type="email" size="80"/>
   <attr name="phone" type="phone" size="40"/><attr name="since" type="date"/>
   <link name="referrer" to="Customer"/>
   <link name="orders" to="Order" many="true" inverse="customer"/>
   <link name="notes" to="Note" many="true" inverse="customer"/>
   <dedupe on="email"/><dedupe on="phone" country="AT"/><dedupe on="name city" fuzzy="0.9" words="gmbh="/>
  </object>
  <object name="Order" key="number" title="{number}">
   <attr name="number" type="integer"/><attr name="amount" type="decimal" precision="10" scale="2"/>
   <link name="customer" to="Customer" required="true"/><link name="payer" to="Customer"/>
  </object>
  <object name="Subscription" key="customer product" title="{product}">
   <attr name="product" type="string" size="10"/><attr name="since" type="date"/>
   <link name="customer" to="Customer" required="true"/>
  </object>
  <object name="Note" key="id" title="{text}">
   <attr name="id" type="uuid"/><attr name="text" type="string" size="80"/><link name="customer" to="Customer"/>
  </object>`;

const MAPPING = `
  <store name="legacy"/><store name="system" schema="managed"/>
  <map object="Customer" store="legacy" table="kunde">
   <col attr="number" column="nr"/><col attr="name" column="name"/><col attr="city" column="ort"/>
   <col attr="email" column="email"/><col attr="phone" column="tel"/><col attr="since" column="seit"/>
   <join link="referrer" columns="werber"/>
  </map>
  <map object="Order" store="legacy" table="auftrag" lock="column(stand)">
   <col attr="number" column="nr"/><col attr="amount" column="betrag"/>
   <join link="customer" columns="kunde"/><join link="payer" columns="zahler"/>
  </map>
  <map object="Subscription" store="legacy" table="abo">
   <col attr="product" column="produkt"/><col attr="since" column="seit"/><join link="customer" columns="kunde"/>
  </map>
  <map object="Note" store="system" table="note">
   <col attr="id" column="id" generate="uuid"/><col attr="text" column="text"/><join link="customer" columns="customer"/>
  </map>`;

export const modelText = (permissions = '', objects = OBJECTS, mapping = MAPPING) =>
  `<caruso model="shop" version="1.0.0"><objects>${objects}</objects>${permissions}<mapping company="x">${mapping}</mapping></caruso>`;

/** Starts an assembly over the old program's database. */
export async function startShop(database: LegacyDatabase, text = modelText(), system = 'sqlite::memory:') {
  const clock = new VirtualClock(Date.parse('2026-03-01T12:00:00Z'));
  const model = compileModel([{ file: 'shop.xml', text }]);
  const components = [storageManager({ stores: { system, legacy: database.url } }), businessObjects({ model })];
  const running = await startAssembly({ company: 'x', components }, { clock, log: silentLog });
  return { running, model, objects: running.get(BusinessObjects), storage: running.get(Storage), clock };
}

/** A row of the customers' table. */
export interface Person {
  readonly number: number;
  readonly name: string;
  readonly city?: string;
  readonly email?: string;
  readonly phone?: string;
}

const quoted = (text: string | undefined) => (text === undefined ? 'NULL' : `'${text.replaceAll("'", "''")}'`);

/** The statement with which the old program enters customers. */
export const entering = (people: readonly Person[]): string =>
  `INSERT INTO kunde (nr, name, ort, email, tel) VALUES ${people
    .map(({ number, name, city, email, phone }) => `(${number}, ${[name, city, email, phone].map(quoted).join(', ')})`)
    .join(', ')};`;
