import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ObjectErrors } from '../../src/index.js';
import { engines, type LegacyDatabase } from '../databases.js';
import { entering, modelText, startShop, TABLES } from './company.js';

const AS = { actor: { id: 'ann', roles: ['clerk'] } };
const MERGE = { object: 'Customer', keep: '1', lose: ['2'] };

describe('a merge of objects that keep a history', () => {
  let database: LegacyDatabase;
  let started: Awaited<ReturnType<typeof startShop>>;
  beforeEach(async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    database = await sqlite.create();
    await database.run(TABLES);
    await database.run(
      entering([
        { number: 1, name: 'Ann Example' },
        { number: 2, name: 'Ann Exampel', phone: '+43158801' },
      ]),
    );
    await database.run(
      'UPDATE kunde SET werber = 2 WHERE nr = 1; INSERT INTO auftrag (nr, kunde, stand) VALUES (10, 2, 1)',
    );
    started = await startShop(database, modelText().replaceAll(/<object name/g, '<object history="true" name'));
  });
  afterEach(async () => {
    await started?.running.stop();
    await database?.drop();
  });
  const historyOf = async (object: string, key: string) => {
    const { items } = await started.objects.history({ object, key });
    return items.map(({ operation, actor, changes }) => [
      operation,
      actor,
      ...changes.map(({ attribute, from, to }) => `${attribute}: ${from} -> ${to}`),
    ]);
  };

  it('is told of each of them, with who made it, when all lie in one store', async () => {
    await started.objects.merge(MERGE, AS);
    expect(await historyOf('Customer', '1')).toEqual([
      ['update', 'ann', 'phone: null -> +43158801'],
      ['update', 'ann', 'referrer: 2 -> null'],
    ]);
    expect(await historyOf('Customer', '2')).toEqual([
      ['delete', 'ann', 'number: 2 -> null', 'name: Ann Exampel -> null', 'phone: +43158801 -> null'],
    ]);
    expect(await historyOf('Order', '10')).toEqual([['update', 'ann', 'customer: 2 -> 1']]);
  });

  it('is told of those in other stores, too, when they have moved', async () => {
    const { key } = await started.objects.create({ object: 'Note', values: { text: 'called', customer: '2' } });
    expect(await started.objects.merge(MERGE, AS)).toMatchObject({ state: 'done', parts: [{}, {}] });
    expect((await historyOf('Note', key))[0]).toEqual(['update', 'ann', 'customer: 2 -> 1']);
    expect(await historyOf('Order', '10')).toEqual([['update', 'ann', 'customer: 2 -> 1']]);
    expect((await historyOf('Customer', '2'))[0]?.slice(0, 2)).toEqual(['delete', 'ann']);
  });

  it('that is refused leaves in it what was moved, and that it was put back', async () => {
    const { key } = await started.objects.create({ object: 'Note', values: { text: 'called', customer: '2' } });
    // A rule of the database of which nothing is known before.
    await database.run(
      "CREATE TRIGGER never BEFORE DELETE ON kunde BEGIN SELECT RAISE(ABORT, 'customers are never deleted'); END",
    );
    const thrown = await started.objects.merge(MERGE, AS).catch((error: unknown) => error);
    expect(ObjectErrors.NotMergeable.is(thrown) && thrown.data.detail).toContain('what was moved is back');
    expect((await historyOf('Note', key)).slice(0, 2)).toEqual([
      ['update', 'ann', 'customer: 1 -> 2'],
      ['update', 'ann', 'customer: 2 -> 1'],
    ]);
    expect(await historyOf('Order', '10')).toEqual([]);
    expect(await historyOf('Customer', '2')).toEqual([]);
  });
});
