import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findDuplicates } from '../../src/duplicates/find-duplicates.js';
import { ObjectErrors, openObjects } from '../../src/index.js';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { entering, modelText, type Person, startShop, TABLES } from './company.js';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined).catch((thrown: unknown) => thrown);

const PEOPLE: readonly Person[] = [
  { number: 1, name: 'Jürgen Müller', city: 'Wien', email: 'Juergen@Example.org', phone: '+43 1 58801' },
  { number: 2, name: 'Jurgen Muller', city: 'Wien', email: 'other@example.org' },
  { number: 3, name: 'Ann Example', city: 'Graz', email: 'JUERGEN@example.org' },
  { number: 4, name: 'Bau GmbH', city: 'Linz', phone: '01/58801' },
  { number: 5, name: 'Zoe Stein', city: 'Wels' },
  { number: 6, name: 'Stein, Zoë', city: 'wels ' },
  { number: 7, name: 'Kim Lone', city: 'Enns' },
];

describe.each(engines)('duplicates in tables of $name', (engine) => {
  describe.skipIf(engine.missing !== undefined)(titleOf(engine), () => {
    let database: LegacyDatabase;
    let started: Awaited<ReturnType<typeof startShop>>;
    beforeAll(async () => {
      database = await engine.create();
      await database.run(TABLES);
      await database.run(entering(PEOPLE));
      started = await startShop(database);
    }, 60_000);
    afterAll(async () => {
      await started?.running.stop();
      await database?.drop();
    });

    const found = async (values: Record<string, unknown>, key?: string) => {
      const question = { object: 'Customer', values, ...(key === undefined ? {} : { key }) };
      const { candidates, complete } = await started.objects.duplicatesOf(question);
      expect(complete).toBe(true);
      return candidates.map(({ item, score, because }) => [item.key, score, because.map(({ on }) => on.join(' '))]);
    };

    it('are found for values before they are written, with how likely it is and why', async () => {
      expect(await found({ email: ' juergen@EXAMPLE.org' })).toEqual([
        ['1', 1, ['email']],
        ['3', 1, ['email']],
      ]);
      expect(await found({ phone: '0043 1 588-01' })).toEqual([
        ['1', 1, ['phone']],
        ['4', 1, ['phone']],
      ]);
      expect(await found({ name: 'Juergen Mueller', city: 'wien', email: 'juergen@example.org' })).toEqual([
        ['1', 1, ['email', 'name city']],
        ['3', 1, ['email']],
        ['2', expect.closeTo(0.97, 1), ['name city']],
      ]);
      expect(await found({ name: 'Nobody', city: 'Nowhere' })).toEqual([]);
    });

    it('are found whatever the accents, blanks and order of words', async () => {
      expect(await found({}, '1')).toEqual([
        ['2', 1, ['name city']],
        ['3', 1, ['email']],
        ['4', 1, ['phone']],
      ]);
      expect(await found({}, '5')).toEqual([['6', 1, ['name city']]]);
      expect(await found({ name: 'Tief GmbH', city: 'Linz' }, '7')).toEqual([]);
      expect(await found({ name: 'Bau', city: 'Linz' }, '7')).toEqual([['4', 1, ['name city']]]);
    });

    it('are found in the whole store, as groups with the reason of each', async () => {
      const groups: unknown[] = [];
      const phases: unknown[] = [];
      for await (const step of started.objects.duplicates({ object: 'Customer' })) {
        if ('group' in step) groups.push(step.group);
        else phases.push(step);
      }
      expect(groups).toEqual([
        {
          score: 1,
          members: [
            { key: '1', title: 'Jürgen Müller, Wien', to: '3', score: 1, on: ['email'] },
            { key: '2', title: 'Jurgen Muller, Wien', to: '1', score: 1, on: ['name', 'city'] },
            { key: '3', title: 'Ann Example, Graz', to: '1', score: 1, on: ['email'] },
            { key: '4', title: 'Bau GmbH, Linz', to: '1', score: 1, on: ['phone'] },
          ],
        },
        {
          score: 1,
          members: [
            { key: '5', title: 'Zoe Stein, Wels', to: '6', score: 1, on: ['name', 'city'] },
            { key: '6', title: 'Stein, Zoë, wels', to: '5', score: 1, on: ['name', 'city'] },
          ],
        },
      ]);
      expect(phases.at(-1)).toEqual({ phase: 'comparing', objects: 7, orders: 5 });
    });

    it('cannot be looked for where nothing says what they are', async () => {
      const thrown = await failure(started.objects.duplicatesOf({ object: 'Order', values: {} }));
      expect(ObjectErrors.NoDedupe.is(thrown) && thrown.message).toBe(
        'Nothing says when two "Order" are the same. Add <dedupe on="…"/> to the object in the model.',
      );
      expect(
        ObjectErrors.NotFound.is(await failure(started.objects.duplicatesOf({ object: 'Customer', key: '99' }))),
      ).toBe(true);
    });
  });
});

describe('duplicates among very many objects', () => {
  let database: LegacyDatabase;
  let started: Awaited<ReturnType<typeof startShop>>;
  beforeEach(async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    database = await sqlite.create();
    await database.run(TABLES);
    started = await startShop(database);
  });
  afterEach(async () => {
    await started?.running.stop();
    await database?.drop();
  });

  it('say so when there were more to compare than are read', async () => {
    const many = Array.from({ length: 450 }, (_, number) => ({ number, name: `Schmidt ${number}`, city: 'Wien' }));
    await database.run(entering(many));
    const { candidates, complete } = await started.objects.duplicatesOf({
      object: 'Customer',
      values: { name: 'Schmidt 7', city: 'Wien' },
      limit: 3,
    });
    expect(complete).toBe(false);
    expect(candidates).toHaveLength(3);
    expect(candidates[0]?.score).toBe(1);
  });

  it('are found in memory as in files, and misspelt ones nearly all', async () => {
    // Made names, each a second time with one letter changed, left out or swapped.
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const syllables = ['ba', 'ker', 'lo', 'min', 'stra', 'vel', 'dor', 'gu', 'nim', 'pe', 'sol', 'tar', 'hof', 'xen'];
    const word = () => Array.from({ length: 2 + next(2) }, () => syllables[next(syllables.length)]).join('');
    const misspelt = (name: string) => {
      const at = next(name.length - 1);
      const spoilt = [
        name.slice(0, at) + name.slice(at + 1),
        `${name.slice(0, at)}q${name.slice(at + 1)}`,
        name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
      ];
      return spoilt[next(3)] ?? name;
    };
    const people = Array.from({ length: 1_500 }, (_, number): Person => {
      return { number, name: `${word()} ${word()}${number}`, city: word() };
    });
    const again = people
      .slice(0, 300)
      .map((each) => ({ ...each, number: each.number + 10_000, name: misspelt(each.name) }));
    await database.run(entering([...people, ...again]));
    const source = {
      objects: openObjects(started.model, { storage: started.storage, clock: started.clock, zone: 'UTC' }),
      plan: (object: string) => source.objects.plan(object),
      asks: () => true,
    };
    const pairsOf = async (mostInMemory?: number) => {
      const pairs = new Set<string>();
      for await (const step of findDuplicates(mostInMemory ? { ...source, mostInMemory } : source, 'Customer')) {
        if (!('group' in step)) continue;
        const keys = step.group.members.map(({ key }) => Number(key));
        for (const key of keys) if (keys.includes(key + 10_000)) pairs.add(String(key));
      }
      return pairs;
    };
    const inMemory = await pairsOf();
    expect(inMemory.size).toBeGreaterThan(290);
    const folder = mkdtempSync(join(tmpdir(), 'caruso-duplicates-'));
    vi.stubEnv('TMPDIR', folder);
    expect(await pairsOf(100)).toEqual(inMemory);
    expect(readdirSync(folder)).toEqual([]);
    vi.unstubAllEnvs();
    rmdirSync(folder);
  });
});

describe('duplicates for an actor', () => {
  it('are those that he reads, by what he sees of them', async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new RangeError('SQLite is always there');
    const database = await sqlite.create();
    await database.run(TABLES);
    await database.run(entering(PEOPLE));
    const { running, objects } = await startShop(
      database,
      modelText(`<permissions>
        <grant role="viennese" object="Customer" where="city == 'Wien'"/>
        <grant role="blind" object="Customer" hide="email" mask="phone"/>
        <grant role="none" object="Order"/></permissions>`),
    );
    const as = (role: string) => ({ actor: { id: 'x', roles: [role] } });
    const keysFor = async (role: string, values: Record<string, unknown>) =>
      (await objects.duplicatesOf({ object: 'Customer', values }, as(role))).candidates.map(({ item }) => item.key);
    expect(await keysFor('viennese', { email: 'juergen@example.org' })).toEqual(['1']);
    expect(await keysFor('blind', { email: 'juergen@example.org', phone: '+43158801' })).toEqual([]);
    expect(await keysFor('blind', { name: 'Zoe Stein', city: 'Wels' })).toEqual(['5', '6']);
    expect(ObjectErrors.NotPermitted.is(await failure(keysFor('none', { email: 'juergen@example.org' })))).toBe(true);
    const groups: unknown[] = [];
    for await (const step of objects.duplicates({ object: 'Customer' }, as('blind'))) {
      if ('group' in step) groups.push(step.group.members.map(({ key }) => key));
    }
    expect(groups).toEqual([
      ['1', '2'],
      ['5', '6'],
    ]);
    await running.stop();
    await database.drop();
  });
});
