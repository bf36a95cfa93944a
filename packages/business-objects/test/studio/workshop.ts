import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { engines, type TestDatabase, type TestEngine } from '@caruso/test-databases';
import { type ModelEdit, Modeler } from '../../src/contract.js';
import { type ModelerOptions, modeler } from '../../src/index.js';

/** Tables as they are found in a billing system. */
const TABLES = `
  CREATE TABLE KDSTAMM (KD_NR INTEGER NOT NULL PRIMARY KEY, KD_NAME VARCHAR(80) NOT NULL, KD_ORT VARCHAR(40),
    KD_SEIT CHAR(8), KD_STATUS CHAR(1), KD_IBAN VARCHAR(34), KD_REG INTEGER);
  CREATE TABLE KDADR (KD_NR INTEGER NOT NULL PRIMARY KEY, STRASSE VARCHAR(40), ORT VARCHAR(40));
  CREATE TABLE REGION (ID INTEGER NOT NULL PRIMARY KEY, NAME VARCHAR(40));
  INSERT INTO REGION VALUES (1, 'Nord');
  ${Array.from({ length: 12 }, (_, at) => `INSERT INTO KDSTAMM VALUES (${at}, 'Name ${at}', 'Graz', '202001${at + 10}', '${'AKS'[at % 3]}', 'DE8937040044053201300${at % 10}', 1);`).join('\n  ')}
`;

export const OBJECTS = `<?xml version="1.0" encoding="UTF-8"?>
<!-- Our objects: ask the billing people before you change them -->
<caruso model='shop'  version="1.0.0">
  <objects>

    <!-- whoever has a contract -->
    <object name="Customer" key="number" title="{name}">
      <attr name="number" type="integer"/>
      <attr name="name"   type="string" size="80" required="true"/> <!-- as on the invoice -->
      <attr name='city' type='string' size='40'/>
      <attr name="since" type="date"/>
      <attr name="long" type="boolean" formula="since &lt; date('2000-01-01')"/>

      <!-- where he lives -->
      <link name="region" to="Region"/>
    </object>
    <object name="Region" key="id" title="{name}">
      <attr name="id" type="integer"/><attr name="name" type="string" size="40"/>
      <link name="customers" to="Customer" many="true" inverse="region"/>
    </object>
  </objects>
</caruso>
`;

export const MAPPING = `<caruso model="shop" version="1.0.0">
\t<mapping company="acme">
\t\t<store name="billing"/>
\t\t<!-- the old system -->
\t\t<map object="Customer" store="billing" table="KDSTAMM">
\t\t\t<col attr="number" column="KD_NR"/>
\t\t\t<col attr="name" column="KD_NAME"/> <!-- never empty -->

\t\t\t<join link="region" columns="KD_REG"/>
\t\t</map>
\t\t<map object="Region" store="billing" table="REGION"><col attr="id" column="ID"/><col attr="name" column="NAME"/></map>
\t</mapping>
</caruso>
`;

/** What a test finds otherwise than usual. */
export interface WorkshopParts {
  readonly documents?: Readonly<Record<string, string>>;
  readonly options?: Partial<ModelerOptions>;
  /** Folders beside it whose models the modeler has as well. */
  readonly more?: readonly string[];
  /** Models beside it, by folder and file. */
  readonly beside?: Readonly<Record<string, string>>;
  readonly engine?: TestEngine | undefined;
}

/** A model in a folder of its own, beside a legacy database. */
export async function openWorkshop({
  documents,
  options,
  beside = {},
  more = [],
  engine = engines[0],
}: WorkshopParts = {}) {
  const root = mkdtempSync(join(tmpdir(), 'caruso-modeler-'));
  const folder = join(root, 'shop');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(documents ?? { 'objects.xml': OBJECTS, 'mapping.xml': MAPPING })) {
    writeFileSync(join(folder, name), text);
  }
  for (const [path, text] of Object.entries(beside)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const database = (await engine?.create()) as TestDatabase;
  await database.run(engine?.name === 'PostgreSQL' ? quoted(TABLES) : TABLES);
  const readonly = { schema: 'readonly' as const };
  const stores = {
    system: 'sqlite::memory:',
    billing: { url: database.url, ...readonly },
    silent: { url: 'postgres://nobody@127.0.0.1:9/nothing', ...readonly },
  };
  const components = [
    storageManager({ stores }),
    modeler({ model: [folder, ...more.map((name) => join(root, name))], ...options }),
  ];
  const running = await startAssembly({ company: 'acme', components }, { log: silentLog });
  const stub = running.get(Modeler);
  return {
    root,
    folder,
    running,
    modeler: stub,
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    write: (name: string, text: string) => writeFileSync(join(folder, name), text),
    edit: (edit: ModelEdit, drafts: Awaited<ReturnType<typeof stub.edit>>['changed'] = []) =>
      stub.edit({ model: 'shop', drafts, edit }),
    async close() {
      await running.stop();
      await database.drop();
      rmSync(root, { recursive: true });
    },
  };
}

export type Workshop = Awaited<ReturnType<typeof openWorkshop>>;

/** PostgreSQL folds names to small letters unless they are quoted. */
const quoted = (sql: string) => sql.replace(/\b(KD[A-Z_]*|STRASSE|ORT|REGION|ID|NAME)\b/g, '"$1"');

export const draftOf = (drafts: readonly { readonly name: string; readonly text: string }[], name: string) =>
  drafts.find((each) => each.name === name)?.text;

export const billing = (table: string, column: string) => ({ store: 'billing', table, column });
export const as = (...roles: string[]) => ({ actor: { id: 'ada', roles } });
