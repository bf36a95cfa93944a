import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines, type LegacyDatabase, titleOf } from '../databases.js';
import { entering, modelText, startShop, TABLES } from './company.js';

const NUMBERS = [1, 2, 3, 4];

describe.each(engines)('the key of an object that has become another one, in tables of $name', (engine) => {
  describe.skipIf(engine.missing !== undefined)(titleOf(engine), () => {
    let database: LegacyDatabase;
    let started: Awaited<ReturnType<typeof startShop>>;
    beforeEach(async () => {
      database = await engine.create();
      await database.run(TABLES);
      await database.run(entering(NUMBERS.map((number) => ({ number, name: `Customer ${number}` }))));
      started = await startShop(database, modelText());
    }, 60_000);
    afterEach(async () => {
      await started?.running.stop();
      await database?.drop();
    });
    const merge = (keep: string, ...lose: readonly string[]) =>
      started.objects.merge({ object: 'Customer', keep, lose: [...lose] });
    const got = async (key: string) => (await started.objects.get({ object: 'Customer', key }))?.key;
    const merged = (key: string) => started.objects.merged({ object: 'Customer', key });

    it('leads to that one, also when it became another one itself', async () => {
      await merge('2', '3', '4');
      await merge('1', '2');
      expect(await Promise.all(['1', '2', '3', '4'].map(got))).toEqual(['1', '1', '1', '1']);
      const { key, former } = await merged('4');
      expect([key, [...former].sort()]).toEqual(['1', ['2', '3', '4']]);
    });

    it('leads nowhere when nobody has it, and to itself when there is an object', async () => {
      expect(await merged('2')).toEqual({ key: '2', former: [] });
      expect(await merged('4711')).toEqual({ key: null, former: [] });
      expect(await got('4711')).toBeUndefined();
    });

    it('is that of a new object when it is given anew', async () => {
      await merge('1', '2');
      await database.run(entering([{ number: 2, name: 'Somebody else' }]));
      expect(await got('2')).toBe('2');
      expect(await merged('1')).toEqual({ key: '1', former: [] });
      await merge('3', '2');
      expect([await got('2'), await merged('1')]).toEqual(['3', { key: '1', former: [] }]);
    });

    it('stays its own when the merge is refused', async () => {
      await database.run('CREATE TABLE karte (kunde INTEGER NOT NULL REFERENCES kunde (nr))');
      await database.run('INSERT INTO karte VALUES (2)');
      await expect(merge('1', '2')).rejects.toThrow('karte');
      await database.run('DELETE FROM karte');
      await database.run('DELETE FROM kunde WHERE nr = 2');
      expect(await got('2')).toBeUndefined();
    });
  });
});
