import { systemClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { engines, type TestDatabase } from '@caruso/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel } from '../src/index.js';

const METERS = 120;
const READINGS = 150_000;
const TEXT = `<caruso model="grid" version="1.0.0"><objects>
 <object name="Meter" key="name" title="{name}">
  <attr name="name" type="string" size="20"/><link name="readings" to="Reading" many="true" inverse="meter"/>
 </object>
 <object name="Reading" key="number" title="{number}">
  <attr name="number" type="integer"/><link name="meter" to="Meter"/>
 </object></objects>
 <permissions><grant role="clerk" object="Meter" where="name != 'm0'"/><grant role="clerk" object="Reading"/></permissions>
 <mapping company="a"><store name="legacy"/>
  <map object="Meter" store="legacy" table="meter"><col attr="name" column="name"/></map>
  <map object="Reading" store="legacy" table="reading">
   <col attr="number" column="nr"/><join link="meter" columns="meter"/>
  </map>
 </mapping></caruso>`;

describe('a stream of objects with a great many others linked to them', () => {
  let database: TestDatabase | undefined;
  let running: Awaited<ReturnType<typeof startAssembly>> | undefined;
  beforeAll(async () => {
    const [sqlite] = engines;
    database = await sqlite?.create();
    // All but a few belong to the first one.
    await database?.run(`CREATE TABLE meter (name VARCHAR(20) NOT NULL PRIMARY KEY);
      CREATE TABLE reading (nr INTEGER NOT NULL PRIMARY KEY, meter VARCHAR(20)); CREATE INDEX of_meter ON reading (meter);
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${METERS - 1}) INSERT INTO meter SELECT 'm' || i FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${READINGS})
        INSERT INTO reading SELECT i, CASE WHEN i % 100 = 0 THEN 'm' || (i % ${METERS}) ELSE 'm1' END FROM n;`);
    const model = compileModel([{ file: 'grid.xml', text: TEXT }]);
    const stores = { system: 'sqlite::memory:', legacy: database?.url ?? '' };
    const components = [storageManager({ stores }), businessObjects({ model })];
    running = await startAssembly({ company: 'a', components }, { clock: systemClock, log: silentLog });
  });
  afterAll(async () => {
    await running?.stop();
    await database?.drop();
  });

  it.each([
    ['the system', {}, METERS],
    ['whoever sees only some of them', { actor: { id: 'ann', roles: ['clerk'] } }, METERS - 1],
  ])('gives all of them to %s', async (_, as, meters) => {
    const found = new Map<string, number>();
    const objects = running?.get(BusinessObjects);
    for await (const { key, links } of objects?.stream({ object: 'Meter', include: ['readings'] }, as) ?? [])
      found.set(key, links.readings?.length ?? 0);
    expect(found.size).toBe(meters);
    expect(found.get('m1')).toBe(READINGS - READINGS / 100);
  });
});
