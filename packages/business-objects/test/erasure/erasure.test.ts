import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ObjectErrors } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { fill, LEGACY_TABLES, placesOf, type Started, startErasing } from './company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);
const person = (key: string) => ({ object: 'Customer', key });

describe.each(engines)('erasing a person', (engine) => {
  describe.skipIf(engine.missing)(`on ${titleOf(engine)}`, () => {
    let own: LegacyDatabase;
    let legacy: LegacyDatabase;
    let started: Started;
    let key: string;
    let word: string;
    let count = 0;

    beforeAll(async () => {
      own = await engine.create();
      legacy = await engine.create();
      for (const sql of LEGACY_TABLES) await legacy.run(sql);
      started = await startErasing(own.url, legacy.url);
    });
    afterAll(async () => {
      await started?.running.stop();
      await own?.drop();
      await legacy?.drop();
    });
    beforeEach(async () => {
      count += 1;
      key = `k${count}`;
      word = `secret${count}x`;
      await fill(started, key, word);
    });
    const what = (each: { object: string; key: string; operation: string; attributes: readonly string[] }) =>
      `${each.operation} ${each.object} ${each.key} ${each.attributes.join(' ')}`.trim();

    it('says before what it would do, row by row and attribute by attribute, and does nothing', async () => {
      const before = await placesOf(started, word);
      expect(before).toEqual(expect.arrayContaining(['system caruso_history.changes', 'system caruso_outbox.content']));
      const plan = await started.objects.erase({ ...person(key), dryRun: true });
      expect(plan.state).toBe('planned');
      expect(plan.id).toBeUndefined();
      expect(plan.erased.map(what).sort()).toEqual([
        `change Customer ${key} name email born`,
        `delete Call ${key}-1`,
        `delete Call ${key}-2`,
        `delete Complaint ${key}-c`,
        `delete Invoice ${key}-o`,
        `history Call ${key}-g`,
      ]);
      // What belongs to a person goes before the person.
      expect(plan.erased.at(-1)).toMatchObject({ object: 'Customer', store: 'system', history: 3 });
      expect(plan.kept).toEqual(
        expect.arrayContaining([
          { ...{ object: 'Invoice', key: `${key}-r`, attributes: [] }, reason: 'commercial law', until: '2035-01-31' },
          { ...person(key), attributes: ['taxId', 'leftOn'], reason: 'tax law', until: '2030-06-30' },
          { ...person(key), attributes: ['limit'], reason: 'risk of the house' },
        ]),
      );
      expect(plan.consents).toEqual({ statements: 1, until: '2029-03-01' });
      expect(plan.outbox).toBeGreaterThan(0);
      expect(await placesOf(started, word)).toEqual(before);
      expect(await started.objects.erasures(person(key))).toEqual([]);
    });

    it('leaves nothing in any store but what the model keeps, and a receipt without values', async () => {
      const { objects } = started;
      const receipt = await objects.erase(
        { ...person(key), dryRun: false, reason: 'letter of 1 March' },
        { actor: { id: 'dpo', roles: ['officer'] } },
      );
      expect(receipt).toMatchObject({ state: 'done', left: [], actor: 'dpo', reason: 'letter of 1 March' });
      expect(await placesOf(started, word)).toEqual([]);
      expect(JSON.stringify(receipt)).not.toContain(word);
      const left = await objects.get({ object: 'Customer', key, include: ['calls', 'invoices'] });
      expect(left?.values).toMatchObject({ email: null, born: null, limit: '5.00', taxId: `T-${key}` });
      expect(left?.values.name).toMatch(/^erased-[0-9a-f]{8}$/);
      expect(left?.links.calls).toEqual([]);
      expect(left?.links.invoices?.map((each) => each.key)).toEqual([`${key}-r`]);
      expect(await objects.erasures(person(key))).toEqual([receipt]);
    });

    it('takes values out of the history, which says that they were erased and by whom', async () => {
      const { objects } = started;
      await objects.erase({ ...person(key), dryRun: false }, { actor: { id: 'dpo', roles: [] } });
      const { items } = await objects.history(person(key));
      expect(items[0]).toMatchObject({ operation: 'update', actor: 'dpo' });
      expect(items[0]?.changes).toContainEqual({ attribute: 'email', from: null, to: null, erased: true });
      expect(items.at(-1)?.changes).toContainEqual({ attribute: 'name', from: null, to: null, erased: true });
      expect(items.at(-1)?.changes).toContainEqual({ attribute: 'limit', from: null, to: '5.00' });
      const call = await objects.history({ object: 'Call', key: `${key}-1` });
      expect(call.items.map(({ operation }) => operation)).toEqual(['delete', 'create']);
      expect(call.items.flatMap(({ changes }) => changes).every(({ erased }) => erased)).toBe(true);
    });

    it('ends consents and keeps their proof as long as the model says', async () => {
      const { objects, clock } = started;
      await objects.erase({ ...person(key), dryRun: false });
      const { states, statements } = await objects.consent(person(key));
      expect(states[0]).toMatchObject({ allowed: false });
      expect(statements.map(({ statement, source }) => [statement, source])).toEqual([
        ['withdrawn', 'erasure'],
        ['given', 'form'],
      ]);
      clock.advance(4 * 366 * 86_400_000);
      await objects.erase({ ...person(key), dryRun: false });
      expect((await objects.consent(person(key))).statements).toEqual([]);
    });

    it('may be repeated: there is nothing left to do, until a period is over', async () => {
      const { objects, clock } = started;
      await objects.erase({ ...person(key), dryRun: false });
      const name = (await objects.get(person(key)))?.values.name;
      const again = await objects.erase({ ...person(key), dryRun: false });
      expect(again).toMatchObject({ state: 'done', erased: [], left: [] });
      expect((await objects.get(person(key)))?.values.name).toBe(name);
      clock.advance(15 * 366 * 86_400_000);
      const late = await objects.erase({ ...person(key), dryRun: false });
      expect(late.erased.map(what).sort()).toEqual([`change Customer ${key} taxId leftOn`, `delete Invoice ${key}-r`]);
      expect((await objects.get(person(key)))?.values).toMatchObject({ taxId: null, limit: '5.00' });
      clock.advance(-20 * 366 * 86_400_000);
    });

    it('goes on after others have written meanwhile, and waits for changes that are under way', async () => {
      const { objects } = started;
      await legacy.run(`INSERT INTO rechnung (nr) VALUES ('${key}-x')`);
      const failed = await objects.change({
        changes: [
          { create: { object: 'Customer', values: { number: `${key}b`, name: 'other' } } },
          {
            create: {
              object: 'Invoice',
              values: { number: `${key}-x`, to: word, customer: key, issued: '2010-01-01' },
            },
          },
          { create: { object: 'Invoice', values: { number: `${key}-y`, customer: key, issued: '2010-01-01' } } },
        ],
      });
      expect(failed.state).toBe('failed');
      await legacy.run(`INSERT INTO rechnung (nr, kd, vom) VALUES ('${key}-y', '${key}', '20100101')`);
      const receipt = await objects.erase({ ...person(key), dryRun: false });
      expect(receipt).toMatchObject({
        state: 'running',
        left: [{ store: 'legacy', object: 'Invoice', key: `${key}-y` }],
      });
      expect(receipt.left[0]?.reason).toContain('have yet to be carried');
      await legacy.run(`DELETE FROM rechnung WHERE nr IN ('${key}-x', '${key}-y')`);
      await objects.retryOutbox({});
      expect(await objects.erase({ ...person(key), dryRun: false })).toMatchObject({ state: 'done', left: [] });
      expect(await placesOf(started, word)).toEqual([]);
    });

    it('is for persons of whom the model says what happens', async () => {
      const { objects } = started;
      const unknown = await failure(objects.erase({ object: 'Custmer', key, dryRun: true }));
      expect(ObjectErrors.UnknownObject.is(unknown) && unknown.message).toContain("did you mean 'Customer'?");
      const unsaid = await failure(objects.erase({ object: 'Shop', key, dryRun: true }));
      expect(ObjectErrors.NoErasure.is(unsaid) && unsaid.message).toContain('It says so of: Customer, Call');
      const nobody = objects.erase({ object: 'Customer', key: 'nobody', dryRun: false });
      expect(ObjectErrors.NotFound.is(await failure(nobody))).toBe(true);
    });
  });
});

describe('erasing a person whom not everything is allowed of', () => {
  it('names what is left and why, deletes nothing above it, and is complete when that is mended', async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    const [own, legacy] = [await sqlite.create(), await sqlite.create()];
    for (const sql of LEGACY_TABLES) await legacy.run(sql);
    const first = await startErasing(own.url, legacy.url, { deputy: 'none' });
    await fill(first, 'k1', 'secretword');
    await legacy.run("INSERT INTO vertreter VALUES ('d1', 'k1', 'secretword deputy')");
    const receipt = await first.objects.erase({ object: 'Customer', key: 'k1', dryRun: false });
    expect(receipt).toMatchObject({ state: 'incomplete', left: [{ store: 'legacy', object: 'Deputy', key: 'd1' }] });
    expect(receipt.left[0]?.reason).toContain('write="none"');
    expect(await placesOf(first, 'secretword')).toEqual(['legacy vertreter.name']);
    await first.running.stop();

    const mended = await startErasing(own.url, legacy.url);
    const done = await mended.objects.erase({ object: 'Customer', key: 'k1', dryRun: false });
    expect(done).toMatchObject({ id: receipt.id, state: 'done', left: [] });
    expect(await placesOf(mended, 'secretword')).toEqual([]);
    await mended.running.stop();
    await own.drop();
    await legacy.drop();
  });

  const server = engines.find(({ name }) => name === 'postgres');
  it.skipIf(server === undefined || server.missing !== undefined)(
    `names the store whose user lacks the right: ${server ? titleOf(server) : ''}`,
    async () => {
      if (server === undefined) throw new RangeError('skipped without PostgreSQL');
      const [own, legacy] = [await server.create(), await server.create()];
      for (const sql of LEGACY_TABLES) await legacy.run(sql);
      const role = `caruso_test_${crypto.randomUUID().slice(0, 8)}`;
      await legacy.run(`CREATE ROLE ${role} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
      const before = await startErasing(own.url, legacy.url);
      await fill(before, 'k1', 'secretword');
      await before.running.stop();
      const reading = await startErasing(own.url, legacy.url.replace('postgres@', `${role}@`));
      const receipt = await reading.objects.erase({ object: 'Customer', key: 'k1', dryRun: false });
      expect(receipt.state).toBe('incomplete');
      expect(receipt.left.map(({ store, object }) => `${store} ${object}`)).toEqual(
        expect.arrayContaining(['legacy Call', 'legacy Complaint', 'legacy Invoice']),
      );
      expect(receipt.left[0]?.reason).toMatch(/The user of the store "legacy" may not .* Give the user the right/);
      // What can be erased is, all the same.
      expect((await reading.objects.get({ object: 'Customer', key: 'k1' }))?.values.email).toBeNull();
      await reading.running.stop();
      const mended = await startErasing(own.url, legacy.url);
      expect(await mended.objects.erase({ object: 'Customer', key: 'k1', dryRun: false })).toMatchObject({
        state: 'done',
      });
      expect(await placesOf(mended, 'secretword')).toEqual([]);
      await mended.running.stop();
      await legacy.drop();
      await own.run(`DROP ROLE ${role}`);
      await own.drop();
    },
  );

  it('is done by those who are granted it, for persons whom they may read', async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    const [own, legacy] = [await sqlite.create(), await sqlite.create()];
    for (const sql of LEGACY_TABLES) await legacy.run(sql);
    const permissions = `<permissions><grant role="agent" object="Customer" may="change"/>
      <grant role="officer" object="Customer" may="erase" where="number != 'k2'"/></permissions>`;
    const { running, objects } = await startErasing(own.url, legacy.url, { permissions });
    for (const number of ['k1', 'k2']) await objects.create({ object: 'Customer', values: { number, name: 'n' } });
    const as = (role: string) => ({ actor: { id: role, roles: [role] } });
    const asked = (key: string) => ({ object: 'Customer', key, dryRun: true });
    expect(ObjectErrors.NotPermitted.is(await failure(objects.erase(asked('k1'), as('agent'))))).toBe(true);
    expect(ObjectErrors.NotFound.is(await failure(objects.erase(asked('k2'), as('officer'))))).toBe(true);
    expect((await objects.erase(asked('k1'), as('officer'))).erased).toHaveLength(1);
    await running.stop();
    await own.drop();
    await legacy.drop();
  });
});
