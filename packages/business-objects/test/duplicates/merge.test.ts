import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectErrors } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { entering, modelText, startShop, TABLES } from './company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);
/** Why a merge is refused: `reason: message`. */
const refusal = async (promise: Promise<unknown>) => {
  const thrown = await failure(promise);
  return ObjectErrors.NotMergeable.is(thrown) ? `${thrown.data.reason}: ${thrown.message}` : thrown;
};

const ROWS = `
  ${entering([
    { number: 1, name: 'Ann Example', city: 'Wien', email: 'ann@example.org' },
    { number: 2, name: 'Ann M. Example', phone: '+43158801' },
    { number: 3, name: 'A. Example', city: 'Vienna 1010', email: 'ann.example@example.org' },
    { number: 4, name: 'Kim Lone' },
  ])}
  UPDATE kunde SET seit = '2020-01-01' WHERE nr = 1;
  UPDATE kunde SET seit = '2024-01-01' WHERE nr = 3;
  UPDATE kunde SET werber = 2 WHERE nr IN (1, 4);
  UPDATE kunde SET werber = 3 WHERE nr = 2;
  INSERT INTO auftrag (nr, kunde, zahler, betrag, stand) VALUES (10, 1, NULL, 1, 1), (11, 2, 3, 2, 1), (12, 4, 2, 3, 5);
  INSERT INTO abo (kunde, produkt, seit, vermerk) VALUES (1, 'A', NULL, 'first'), (2, 'B', NULL, 'kept'), (3, 'C', NULL, NULL);
`;

describe.each(engines)('a merge in tables of $name', (engine) => {
  describe.skipIf(engine.missing !== undefined)(titleOf(engine), () => {
    let database: LegacyDatabase;
    let started: Awaited<ReturnType<typeof startShop>>;
    const open = async (text?: string) => {
      await started?.running.stop();
      started = await startShop(database, text);
      return started.objects;
    };
    beforeEach(async () => {
      database = await engine.create();
      await database.run(TABLES);
      await database.run(ROWS);
      await open();
    }, 60_000);
    afterEach(async () => {
      await started?.running.stop();
      await database?.drop();
    });
    const everything = async () => {
      const all: Record<string, unknown> = {};
      for (const object of ['Customer', 'Order', 'Subscription', 'Note']) {
        const { items } = await started.objects.find({ object });
        all[object] = items.map(({ key, version, values }) => ({ key, version, values }));
      }
      return all;
    };
    const merge = { object: 'Customer', keep: '1', lose: ['2', '3'] };

    it('moves all links, takes over what is empty, and says what it did; before, what it would do', async () => {
      const { objects } = started;
      await objects.create({ object: 'Note', values: { text: 'called', customer: '3' } });
      const before = await everything();
      const planned = await objects.merge({ ...merge, dryRun: true });
      expect(await everything()).toEqual(before);
      const done = await objects.merge(merge);
      expect(done).toMatchObject({ ...planned, state: 'done', parts: [{ store: 'system' }, { store: 'legacy' }] });
      expect({
        ...done,
        moved: done.moved.map(({ object, key, newKey, links }) => [object, newKey ?? key, links]),
      }).toMatchObject({
        keep: { key: '1', title: 'Ann Example, Wien' },
        gone: [
          { key: '2', how: 'deleted' },
          { key: '3', how: 'deleted' },
        ],
        values: [
          { attribute: 'phone', before: null, after: '+43158801', from: '2' },
          { attribute: 'referrer', before: '2', after: null },
        ],
        moved: [
          ['Customer', '4', ['referrer']],
          ['Order', '11', ['customer', 'payer']],
          ['Order', '12', ['payer']],
          ['Subscription', '["1","B"]', ['customer']],
          ['Subscription', '["1","C"]', ['customer']],
          ['Note', expect.any(String), ['customer']],
        ],
      });
      const { items } = await objects.find({ object: 'Customer', include: ['orders', 'notes'] });
      expect(items.map(({ key, values }) => [key, values.referrer])).toEqual([
        ['1', null],
        ['4', '1'],
      ]);
      expect(items[0]?.values).toMatchObject({ name: 'Ann Example', city: 'Wien', phone: '+43158801' });
      expect(items[0]?.links.orders?.map(({ key, values, version }) => [key, values.payer, version])).toEqual([
        ['10', null, '1'],
        ['11', '1', '2'],
      ]);
      expect(items[0]?.links.notes).toHaveLength(1);
      // A column that the model does not know goes along with its row.
      await database.run("UPDATE abo SET seit = '2021-02-03' WHERE vermerk = 'kept'");
      expect(await objects.get({ object: 'Subscription', key: '["1","B"]' })).toMatchObject({
        values: { since: '2021-02-03' },
      });
      expect(await objects.outbox({ state: 'pending' })).toEqual([]);
    });

    it('takes values as they were chosen, or by a rule', async () => {
      const { objects } = started;
      const values = async (choice: object) => {
        const receipt = await objects.merge({ ...merge, ...choice, dryRun: true });
        return Object.fromEntries(receipt.values.map(({ attribute, after }) => [attribute, after]));
      };
      expect(await values({ choose: { name: '3', phone: '1' } })).toEqual({ name: 'A. Example', referrer: null });
      expect(await values({ rule: 'longest' })).toEqual({
        name: 'Ann M. Example',
        city: 'Vienna 1010',
        email: 'ann.example@example.org',
        phone: '+43158801',
        referrer: null,
      });
      expect(await values({ rule: 'newest', newestBy: 'since', choose: { since: '1' } })).toEqual({
        name: 'A. Example',
        city: 'Vienna 1010',
        email: 'ann.example@example.org',
        phone: '+43158801',
        referrer: null,
      });
      const thrown = await failure(
        objects.merge({ ...merge, choose: { nmae: '2', number: '2', name: '4' }, rule: 'newest' }),
      );
      expect(ObjectErrors.Invalid.is(thrown) && thrown.message).toBe(
        `The values do not fit "Customer": nmae is unknown (did you mean 'name'?); number is part of the key, which stays that of the survivor; name cannot be taken from 4: the merge is of 1, 2, 3; Customer is no attribute that says which object is the newest.`,
      );
    });

    it('is refused when both have the same, and changes nothing', async () => {
      const before = await everything();
      await database.run("INSERT INTO abo (kunde, produkt) VALUES (3, 'A')");
      expect(await refusal(started.objects.merge(merge))).toBe(
        'taken: Customer 2, 3 cannot be merged into 1: Subscription ["3","A"] and ["1","A"] would have the same key; merge or delete one of them first.',
      );
      await database.run(
        "DELETE FROM abo WHERE kunde = 3 AND produkt = 'A'; INSERT INTO abo (kunde, produkt) VALUES (3, 'B')",
      );
      expect(await refusal(started.objects.merge(merge))).toContain('taken: ');
      await database.run("DELETE FROM abo WHERE kunde = 3 AND produkt = 'B'");
      expect(await everything()).toEqual(before);
      // A unique index that the model does not know.
      await database.run('CREATE UNIQUE INDEX one_payer ON auftrag (zahler)');
      expect(await refusal(started.objects.merge(merge))).toMatch(/^taken: .* something would be there twice\. /);
      expect(await everything()).toEqual(before);
    });

    it('is refused for what cannot be written, is not there, or is named twice', async () => {
      const { objects } = started;
      expect(await refusal(objects.merge({ ...merge, lose: ['2', '2'] }))).toMatch(/^same: /);
      expect(ObjectErrors.NotFound.is(await failure(objects.merge({ ...merge, lose: ['9'] })))).toBe(true);
      const versions = { '2': 'old' };
      expect(ObjectErrors.Conflict.is(await failure(objects.merge({ ...merge, versions })))).toBe(true);
      const readonly = await open(modelText().replace('lock="column(stand)"', 'write="none"'));
      expect(await refusal(readonly.merge(merge))).toBe(
        'readonly: Customer 2, 3 cannot be merged into 1: 2 Order of what would go cannot be changed, because their mapping says write="none".',
      );
      const view = await open(modelText().replace('table="kunde"', 'table="kunde" write="insert"'));
      expect(await refusal(view.merge(merge))).toMatch(/^readonly: .*the mapping of Customer says write="insert"/);
      const checked = await open(modelText().replace('title="{number}"', 'title="{number}" check="payer != customer"'));
      expect(await refusal(checked.merge(merge))).toBe(
        'invalid: Customer 2, 3 cannot be merged into 1: Order 11 may not be moved: Order must satisfy payer != customer.',
      );
    });

    it('is refused when a table that the model does not know refers to what would go', async () => {
      await database.run(
        'CREATE TABLE mahnung (id INTEGER NOT NULL PRIMARY KEY, kd INTEGER, FOREIGN KEY (kd) REFERENCES kunde (nr) ON DELETE CASCADE)',
      );
      await database.run('INSERT INTO mahnung VALUES (1, 3)');
      const objects = await open();
      expect(await refusal(objects.merge(merge))).toBe(
        'referenced: Customer 2, 3 cannot be merged into 1: the table "mahnung", which the model does not know, refers to what would go by kd; map it, or change its rows first.',
      );
      await database.run('UPDATE mahnung SET kd = 1');
      expect(await objects.merge(merge)).toMatchObject({ state: 'done' });
    });

    it('takes over what must be unique, and marks what the mapping does not delete', async () => {
      await database.run('ALTER TABLE kunde ADD COLUMN weg CHAR(1); CREATE UNIQUE INDEX one_mail ON kunde (email)');
      const taken = await started.objects.merge({ ...merge, choose: { email: '3' } });
      expect(taken.values).toContainEqual({
        attribute: 'email',
        before: 'ann@example.org',
        after: 'ann.example@example.org',
        from: '3',
      });
      const marking = modelText().replace(
        '<join link="referrer" columns="werber"/>',
        `$&<where test="weg == null"/><delete set="weg='X'"/>`,
      );
      const objects = await open(marking);
      const marked = { object: 'Customer', keep: '4', lose: ['1'] };
      // The row that is only marked still has the address.
      expect(await refusal(objects.merge(marked))).toMatch(/^taken: /);
      const receipt = await objects.merge({ ...marked, choose: { email: '4' } });
      expect(receipt.gone).toEqual([{ key: '1', title: 'Ann Example, Wien', how: 'marked' }]);
      expect((await objects.find({ object: 'Customer' })).items.map(({ key }) => key)).toEqual(['4']);
      expect((await (await open()).find({ object: 'Customer' })).items.map(({ key }) => key)).toEqual(['1', '4']);
    });
  });
});
