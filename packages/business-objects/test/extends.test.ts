import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CarusoError } from '@caruso/core';
import { diagnosticLine } from '@caruso/language';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, checkModelFiles, loadModel, ObjectErrors } from '../src/index.js';

const CORE = `<caruso model="crm-core" version="1.2.0"><objects>
  <object name="Customer" key="number" title="{name}">
    <attr name="number" type="string" size="10" required="true"/><attr name="name" type="string" size="80"/>
  </object></objects>
  <presentation><form object="Customer"><section name="who" label="Who" fields="name"/></form></presentation></caruso>`;
const TRADE = `<caruso model="shop" version="1.0.0" extends="crm-core@1"><objects>
  <extend object="Customer"><attr name="tier" type="string" size="9"/></extend></objects>
  <overlay>
    <patch at="form:Customer/section:who" op="add" attribute="fields" value="tier"/>
    <patch at="form:Customer/section:gone" op="remove"/>
  </overlay></caruso>`;
const mapping = (company: string, table: string) => `<caruso model="shop" version="1.0.0">
  <mapping company="${company}"><store name="system" schema="managed"/>
    <map object="Customer" store="system" table="${table}"><col attr="number" column="no"/>
      <col attr="name" column="name"/><col attr="tier" column="tier"/></map></mapping></caruso>`;

describe('a model on disk', () => {
  let folder: string;
  const at = (...path: string[]) => join(folder, ...path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'extends-'));
    write('models/crm-core-1/model.xml', CORE);
    write('models/crm-core-2/model.xml', CORE.replace('1.2.0', '2.0.0').replace('size="80"', 'size="90"'));
    write('models/shop/objects.xml', TRADE);
    write('models/shop/a.xml', mapping('a', 'customer_a'));
    write('models/shop/b.xml', mapping('b', 'customer_b'));
    write('elsewhere/node_modules/@trade/core/crm/model.xml', CORE.replace('1.2.0', '1.9.0'));
    write('elsewhere/shop/objects.xml', TRADE);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('builds on the one beside it, in the version that fits', () => {
    const model = loadModel(at('models/shop'), { company: 'a' });
    expect(model.bases).toEqual([{ name: 'crm-core', version: '1.2.0' }]);
    expect(model.objects.get('Customer')?.attributes.get('name')?.size).toBe(80);
  });

  it('builds on one in a folder of models, in a folder of its own, and in an installed package', () => {
    const versionFrom = (library: string[]) => loadModel(at('elsewhere/shop'), { library }).bases[0]?.version;
    expect(versionFrom([at('models')])).toBe('1.2.0');
    expect(versionFrom([at('models/crm-core-1')])).toBe('1.2.0');
    const before = process.cwd();
    process.chdir(at('elsewhere/shop'));
    try {
      expect(versionFrom(['@trade/core'])).toBe('1.9.0');
      expect(versionFrom([at('models'), '@trade/core'])).toBe('1.9.0');
    } finally {
      process.chdir(before);
    }
  });

  it('says so when its base is nowhere, or a place of the library is nothing', () => {
    expect(checkModelFiles(at('elsewhere/shop')).map(diagnosticLine)).toEqual([
      `${at('elsewhere/shop/objects.xml')}:1:47: error missing-base: The library has no model 'crm-core' (it has shop)`,
    ]);
    const load = () => loadModel(at('elsewhere/shop'), { library: ['@trade/nothing'] });
    expect(load).toThrow('The model cannot be read from @trade/nothing: the library names it, and it is no folder');
  });

  it('has the mappings of several companies, of which an assembly names one', () => {
    const table = (company: string) =>
      loadModel(at('models/shop'), { company }).objects.get('Customer')?.mapping?.table;
    expect([table('a'), table('b')]).toEqual(['customer_a', 'customer_b']);
    expect(() => loadModel(at('models/shop'))).toThrow("wrong-company: This mapping is for 'b', another for 'a'");
    expect(() => loadModel(at('models/shop'), { company: 'c' })).toThrow(
      "unknown-company: There is no mapping of the company 'c'",
    );
  });

  it('is checked with all its mappings, each finding once', () => {
    write('models/shop/b.xml', mapping('b', 'customer_b').replace('attr="tier"', 'attr="teir"'));
    const found = checkModelFiles(at('models/shop'), {}).map(diagnosticLine);
    expect(found.map((line) => line.replace(/^.*shop\//, ''))).toEqual([
      'objects.xml:5:16: warning lost-target: There is no form:Customer/section:gone to change (take the patch out, or lead it elsewhere)',
      "b.xml:4:50: error unknown-attribute: 'Customer' has no attribute 'teir' (did you mean 'tier'?)",
    ]);
    write('models/shop/b.xml', mapping('b', 'customer_b'));
  });

  it('starts with what has been lost, and says it in the log', async () => {
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    const components = [
      storageManager({ stores: { system: 'sqlite::memory:' } }),
      businessObjects({ model: at('models/shop'), company: 'b', library: [at('models')] }),
    ];
    const running = await startAssembly({ company: 'b', components }, { log });
    const [type] = await running.get(BusinessObjects).types({});
    expect(type?.presentation.form?.sections).toEqual([{ label: 'Who', fields: ['name', 'tier'] }]);
    expect(warnings).toEqual([expect.stringContaining('lost-target: There is no form:Customer/section:gone')]);
    await running.stop();
  });

  it('refuses options nobody can mean', () => {
    const thrown = (options: object): unknown => {
      try {
        return businessObjects({ model: at('models/shop'), ...options });
      } catch (error) {
        return CarusoError.is(error) ? error.code : error;
      }
    };
    const code = new ObjectErrors.InvalidOptions({ problems: [] }).code;
    expect([thrown({ company: '' }), thrown({ library: 'models' }), thrown({ libary: [] })]).toEqual([
      code,
      code,
      code,
    ]);
  });
});
