import { Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContactCentreErrors } from '../src/errors.js';
import { TestCentre } from './support/running.js';

describe('a log that another version of the program has written', () => {
  let test: TestCentre;
  beforeEach(() => {
    test = new TestCentre();
  });
  afterEach(() => test.close());

  /** The last event is as a program of that version would have left it. */
  async function written(version: number | null) {
    const { running, centre } = await test.start();
    await centre.logIn({ agent: 'bob' });
    const set = [{ column: { name: 'version', type: 'integer' } as const, value: version }];
    const last = { column: { name: 'number', type: 'long' }, op: 'gt', value: '0' } as const;
    const statements = [{ update: { table: 'com_event', set, where: last } }];
    await running.get(Storage).write({ store: 'system', statements });
    return { running, centre };
  }

  it.each([1, null])('is understood when it is older, or of before there were versions (%s)', async (version) => {
    const { running, centre } = await written(version);
    const before = await centre.events({});
    await running.stop();
    const { centre: again } = await test.start();
    expect(await again.agent({ agent: 'bob' })).toMatchObject({ state: 'not-ready' });
    expect((await again.events({})).slice(0, before.length)).toEqual(before);
  });

  it('is not gone on with when it is newer', async () => {
    const { running } = await written(3);
    await running.stop();
    await expect(test.start()).rejects.toMatchObject({ code: ContactCentreErrors.LogNewer.code });
  });

  it('is newer for programs of before private questions, which would not keep a recording paused', async () => {
    const { running, centre } = await test.start();
    await centre.logIn({ agent: 'bob' });
    const columns = [{ name: 'version', type: 'integer' } as const];
    const rows = await running.get(Storage).select({ store: 'system', table: 'com_event', columns });
    expect(new Set(rows.map(({ version }) => version))).toEqual(new Set([2]));
  });
});
