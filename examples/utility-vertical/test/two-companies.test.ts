import { fileURLToPath } from 'node:url';
import { BusinessObjects, checkConformance } from '@caruso/business-objects';
import { diagnosticLine } from '@caruso/language';
import { Dialogs } from '@caruso/script-engine/contract';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { openStore } from '@caruso/storage-manager';
import { engines, type TestDatabase } from '@caruso/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legacy as legacyA } from '../company-a/legacy.js';
import { legacy as legacyB } from '../company-b/legacy.js';
import { utilityAssembly } from '../src/utility-assembly.js';

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const text = (runs: readonly { readonly text: string }[] = []) => runs.map((run) => run.text).join('');

const companies = [
  { name: 'a', data: legacyA, engine: 'PostgreSQL' },
  { name: 'a', data: legacyA, engine: 'SQLite' },
  { name: 'b', data: legacyB, engine: 'MariaDB' },
  { name: 'b', data: legacyB, engine: 'SQLite' },
] as const;

for (const { name, data, engine: engineName } of companies) {
  const engine = engines.find((each) => each.name === engineName);
  if (engine === undefined) throw new Error(`there is no engine ${engineName}`);
  describe.skipIf(engine.missing)(
    `the utility vertical at company ${name} on ${engine.name}${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
    () => {
      let database: TestDatabase;
      let running: RunningAssembly;
      beforeAll(async () => {
        database = await engine.create();
        const stores = { legacy: database.url, system: 'sqlite::memory:' };
        const assembly = utilityAssembly({ name: `Company ${name}`, model: `company-${name}/model`, stores, data });
        running = await startAssembly(assembly, { log: silentLog });
      });
      afterAll(async () => {
        await running?.stop();
        await database?.drop();
      });

      it('shows the same list, detail and form', async () => {
        const objects = running.get(BusinessObjects);
        const types = await objects.types({});
        const customer = types.find((type) => type.name === 'Customer');
        const { list, detail, form } = customer?.presentation ?? {};
        expect([list?.columns, form?.sections.map(({ label }) => label)]).toEqual([
          ['number', 'name', 'city'],
          ['Contact', 'Privacy'],
        ]);
        const where = { attribute: 'city', op: 'eq', value: 'Haar' } as const;
        const page = await objects.find({ object: 'Customer', sort: [list?.sort ?? ''], where });
        expect(page.items.map(({ values }) => list?.columns.map((column) => values[column]))).toEqual([
          ['4712', 'Ben Example', 'Haar'],
          ['4713', 'Cleo Example', 'Haar'],
        ]);
        const include = [...(detail?.tabs.map(({ link }) => link) ?? []), 'meters.readings'];
        const ann = await objects.get({ object: 'Customer', key: '4711', include });
        const fields = detail?.panels.flatMap((panel) => panel.fields.map((field) => ann?.values[field]));
        expect(fields).toEqual(['4711', 'Ann Example', 'Gauting', 'ann@example.org', '2019-04-01']);
        const shown = detail?.tabs.map(({ link, columns }) =>
          ann?.links[link]?.map(({ values }) => columns.map((column) => values[column])),
        );
        expect(shown).toEqual([
          [
            ['E-100', 'electricity', true],
            ['G-100', 'gas', false],
          ],
          [['V1', 'green', '89.50', '2019-04-01', null]],
        ]);
        expect(ann?.links.meters?.[0]?.links.readings?.map(({ title }) => title)).toEqual([
          '1234.5 at 2026-01-01T09:00:00.000Z',
        ]);
      });

      it('leads the same dialog, which writes the same objects', async () => {
        const dialogs = running.get(Dialogs);
        const who = 'agent';
        let screen = await dialogs.begin({
          script: 'meter-reading',
          channel: 'agent',
          owner: who,
          input: { customer: '4711' },
        });
        expect(text(screen.node.text)).toContain('Good day Ann Example in Gauting');
        const { dialog } = screen;
        screen = await dialogs.next({ dialog, step: screen.step, who });
        for (const value of ['1301.5', '88']) screen = await dialogs.answer({ dialog, step: screen.step, who, value });
        screen = await dialogs.answer({ dialog, step: screen.step, who, value: 'optOut' });
        expect(screen).toMatchObject({ state: 'ended', outcome: 'read' });
        const objects = running.get(BusinessObjects);
        const ann = await objects.get({ object: 'Customer', key: '4711', include: ['meters.readings'] });
        expect(ann?.values.marketing).toBe('optOut');
        const readings = ann?.links.meters?.map(({ links }) => links.readings?.at(-1)?.values);
        expect(readings).toMatchObject([
          { value: '1301.5', source: 'agent' },
          { value: '88.0', source: 'agent' },
        ]);
      });

      it('has left what it wrote in the form the company’s own programs expect', async () => {
        const store = await openStore('legacy', { url: database.url, schema: 'managed' });
        const [table, key, flag, reading] =
          name === 'a'
            ? ['KDSTAMM', 'KD_NR', 'WERBG', 'STAND_10TEL']
            : ['account', 'account_no', 'consent', 'quantity'];
        const columnOf = (of: string, column: string) => {
          const found = data.tables.find((each) => each.name === of)?.columns.find((each) => each.name === column);
          return found ?? { name: column, type: 'string' as const };
        };
        const columns = [columnOf(table, key), columnOf(table, flag)];
        const rows = await store.select({ table, columns, order: [{ column: columnOf(table, key) }] });
        expect(rows[0]).toEqual(
          name === 'a' ? { KD_NR: '00004711', WERBG: 'N' } : { account_no: '4711', consent: '2' },
        );
        const readings = name === 'a' ? 'ABLESUNG' : 'register_read';
        const stored = await store.select({ table: readings, columns: [columnOf(readings, reading)] });
        expect(stored.map((row) => row[reading]).sort()).toEqual(
          name === 'a' ? ['12345', '13015', '880'] : ['1234.5', '1301.5', '88.0'],
        );
        await store.close();
      });
    },
  );
}

describe.each(['a', 'b'])('the mapping of company %s', (company) => {
  it('has all that the vertical needs', () => {
    const { objects, links, diagnostics } = checkConformance(here(`company-${company}/model`), {
      company,
      library: [here('utility')],
    });
    expect([objects, links]).toEqual([
      { mapped: 4, of: 4 },
      { mapped: 3, of: 3 },
    ]);
    const found = diagnostics.map(diagnosticLine).map((line) => line.replace(/^.*xml:\d+:\d+: /, ''));
    expect(found).toEqual(
      company === 'a'
        ? [
            'warning not-writable: Objects of type \'Reading\' cannot be changed or deleted (write="insert" says so; with write="all" they can)',
          ]
        : [],
    );
  });
});
