import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modeler } from '@caruso/business-objects';
import { systemClock } from '@caruso/core';
import type { TestEngine } from '@caruso/test-databases';
import { startCompany } from './company.js';

const STATES = ['A', 'K', 'S'];

/** A billing system that has grown over the years. */
const TABLES = `
  CREATE TABLE "KDSTAMM" ("KD_NR" INTEGER NOT NULL PRIMARY KEY, "KD_NAME" VARCHAR(80) NOT NULL, "KD_ORT" VARCHAR(40),
    "KD_SEIT" CHAR(8), "KD_STATUS" CHAR(1), "KD_IBAN" VARCHAR(34), "KD_TEL" VARCHAR(30));
  CREATE TABLE "VERTRAG" ("VTR_NR" INTEGER NOT NULL PRIMARY KEY, "KD_NR" INTEGER NOT NULL REFERENCES "KDSTAMM" ("KD_NR"),
    "BEGINN" CHAR(8), "TARIF" VARCHAR(10));
  CREATE TABLE "KDADR" ("KD_NR" INTEGER NOT NULL PRIMARY KEY, "STRASSE" VARCHAR(40));
  ${Array.from({ length: 12 }, (_, at) => {
    const iban = `DE8937040044053201${String(3_000 + at)}`;
    return `INSERT INTO "KDSTAMM" VALUES (${at + 1}, 'Customer ${at + 1}', 'Graz', '201${at % 10}0401', '${STATES[at % 3]}', '${iban}', '+4331612${at}');
  INSERT INTO "VERTRAG" VALUES (${100 + at}, ${at + 1}, '20200101', 'T${at % 4}');`;
  }).join('\n  ')}
`;

export const OBJECTS = `<?xml version="1.0" encoding="UTF-8"?>
<!-- What we talk about. Ask the people of billing before you change it. -->
<caruso model="utility"  version='1.0.0'>
  <objects>

    <!-- whoever has, or had, a contract -->
    <object name="Customer" key="number" title="{name}">
      <attr name="number" type="integer"/>
      <attr name="name"   type="string" size="80" required="true"/> <!-- as on the invoice -->
      <attr name='city'   type='string' size='40'/>
      <attr name="since"  type="date"/>
      <attr name="iban"   type="string" size="34"/>

      <link name="contracts" to="Contract" many="true" inverse="customer"/>
    </object>
    <object name="Contract" key="number" title="{number}">
      <attr name="number" type="integer"/>
      <attr name="tariff" type="string" size="10"/>
      <link name="customer" to="Customer" required="true"/>
    </object>
  </objects>
  <permissions>
    <grant role="agent" object="Customer" may="change"/>
    <grant role="administrator" object="Customer" mask="iban"/>
  </permissions>
</caruso>
`;

export const MAPPING = `<caruso model="utility" version="1.0.0">
  <mapping company="stadtwerke">
    <store name="billing"/>

    <!-- the old system: nobody may change its tables -->
    <map object="Customer" store="billing" table="KDSTAMM">
      <col attr="number" column="KD_NR"/>
      <col attr="name" column="KD_NAME"/> <!-- never empty -->
      <col attr="iban" column="KD_IBAN"/>
    </map>

    <map object="Contract" store="billing" table="VERTRAG">
      <col attr="number" column="VTR_NR"/><col attr="tariff" column="TARIF"/>
      <join link="customer" columns="KD_NR"/>
    </map>
  </mapping>
</caruso>
`;

/** A company with a model in a folder of its own, and the legacy database that it describes. */
export async function startStudio(engine: TestEngine) {
  const root = mkdtempSync(join(tmpdir(), 'front-office-studio-'));
  const folder = join(root, 'utility');
  mkdirSync(folder);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const reset = () => {
    write('objects.xml', OBJECTS);
    write('mapping.xml', MAPPING);
  };
  reset();
  const database = await engine.create();
  await database.run(TABLES);
  const more = [modeler({ model: folder })];
  const company = await startCompany({}, systemClock, { more, legacy: { billing: database.url } });
  return {
    url: company.url,
    reset,
    write,
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    async close() {
      await company.running.stop();
      await database.drop();
      rmSync(root, { recursive: true });
    },
  };
}
