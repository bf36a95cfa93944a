import { VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { BusinessObjects, businessObjects, compileModel } from '../src/index.js';

/** A small utility company whose tables CARUSO manages. */
export const UTILITY = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE caruso SYSTEM "caruso-bom.dtd">
<caruso model="utility" version="1.2.0">
 <objects>
  <object name="Customer" key="number" title="{name}, {city}">
   <attr name="number" type="string" size="10" required="true"/>
   <attr name="name" type="string" size="80" required="true" search="true"/>
   <attr name="city" type="string" size="40" search="true"/>
   <attr name="email" type="email"/>
   <attr name="marketing" type="enum" values="optIn optOut unknown" default="unknown"/>
   <link name="contracts" to="Contract" many="true" inverse="customer"/>
  </object>
  <object name="Contract" key="number" title="{number}" check="to == null or to gt from">
   <attr name="number" type="integer"/>
   <attr name="from" type="date" required="true"/>
   <attr name="to" type="date"/>
   <attr name="amount" type="decimal" precision="12" scale="2" check="amount ge 0"/>
   <attr name="active" type="boolean" default="true"/>
   <link name="customer" to="Customer" required="true"/>
   <link name="readings" to="Reading" many="true" inverse="contract"/>
  </object>
  <object name="Reading" key="contract at" title="{at}: {value}">
   <attr name="at" type="instant" required="true"/>
   <attr name="value" type="decimal" precision="12" scale="3" required="true"/>
   <attr name="note" type="text"/>
   <link name="contract" to="Contract" required="true"/>
  </object>
 </objects>
 <mapping company="example">
  <store name="system" schema="managed"/>
  <map object="Customer" store="system" table="KDSTAMM" lock="compare-all">
   <col attr="number" column="KD_NR" convert="zeropad(10)"/>
   <col attr="name" column="NAME1"/>
   <col attr="city" column="ORT" null="'-'"/>
   <col attr="email" column="EMAIL"/>
   <col attr="marketing" column="WERBG" convert="code(J=optIn,N=optOut,' '=unknown)"/>
   <where test="LOEKZ != 'X'"/>
   <delete set="LOEKZ='X'"/>
  </map>
  <map object="Contract" store="system" table="VERTRAG" lock="column(UPD_CNT)">
   <col attr="number" column="VTR_NR" generate="database"/>
   <col attr="from" column="BEGINN" convert="date(yyyyMMdd)"/>
   <col attr="to" column="ENDE" convert="date(yyyyMMdd)" type="integer" null="0"/>
   <col attr="amount" column="BETRAG_CT" convert="scale(-2)"/>
   <col attr="active" column="AKTIV" convert="code(1=true,0=false)" type="integer"/>
   <join link="customer" columns="KD_NR"/>
  </map>
  <map object="Reading" store="system" table="ABLESUNG" write="insert">
   <col attr="at" column="ZEIT"/>
   <col attr="value" column="STAND"/>
   <join link="contract" columns="VTR_NR"/>
  </map>
 </mapping>
 <presentation>
  <list object="Customer" columns="number name city" sort="-name" filters="city"/>
 </presentation>
</caruso>
`;

/** Starts an assembly of storage and business objects over a SQLite database in memory. */
export async function startUtility(text = UTILITY) {
  const clock = new VirtualClock(Date.parse('2026-03-01T12:00:00Z'));
  const model = compileModel([{ file: 'utility.xml', text }]);
  const assembly = {
    company: 'example',
    components: [storageManager({ stores: { system: 'sqlite::memory:' } }), businessObjects({ model })],
  };
  const running = await startAssembly(assembly, { clock, log: silentLog });
  return { running, model, objects: running.get(BusinessObjects), storage: running.get(Storage) };
}
