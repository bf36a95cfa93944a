import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entity } from '../src/contract.js';
import { ObjectErrors } from '../src/index.js';
import { startUtility, UTILITY } from './utility.js';

type Started = Awaited<ReturnType<typeof startUtility>>;

async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

describe('business objects over managed tables', () => {
  let started: Started;
  let ann: Entity;

  beforeAll(async () => {
    started = await startUtility();
    const values = { number: '42', name: 'Ann Example', city: 'Vienna', email: 'ann@example.org' };
    ann = await started.objects.create({ object: 'Customer', values });
  });
  afterAll(() => started?.running.stop());

  it('creates an object with defaults and gives it back with key, title and version', () => {
    expect(ann).toMatchObject({ object: 'Customer', key: '42', title: 'Ann Example, Vienna', links: {} });
    expect(ann.values).toEqual({
      number: '42',
      name: 'Ann Example',
      city: 'Vienna',
      email: 'ann@example.org',
      marketing: 'unknown',
    });
    expect(ann.version).not.toBe('');
  });

  it('stores it in the form of the table', async () => {
    const column = (name: string) => ({ name, type: 'string' as const });
    const rows = await started.storage.select({
      store: 'system',
      table: 'KDSTAMM',
      columns: [column('KD_NR'), column('WERBG')],
    });
    expect(rows).toEqual([{ KD_NR: '0000000042', WERBG: ' ' }]);
  });

  it('lets the database number, converts, and resolves links both ways', async () => {
    const { objects } = started;
    const values = { from: '2026-01-01', amount: '12.5', customer: '42' };
    const contract = await objects.create({ object: 'Contract', values });
    expect(contract).toMatchObject({ key: '1', version: '1', title: '1' });
    expect(contract.values).toEqual({
      number: 1,
      from: '2026-01-01',
      to: null,
      amount: '12.50',
      active: true,
      customer: '42',
    });
    const reading = { at: '2026-02-01T10:00:00+01:00', value: 7, contract: '1' };
    const stored = await objects.create({ object: 'Reading', values: reading });
    expect(stored.key).toBe('["1","2026-02-01T09:00:00.000Z"]');
    expect(await objects.get({ object: 'Reading', key: stored.key })).toEqual(stored);
    const found = await objects.get({ object: 'Customer', key: '42', include: ['contracts.readings'] });
    expect(found?.links.contracts?.[0]?.links.readings).toEqual([stored]);
    const back = await objects.get({ object: 'Reading', key: stored.key, include: ['contract.customer'] });
    expect(back?.links.contract?.[0]?.links.customer?.[0]?.title).toBe('Ann Example, Vienna');
  });

  it('changes what is as it was read, and refuses with both versions what is not', async () => {
    const { objects } = started;
    const changed = await objects.update({
      object: 'Customer',
      key: '42',
      version: ann.version,
      changes: { city: null, marketing: 'optIn' },
    });
    expect(changed.values).toMatchObject({ city: null, marketing: 'optIn' });
    expect(changed.version).not.toBe(ann.version);
    const late = { object: 'Customer', key: '42', version: ann.version, changes: { city: 'Graz' } };
    const thrown = await thrownBy(objects.update(late));
    expect(ObjectErrors.Conflict.is(thrown) && thrown.data).toEqual({
      object: 'Customer',
      key: '42',
      expected: ann.version,
      current: { version: changed.version, title: changed.title, values: changed.values },
    });
  });

  it('counts changes in the lock column', async () => {
    const change = { object: 'Contract', key: '1', version: '1', changes: { to: '2026-12-31' } };
    const changed = await started.objects.update(change);
    expect(changed).toMatchObject({ version: '2', values: { to: '2026-12-31' } });
    expect(ObjectErrors.Conflict.is(await thrownBy(started.objects.update(change)))).toBe(true);
  });

  it('reports all violations at once', async () => {
    const values = { number: '12345678901', city: 'x'.repeat(41), email: 'nobody', marketing: 'maybe', colour: 'red' };
    const thrown = await thrownBy(started.objects.create({ object: 'Customer', values }));
    const found = ObjectErrors.Invalid.is(thrown) ? thrown.data.violations : [];
    expect(found.map(({ attribute, rule }) => `${attribute} ${rule}`)).toEqual([
      'number size',
      'city size',
      'email format',
      'marketing values',
      'colour unknown',
      'name required',
    ]);
  });

  it('evaluates checks of attributes and of the whole object', async () => {
    const values = { from: '2026-01-01', to: '2025-01-01', amount: '-1', customer: '42' };
    const thrown = await thrownBy(started.objects.create({ object: 'Contract', values }));
    const found = ObjectErrors.Invalid.is(thrown) ? thrown.data.violations : [];
    expect(found.map(({ attribute, rule }) => `${attribute} ${rule}`)).toEqual(['amount check', 'Contract check']);
  });

  it('refuses links that lead nowhere, values the column cannot express, and changes of the key', async () => {
    const rules = async (promise: Promise<unknown>) => {
      const thrown = await thrownBy(promise);
      return ObjectErrors.Invalid.is(thrown) ? thrown.data.violations.map(({ rule }) => rule) : [];
    };
    const { objects } = started;
    const values = { from: '2026-01-01', customer: '43' };
    expect(await rules(objects.create({ object: 'Contract', values }))).toEqual(['link']);
    expect(await rules(objects.create({ object: 'Customer', values: { number: '007', name: 'Bond' } }))).toEqual([
      'convert',
    ]);
    expect(await rules(objects.create({ object: 'Customer', values: { number: '7', name: 'B', city: '-' } }))).toEqual([
      'convert',
    ]);
    const contract = await objects.get({ object: 'Contract', key: '1' });
    const change = { object: 'Contract', key: '1', version: contract?.version ?? '', changes: { number: 2 } };
    expect(await rules(objects.update(change))).toEqual(['key']);
  });

  it('refuses a second object with the same key', async () => {
    const values = { number: '42', name: 'Another' };
    expect(ObjectErrors.AlreadyExists.is(await thrownBy(started.objects.create({ object: 'Customer', values })))).toBe(
      true,
    );
  });

  it('marks instead of deleting where the mapping says so', async () => {
    const { objects, storage } = started;
    const bob = await objects.create({ object: 'Customer', values: { number: '5', name: 'Bob' } });
    await objects.delete({ object: 'Customer', key: '5', version: bob.version });
    expect(await objects.get({ object: 'Customer', key: '5' })).toBeNull();
    const column = { name: 'LOEKZ', type: 'string' as const };
    const rows = await storage.select({ store: 'system', table: 'KDSTAMM', columns: [column] });
    expect(rows.map(({ LOEKZ }) => LOEKZ)).toContain('X');
  });

  it('writes only what the mapping allows', async () => {
    const thrown = await thrownBy(started.objects.delete({ object: 'Reading', key: '["1","x"]', version: '' }));
    expect(ObjectErrors.NotWritable.is(thrown)).toBe(true);
  });

  it('filters by stored forms and finds nulls behind their markers', async () => {
    const { objects } = started;
    const keys = async (where: Parameters<typeof objects.find>[0]['where']) =>
      (await objects.find({ object: 'Customer', where })).items.map(({ key }) => key);
    expect(await keys({ attribute: 'marketing', op: 'eq', value: 'optIn' })).toEqual(['42']);
    expect(await keys({ attribute: 'city', op: 'isNull' })).toEqual(['42']);
    expect(await keys({ attribute: 'city', op: 'notNull' })).toEqual([]);
    const thrown = await thrownBy(keys({ attribute: 'marketing', op: 'gt', value: 'optIn' }));
    expect(ObjectErrors.FilterNotPossible.is(thrown)).toBe(true);
  });

  it('searches in what is marked for it, ignoring case', async () => {
    const { items } = await started.objects.find({ object: 'Customer', search: 'EXAMP' });
    expect(items.map(({ key }) => key)).toEqual(['42']);
    const thrown = await thrownBy(started.objects.find({ object: 'Reading', search: 'x' }));
    expect(ObjectErrors.NotSearchable.is(thrown)).toBe(true);
  });

  it('names what it does not know, with a suggestion', async () => {
    const { objects } = started;
    await expect(objects.get({ object: 'Custmer', key: '1' })).rejects.toThrow("did you mean 'Customer'?");
    await expect(objects.find({ object: 'Customer', sort: ['nam'] })).rejects.toThrow("did you mean 'name'?");
    await expect(objects.get({ object: 'Customer', key: '1', include: ['contract'] })).rejects.toThrow(
      "did you mean 'contracts'?",
    );
  });

  it('describes its types with labels and presentation', async () => {
    const [customer] = await started.objects.types({});
    expect(customer?.presentation.list).toEqual({
      columns: ['number', 'name', 'city'],
      sort: '-name',
      filters: ['city'],
    });
    expect(customer?.attributes[1]).toEqual({
      name: 'name',
      label: 'Name',
      type: 'string',
      required: true,
      size: 80,
      search: true,
      writable: true,
    });
  });
});

describe('a mapping that takes part of a table', () => {
  it('makes new objects with the values its condition asks for', async () => {
    const text = UTILITY.replace("LOEKZ != 'X'", "KIND == 'C' and not (LOEKZ in ['X', 'Y'])");
    const { running, objects, storage } = await startUtility(text);
    await objects.create({ object: 'Customer', values: { number: '1', name: 'Ann' } });
    const kind = { name: 'KIND', type: 'string' as const };
    expect(await storage.select({ store: 'system', table: 'KDSTAMM', columns: [kind] })).toEqual([{ KIND: 'C' }]);
    const where = { column: kind, op: 'eq' as const, value: 'C' };
    const set = [{ column: kind, value: 'S' }];
    await storage.write({ store: 'system', statements: [{ update: { table: 'KDSTAMM', set, where } }] });
    expect((await objects.find({ object: 'Customer' })).items).toEqual([]);
    await running.stop();
  });
});

describe('a stored value that the mapping does not know', () => {
  it('is an error that names column and attribute, not a guess', async () => {
    const { running, objects, storage } = await startUtility();
    await objects.create({ object: 'Customer', values: { number: '1', name: 'Ann' } });
    const column = { name: 'WERBG', type: 'string' as const };
    const update = {
      table: 'KDSTAMM',
      set: [{ column, value: '?' }],
      where: { column, op: 'eq' as const, value: ' ' },
    };
    await storage.write({ store: 'system', statements: [{ update }] });
    const thrown = await thrownBy(objects.get({ object: 'Customer', key: '1' }));
    expect(ObjectErrors.UnreadableValue.is(thrown) && thrown.data).toEqual({
      object: 'Customer',
      attribute: 'marketing',
      column: 'WERBG',
      found: '"?"',
    });
    await running.stop();
  });
});
