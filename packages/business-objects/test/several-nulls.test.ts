import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { engines, type TestDatabase, titleOf } from '@caruso/test-databases';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, compileModel, type Filter, ObjectErrors } from '../src/index.js';
import { introspected } from './modeler/try-out.js';

const MODEL = `<caruso model="m" version="1.0.0"><objects>
<object name="Contract" key="number" title="{number}"><attr name="number" type="integer"/>
 <attr name="end" type="date"/><attr name="fax" type="phone"/><attr name="rank" type="integer"/></object>
</objects><mapping company="c"><store name="old"/><map object="Contract" store="old" table="contract">
 <col attr="number" column="number"/><col attr="end" column="ended" convert="date(yyyyMMdd)" null="'',00000000, '  -'"/>
 <col attr="fax" column="fax" null="'','n/a'"/>
 <col attr="rank" column="grade" null="0,-1"/></map></mapping></caruso>`;

const compile = (text: string) => compileModel([{ file: 'm.xml', text }]);

for (const engine of engines) {
  describe.skipIf(engine.missing)(`columns in which several values mean nothing, on ${titleOf(engine)}`, () => {
    let database: TestDatabase;
    let running: Awaited<ReturnType<typeof startAssembly>>;
    beforeAll(async () => {
      database = await engine.create();
      await database.run(
        'CREATE TABLE contract (number INTEGER NOT NULL PRIMARY KEY, ended VARCHAR(8), fax VARCHAR(20), grade INTEGER)',
      );
      const stores = { system: 'sqlite::memory:', old: database.url };
      const components = [storageManager({ stores }), businessObjects({ model: compile(MODEL) })];
      running = await startAssembly({ company: 'c', components }, { log: silentLog });
    }, 60_000);
    beforeEach(() =>
      database.run(`DELETE FROM contract;
        INSERT INTO contract VALUES (1, '20240131', '123', 5), (2, '', 'n/a', 0), (3, '00000000', '', -1),
          (4, '20230101', '77', 3), (5, NULL, NULL, NULL), (6, '  -', 'n/a', 0), (7, '20240131', '9', -2)`),
    );
    afterAll(async () => {
      await running?.stop();
      await database?.drop();
    });
    const objects = () => running.get(BusinessObjects);
    const keys = async (where: Filter) => {
      const { items } = await objects().find({ object: 'Contract', where, sort: ['number'] });
      return items.map(({ key }) => key).join(' ');
    };

    it('are read as having no value, and found as such', async () => {
      const { items } = await objects().find({ object: 'Contract', sort: ['number'] });
      const of = (name: string) => items.map(({ values }) => values[name]);
      expect(of('end')).toEqual(['2024-01-31', null, null, '2023-01-01', null, null, '2024-01-31']);
      expect(of('fax')).toEqual(['123', null, null, '77', null, null, '9']);
      expect(of('rank')).toEqual([5, null, null, 3, null, null, -2]);
      for (const attribute of ['end', 'fax', 'rank']) {
        expect(await keys({ attribute, op: 'isNull' })).toBe('2 3 5 6');
        expect(await keys({ attribute, op: 'eq', value: null })).toBe('2 3 5 6');
        expect(await keys({ attribute, op: 'notNull' })).toBe('1 4 7');
      }
      expect(await keys({ attribute: 'end', op: 'lt', value: '2024-01-01' })).toBe('4');
      expect(await keys({ attribute: 'rank', op: 'lt', value: 4 })).toBe('4 7');
      expect(await keys({ attribute: 'rank', op: 'in', values: [5, null] })).toBe('1 2 3 5 6');
    });

    it.each(['end', '-end', 'fax', 'rank', '-rank'])('are last when sorted by %s, page by page', async (by) => {
      const found: { key: string; value: unknown }[] = [];
      for (let after: string | undefined; ; ) {
        const page = await objects().find({ object: 'Contract', sort: [by], limit: 2, ...(after ? { after } : {}) });
        found.push(...page.items.map(({ key, values }) => ({ key, value: values[by.replace('-', '')] })));
        if (page.next === undefined) break;
        after = page.next;
      }
      expect(found.slice(3)).toEqual(['2', '3', '5', '6'].map((key) => ({ key, value: null })));
      const present = found.slice(0, 3).map(({ value }) => String(value));
      const sorted = [...present].sort((a, b) => (by.includes('rank') ? Number(a) - Number(b) : a < b ? -1 : 1));
      expect(present).toEqual(by.startsWith('-') ? sorted.reverse() : sorted);
    });

    it('are written as the first of them, and none of them can be given as a value', async () => {
      await objects().create({ object: 'Contract', values: { number: 8 } });
      const rows = await objects().find({ object: 'Contract', where: { attribute: 'number', op: 'eq', value: 8 } });
      expect(rows.items[0]?.values).toEqual({ number: 8, end: null, fax: null, rank: null });
      // As it lies there: a text that is the first marker is no absent one.
      await database.run("DELETE FROM contract WHERE number = 8 AND ended = '' AND fax = '' AND grade = 0");
      expect(await objects().get({ object: 'Contract', key: '8' })).toBeNull();
      const given = objects().create({ object: 'Contract', values: { number: 9, rank: -1 } });
      await expect(given).rejects.toSatisfy(ObjectErrors.Invalid.is);
    });

    it('are compared as they were read when an object changes', async () => {
      const read = await objects().get({ object: 'Contract', key: '3' });
      const changed = await objects().update({
        object: 'Contract',
        key: '3',
        version: read?.version ?? '',
        changes: { rank: 4 },
      });
      expect(changed.values).toEqual({ number: 3, end: null, fax: null, rank: 4 });
      await database.run("UPDATE contract SET ended = '' WHERE number = 3");
      const late = objects().update({
        object: 'Contract',
        key: '3',
        version: changed.version,
        changes: { rank: 5 },
      });
      await expect(late).rejects.toSatisfy(ObjectErrors.Conflict.is);
    });

    it('are drafted from what lies there', async () => {
      await database.run(
        [10, 11, 12, 13].map((n) => `INSERT INTO contract VALUES (${n}, '00000000', 'n/a', 1)`).join(';'),
      );
      await database.run("UPDATE contract SET ended = '' WHERE ended IS NULL OR ended = '  -'");
      await database.run("UPDATE contract SET fax = '' WHERE fax IS NULL");
      const { text, store, repository } = await introspected(database.url, { tables: ['contract'] });
      try {
        expect(text).toContain(`<col attr="ended" column="ended" convert="date(yyyyMMdd)" null="'00000000',''"/>`);
        expect(text).toContain(`<col attr="fax" column="fax" null="'n/a',''"/>`);
        const { items } = await repository.find('Contract', { sort: ['number'], limit: 20, include: [] });
        expect(items.map(({ values }) => values.ended)).toContain('2024-01-31');
      } finally {
        await store.close();
      }
    });
  });
}

describe('what means null', () => {
  const problems = (written: string, type = 'string') => {
    try {
      compile(
        MODEL.replace(`null="'','n/a'"`, `null="${written}"`).replace(
          'name="fax" type="phone"',
          `name="fax" type="${type}"`,
        ),
      );
      return '';
    } catch (thrown) {
      const { cause } = thrown as Error;
      return String(
        (thrown as { data?: { diagnostics?: { message: string }[] } }).data?.diagnostics?.[0]?.message ?? cause,
      );
    }
  };

  it('is a list whose members fit the column, each said once', () => {
    expect(problems("n/a,'a,b','it''s',-")).toBe('');
    expect(problems("'',")).toBe("'', is no list of values that mean null");
    expect(problems("'' 0")).toBe("'' 0 is no list of values that mean null");
    expect(problems('0,x', 'integer')).toBe('x cannot mean null in a column of type integer');
    expect(problems("0,'0'")).toBe('"0" is said twice to mean null');
  });
});
