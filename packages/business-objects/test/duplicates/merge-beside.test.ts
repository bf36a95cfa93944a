import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectErrors } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { entering, modelText, startShop, TABLES } from './company.js';

const AS = { actor: { id: 'ann', roles: ['clerk'] } };
const MERGE = { object: 'Customer', keep: '1', lose: ['2', '3'] };
/** The customers' table has no column for how good they are, and that of subscriptions none for a gift. */
const TEXT = modelText()
  .replace(
    '<object name="Customer" key="number"',
    '<object name="Customer" history="true" check="tier != name" key="number"',
  )
  .replace('<link name="referrer"', '<attr name="tier" type="string" size="10"/><attr name="points" type="integer"/>$&')
  .replace('<attr name="product"', '<attr name="gift" type="string" size="10"/>$&')
  .replace(
    '<join link="referrer" columns="werber"/>',
    `$&<extension store="system" key="number"><col attr="tier" column="tier"/><col attr="points" column="points"/></extension>`,
  )
  .replace(
    '<col attr="product" column="produkt"/>',
    '$&<extension store="system" table="gifts" key="customer product"><col attr="gift" column="gift"/></extension>',
  );

/** A rule of the database of which nothing is known before. */
const NEVER_DELETED = {
  sqlite: "CREATE TRIGGER never BEFORE DELETE ON kunde BEGIN SELECT RAISE(ABORT, 'never'); END",
  postgres: `CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'never'; END $$;
    CREATE TRIGGER never BEFORE DELETE ON kunde FOR EACH ROW EXECUTE FUNCTION never()`,
  mariadb:
    "CREATE TRIGGER never BEFORE DELETE ON kunde FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'never'",
};

describe.each(engines)('a merge of objects with attributes beside a table of $name', (engine) => {
  describe.skipIf(engine.missing !== undefined)(titleOf(engine), () => {
    let database: LegacyDatabase;
    let started: Awaited<ReturnType<typeof startShop>>;
    beforeEach(async () => {
      database = await engine.create();
      await database.run(TABLES);
      await database.run(
        entering([
          { number: 1, name: 'Ann Example' },
          { number: 2, name: 'Ann Exampel', phone: '+43158801' },
          { number: 3, name: 'A. Example' },
        ]),
      );
      await database.run("INSERT INTO abo (kunde, produkt) VALUES (2, 'A')");
      started = await startShop(database, TEXT);
    }, 60_000);
    afterEach(async () => {
      await started?.running.stop();
      await database?.drop();
    });
    const change = async (object: string, key: string, changes: Record<string, unknown>) => {
      const found = await started.objects.get({ object, key });
      return started.objects.update({ object, key, version: found?.version ?? '', changes });
    };
    const beside = async (table: string, column: string) =>
      (await started.storage.select({ store: 'system', table, columns: [{ name: column, type: 'string' }] })).map(
        (row) => row[column],
      );

    it('takes over what lies there as it does the rest, and leaves nothing of the others', async () => {
      await change('Customer', '2', { tier: 'gold' });
      await change('Customer', '3', { tier: 'silver', points: 7 });
      await change('Subscription', '["2","A"]', { gift: 'cup' });
      const { objects } = started;
      const planned = await objects.merge({ ...MERGE, choose: { tier: '3' }, dryRun: true });
      expect(planned.values).toEqual([
        { attribute: 'phone', before: null, after: '+43158801', from: '2' },
        { attribute: 'tier', before: null, after: 'silver', from: '3' },
        { attribute: 'points', before: null, after: 7, from: '3' },
      ]);
      const done = await objects.merge({ ...MERGE, choose: { tier: '3' } }, AS);
      expect(done).toMatchObject({ ...planned, state: 'done', parts: [{ store: 'system' }, { store: 'legacy' }] });
      expect((await objects.get({ object: 'Customer', key: '1' }))?.values).toMatchObject({
        phone: '+43158801',
        tier: 'silver',
        points: 7,
      });
      expect(await beside('ext_customer', 'tier')).toEqual(['silver']);
      expect((await objects.get({ object: 'Subscription', key: '["1","A"]' }))?.values.gift).toBe('cup');
      expect(await beside('gifts', 'gift')).toEqual(['cup']);
    });

    it('changes what the survivor has there already', async () => {
      await change('Customer', '1', { tier: 'none', points: 1 });
      await change('Customer', '2', { tier: 'gold' });
      await started.objects.merge({ ...MERGE, choose: { tier: '2' } });
      const merged = await started.objects.get({ object: 'Customer', key: '1' });
      expect(merged?.values).toMatchObject({ tier: 'gold', points: 1 });
    });

    it('is in the history of each of them', async () => {
      await change('Customer', '2', { tier: 'gold' });
      await started.objects.merge(MERGE, AS);
      const told = async (key: string) => {
        const { items } = await started.objects.history({ object: 'Customer', key });
        return items.map(({ operation, actor = '-', changes }) =>
          [operation, actor, ...changes.map(({ attribute, from, to }) => `${attribute}: ${from} -> ${to}`)].join(' '),
        );
      };
      expect(new Set(await told('1'))).toEqual(
        new Set(['update ann tier: null -> gold', 'update ann phone: null -> +43158801']),
      );
      expect(new Set(await told('2'))).toEqual(
        new Set([
          'delete ann number: 2 -> null name: Ann Exampel -> null phone: +43158801 -> null',
          'update ann tier: gold -> null',
          'update - tier: null -> gold',
        ]),
      );
    });

    it('is refused when rules that look at both sides say so, and when somebody was faster', async () => {
      const { version } = await change('Customer', '2', { tier: 'Ann Example'.slice(0, 10), name: 'other' });
      await change('Customer', '1', { name: 'Ann Exampl' });
      const wrong = await started.objects.merge({ ...MERGE, dryRun: true }).catch((thrown: unknown) => thrown);
      expect(ObjectErrors.Invalid.is(wrong) && wrong.data.violations).toMatchObject([{ rule: 'check' }]);
      await change('Customer', '2', { tier: 'gold' });
      const late = await started.objects
        .merge({ ...MERGE, versions: { 2: version } })
        .catch((thrown: unknown) => thrown);
      expect(ObjectErrors.Conflict.is(late)).toBe(true);
    });

    it('puts back what lies there when the table refuses its part', async () => {
      await change('Customer', '1', { points: 1 });
      await change('Customer', '2', { tier: 'gold' });
      await change('Customer', '3', { tier: 'silver' });
      await change('Subscription', '["2","A"]', { gift: 'cup' });
      const { objects } = started;
      const everything = async () => [
        (await objects.find({ object: 'Customer' })).items,
        (await objects.find({ object: 'Subscription' })).items,
      ];
      const before = await everything();
      await database.run(NEVER_DELETED[engine.name]);
      const refused = await objects.merge(MERGE).catch((thrown: unknown) => thrown);
      expect(ObjectErrors.NotMergeable.is(refused) && refused.data.detail).toContain('what was moved is back');
      expect(await everything()).toEqual(before);
    });
  });
});
