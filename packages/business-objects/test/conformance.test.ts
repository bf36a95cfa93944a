import { diagnosticLine } from '@caruso/language';
import { openStore } from '@caruso/storage-manager';
import { engines } from '@caruso/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkModel, compileModel } from '../src/index.js';

const MODEL = `<caruso model="shop" version="1.0.0"><objects>
 <object name="Customer" key="no" title="{name}">
  <attr name="no" type="integer"/>
  <attr name="name" type="string" size="80" required="true"/>
  <attr name="city" type="string" size="40"/>
  <attr name="limit" type="decimal" precision="12" scale="2"/>
  <attr name="since" type="date"/>
  <attr name="marketing" type="enum" values="optIn optOut" default="optOut"/>
 </object></objects>
 <mapping company="b"><store name="crm"/><map object="Customer" store="crm" table="cust">
  <col attr="no" column="no"/><col attr="name" column="nm"/><col attr="city" column="city"/>
  <col attr="limit" column="lim"/><col attr="since" column="since"/>
  <col attr="marketing" column="mk" convert="code(J=optIn,N=optOut)"/></map></mapping></caruso>`;

const NAMES = { SQLite: 'sqlite', PostgreSQL: 'postgres', MariaDB: 'mariadb' } as const;

describe.each(engines)('tables of $name that do not hold what a model promises', (engine) => {
  const engineName = NAMES[engine.name as keyof typeof NAMES];
  const title = engine.missing === undefined ? '' : ` (skipped: ${engine.missing})`;
  const table = (text: string, decimal: string, mk: string) =>
    `CREATE TABLE cust (no INTEGER PRIMARY KEY, nm ${text}(60) NOT NULL, city ${text}(40) NOT NULL,
      lim ${decimal}, since INTEGER, mk ${mk})`;
  const sql = {
    sqlite: table('VARCHAR', 'DECIMAL(8,2)', 'CHAR(1)'),
    postgres: table('VARCHAR', 'NUMERIC(8,1)', 'CHAR(1)'),
    mariadb: table('VARCHAR', 'DECIMAL(8,2)', "ENUM('J')"),
  }[engineName];
  let database: Awaited<ReturnType<typeof engine.create>>;
  beforeAll(async () => {
    if (engine.missing !== undefined) return;
    database = await engine.create();
    await database.run(sql);
  });
  afterAll(() => database?.drop());

  const found = async (text: string) => {
    const store = await openStore('crm', { url: database.url, schema: 'readonly' });
    try {
      const storage = {
        stores: async () => [{ name: 'crm', engine: engineName, schema: 'readonly' as const }],
        catalogue: async () => [...(await store.catalogue())],
        select: async () => [],
      };
      return (await checkModel(compileModel([{ file: 'm.xml', text }]), storage)).map(diagnosticLine);
    } finally {
      await store.close();
    }
  };

  it.skipIf(engine.missing)(`are named column by column${title}`, async () => {
    const lines = await found(MODEL);
    const codes = lines.map((line) =>
      line.replace(/^m\.xml:(\d+):\d+: (\w+) ([\w-]+): .*'Customer\.(\w+)' .*$/, '$1 $2 $3 $4'),
    );
    const nullable = '11 warning not-nullable city';
    expect(codes).toEqual(
      engineName === 'sqlite'
        ? [nullable]
        : [
            '11 warning narrow-column name',
            nullable,
            '12 warning narrow-column limit',
            '12 error wrong-type since',
            ...(engineName === 'mariadb' ? ['13 warning narrow-column marketing'] : []),
          ],
    );
    expect(lines.join('\n')).toContain('(say what is stored for null');
  });

  it.skipIf(engine.missing)(`are taken when the mapping says how${title}`, async () => {
    const mended = MODEL.replace('size="80"', 'size="60"')
      .replace('column="city"', `$& null="''"`)
      .replace('precision="12" scale="2"', 'precision="7" scale="1"')
      .replace('column="since"', '$& convert="date(yyyyMMdd)" type="integer"')
      .replace(',N=optOut)', engineName === 'mariadb' ? ')' : ',N=optOut)')
      .replace('values="optIn optOut" default="optOut"', engineName === 'mariadb' ? 'values="optIn"' : '$&');
    expect(await found(mended)).toEqual([]);
  });
});
