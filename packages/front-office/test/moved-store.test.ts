import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { ContactCentre } from '@caruso/communication-server/contract';
import { Dialogs } from '@caruso/script-engine/contract';
import { transferStore, verifyStores } from '@caruso/storage-manager';
import { engines, type TestDatabase, type TestEngine } from '@caruso/test-databases';
import { afterEach, describe, expect, it } from 'vitest';
import { type Company, Desk, startCompany } from './company.js';

const MODEL = ['company/model', 'moved/task.xml'].map((path) => join(import.meta.dirname, path));
const [sqlite, postgres, mariadb] = engines as readonly [TestEngine, TestEngine, TestEngine];
const missing = postgres.missing ?? mariadb.missing;
const who = 'agent1';
const wording = (text: string) => ({ node: { text: [{ text }] } });

describe('a company whose system store moves', () => {
  const databases: TestDatabase[] = [];
  let folder = '';
  let company: Company | undefined;
  const create = async (engine: TestEngine) => {
    const database = await engine.create();
    databases.push(database);
    return database;
  };
  /** The tasks are in a database that nobody answers from, so that they wait in the outbox. */
  const start = async ({ url }: TestDatabase) => {
    folder ||= mkdtempSync(join(tmpdir(), 'caruso-moved-'));
    const legacy = { tasks: `sqlite:${join(folder, 'tasks.db')}` };
    company = await startCompany({}, undefined, { store: url, legacy, model: MODEL });
    const { running } = company;
    return {
      company,
      objects: running.get(BusinessObjects),
      centre: running.get(ContactCentre),
      dialogs: running.get(Dialogs),
    };
  };
  const stop = async () => {
    await company?.running.stop();
    company = undefined;
  };
  afterEach(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
    await Promise.all(databases.splice(0).map((database) => database.drop()));
  });

  it.skipIf(missing)(
    'goes on with its dialogs, contacts, outbox, users and histories on each engine',
    { timeout: 300_000 },
    async () => {
      let from = await create(sqlite);
      const first = await start(from);
      const { dialog, step } = await first.dialogs.begin({
        script: 'feedback',
        channel: 'agent',
        owner: who,
        customer: '17',
      });
      await first.centre.logIn({ agent: who });
      const contact = await first.company.gateway.call('0221 470801');
      const customer = await first.objects.get({ object: 'Customer', key: '17' });
      const { version } = await first.objects.update({
        ...{ object: 'Customer', key: '17', version: customer?.version ?? '' },
        changes: { name: 'Kim Berg' },
      });
      const wait = (id: number) => [
        { create: { object: 'Meter', values: { serial: `W-${id}`, customer: '17' } } },
        { create: { object: 'Task', values: { id, text: 'call back' } } },
      ];
      await first.objects.change({ changes: wait(1) });
      expect(version).not.toBe(customer?.version);
      expect(await first.objects.outbox({})).toHaveLength(1);
      let known = await facts(first);
      await stop();

      for (const [moves, engine] of [postgres, mariadb, sqlite].entries()) {
        const to = await create(engine);
        const report = await transferStore({ from: { url: from.url, schema: 'managed' }, to: to.url });
        expect([engine.name, report.outcome, report.problems, report.notMoved]).toEqual([engine.name, 'moved', [], []]);
        const { outcome, tables } = await verifyStores({ from: from.url, to: to.url });
        expect([outcome, tables.filter(({ fingerprint: { source, target } }) => source !== target)]).toEqual([
          'equal',
          [],
        ]);

        const there = await start(to);
        expect(await facts(there)).toEqual(known);
        const desk = await new Desk(there.company.url).open('agent1');
        expect((await desk.get('/api/session')).body.user).toMatchObject({ login: 'agent1' });
        await there.objects.update({
          ...{ object: 'Customer', key: '17', version: known.customer?.version ?? '' },
          changes: { mobile: `+4917012340${moves}` },
        });
        await there.objects.change({ changes: wait(moves + 2) });
        expect(await there.objects.outbox({})).toHaveLength(moves + 2);
        await there.centre.setNotReady({ agent: who, reason: 'break' });
        await there.centre.annotate({ contact, customer: `1${moves}` });
        expect(await there.dialogs.show({ dialog, who })).toMatchObject({ step, ...wording('How were we?') });
        await there.dialogs.begin({ script: 'reading', channel: 'agent', owner: who, input: { customer: '17' } });
        known = await facts(there);
        expect(known.events.map((event) => 'contact' in event && event.contact)).toContain(contact);
        await stop();
        from = to;
      }
      const { dialogs } = await start(from);
      expect(await dialogs.answer({ dialog, step, who, value: 'Fine' })).toMatchObject(wording('Thank you.'));
    },
  );

  type Started = Awaited<ReturnType<typeof start>>;

  /** What the company knows of its past. */
  async function facts({ objects, centre, dialogs }: Started) {
    const open = await dialogs.list({});
    return {
      customer: await objects.get({ object: 'Customer', key: '17' }),
      history: await objects.history({ object: 'Customer', key: '17' }),
      outbox: (await objects.outbox({})).map(({ id, createdAt, objects }) => ({ id, createdAt, objects })),
      events: await centre.events({ limit: 10_000 }),
      dialogs: open,
      told: await Promise.all(open.map(({ dialog }) => dialogs.history({ dialog }))),
    };
  }
});
