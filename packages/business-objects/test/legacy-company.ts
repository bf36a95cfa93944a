import { VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { BusinessObjects, businessObjects, compileModel } from '../src/index.js';
import type { LegacyDatabase } from './databases.js';

/** Tables as they are found: without keys, with two things in one row, with one thing in three tables. */
export const LEGACY_TABLES = `
  CREATE TABLE region (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40));
  CREATE TABLE kdstamm (kd_nr INTEGER NOT NULL PRIMARY KEY, name1 VARCHAR(80) NOT NULL, ort VARCHAR(40),
    iban VARCHAR(34), bank VARCHAR(40), reg INTEGER, loekz CHAR(1));
  CREATE TABLE kdadr (kd_nr INTEGER NOT NULL PRIMARY KEY, strasse VARCHAR(40), plz VARCHAR(10));
  CREATE TABLE kdkom (kd_nr INTEGER NOT NULL, art VARCHAR(10) NOT NULL, wert VARCHAR(80), PRIMARY KEY (kd_nr, art));
  CREATE TABLE rechn (r_nr INTEGER NOT NULL PRIMARY KEY, kd_nr INTEGER, betrag DECIMAL(10,2) NOT NULL, bez CHAR(1));
  CREATE TABLE verlauf (kd_nr INTEGER, betrag DECIMAL(6,2), text VARCHAR(24));
`;

/** What the company talks about, and where it lies. */
export const LEGACY_MODEL = `<caruso model="legacy" version="1.0.0">
 <objects>
  <object name="Region" key="id" title="{name}">
   <attr name="id" type="integer"/><attr name="name" type="string" size="40"/>
  </object>
  <object name="Customer" key="number" title="{name}">
   <attr name="number" type="integer"/><attr name="name" type="string" size="80" required="true"/>
   <attr name="city" type="string" size="40"/>
   <attr name="street" type="string" size="40"/><attr name="postalCode" type="string" size="10"/>
   <attr name="email" type="email"/>
   <attr name="openBalance" type="decimal" precision="12" scale="2" formula="sum(invoices.amount where paid == false)"/>
   <attr name="bestRank" type="integer" formula="max(notes.rank)"/>
   <attr name="owes" type="boolean" formula="count(invoices where paid == false) > 0"/>
   <attr name="local" type="boolean" formula="city == 'Graz' and not (street == 'x')"/>
   <attr name="regionName" type="string" formula="region.name"/>
   <link name="region" to="Region"/>
   <link name="invoices" to="Invoice" many="true" inverse="customer"/>
   <link name="history" to="Movement" many="true" inverse="customer"/>
   <link name="notes" to="Note" many="true" inverse="customer"/>
  </object>
  <object name="Account" key="number" title="{iban}">
   <attr name="number" type="integer"/><attr name="iban" type="string" size="34" required="true"/>
   <attr name="bank" type="string" size="40"/>
  </object>
  <object name="Invoice" key="number" title="{number}">
   <attr name="number" type="integer"/><attr name="amount" type="decimal" precision="10" scale="2" required="true"/>
   <attr name="paid" type="boolean"/><link name="customer" to="Customer"/>
  </object>
  <object name="Movement" title="{text}">
   <attr name="amount" type="decimal" precision="6" scale="2"/><attr name="text" type="string" size="24"/>
   <link name="customer" to="Customer"/>
  </object>
  <object name="Note" key="id" title="{text}">
   <attr name="id" type="uuid"/><attr name="text" type="string" size="80"/><attr name="rank" type="integer"/>
   <link name="customer" to="Customer"/>
  </object>
 </objects>
 <mapping company="old">
  <store name="legacy"/>
  <store name="system" schema="managed"/>
  <map object="Region" store="legacy" table="region"><col attr="id" column="id"/><col attr="name" column="name"/></map>
  <map object="Customer" store="legacy" table="kdstamm">
   <col attr="number" column="kd_nr"/><col attr="name" column="name1"/><col attr="city" column="ort" null="''"/>
   <join link="region" columns="reg"/>
   <side table="kdadr" on="kd_nr" required="true">
    <col attr="street" column="strasse"/><col attr="postalCode" column="plz"/>
   </side>
   <side name="mail" table="kdkom" on="kd_nr"><where test="art == 'mail'"/><col attr="email" column="wert"/></side>
  </map>
  <map object="Account" store="legacy" table="kdstamm" part-of="Customer">
   <col attr="number" column="kd_nr"/><col attr="iban" column="iban"/><col attr="bank" column="bank"/>
  </map>
  <map object="Invoice" store="legacy" table="rechn">
   <col attr="number" column="r_nr"/><col attr="amount" column="betrag"/>
   <col attr="paid" column="bez" convert="code(J=true,N=false)"/><join link="customer" columns="kd_nr"/>
  </map>
  <map object="Movement" store="legacy" table="verlauf">
   <col attr="amount" column="betrag"/><col attr="text" column="text"/><join link="customer" columns="kd_nr"/>
  </map>
  <map object="Note" store="system" table="note">
   <col attr="id" column="id" generate="uuid"/><col attr="text" column="text"/><col attr="rank" column="ranking"/>
   <join link="customer" columns="customer"/>
  </map>
 </mapping>
</caruso>`;

/** Starts an assembly over a legacy database, with notes of its own in the system store. */
export async function startLegacy(database: LegacyDatabase, mostKeys = 10_000, system = 'sqlite::memory:') {
  const clock = new VirtualClock(Date.parse('2026-03-01T12:00:00Z'));
  const model = compileModel([{ file: 'legacy.xml', text: LEGACY_MODEL }]);
  const stores = { system, legacy: database.url };
  const components = [storageManager({ stores }), businessObjects({ model, mostKeys })];
  const running = await startAssembly({ company: 'old', components }, { clock, log: silentLog });
  return { running, model, objects: running.get(BusinessObjects), storage: running.get(Storage), clock };
}
