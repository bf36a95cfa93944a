import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ObjectErrors } from '../../src/index.js';
import { inShort, LEGACY_TABLES, NUMBERED, startKeeping } from './company.js';

const PERMISSIONS = `<permissions>
  <grant role="agent" object="Customer" may="create change" where="city != 'Wien'" hide="balance" mask="iban"/>
  <grant role="supervisor" object="Customer" may="create change delete"/>
  <grant role="auditor" object="Customer" fields="number name"/>
 </permissions>`;
const as = (role: string) => ({ actor: { id: role, roles: [role] } });
const agent = as('agent');
const supervisor = as('supervisor');

describe('the history of objects, for those who may not see all of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-history-'));
  let started: Awaited<ReturnType<typeof startKeeping>>;
  const historyFor = (role: string) => ({
    history: (asked: { object: string; key: string }) => started.objects.history(asked, as(role)),
  });
  const seenBy = (role: string, key: string) =>
    inShort(historyFor(role) as unknown as typeof started.objects, 'Customer', key);
  const update = async (key: string, changes: Record<string, unknown>, who = supervisor) => {
    const { version } = (await started.objects.get({ object: 'Customer', key }, who)) ?? { version: '' };
    return started.objects.update({ object: 'Customer', key, version, changes }, who);
  };

  beforeAll(async () => {
    const database = new Database(join(folder, 'legacy.db'));
    database.exec(`${LEGACY_TABLES}${NUMBERED.sqlite}`);
    database.close();
    started = await startKeeping('sqlite::memory:', `sqlite:${join(folder, 'legacy.db')}`, PERMISSIONS);
  });
  afterAll(async () => {
    await started?.running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows values as the object itself shows them, and nothing of changes they do not see', async () => {
    const values = { number: '1', name: 'Ann', city: 'Graz', iban: 'AT611904300234573201', balance: '5' };
    await started.objects.create({ object: 'Customer', values }, supervisor);
    await update('1', { balance: '7' });
    await update('1', { iban: 'AT611904300234573999' });
    await update('1', { iban: 'DE001904300234573999' });
    await update('1', { city: 'Linz' }, agent);
    expect(await seenBy('agent', '1')).toEqual([
      'update agent city Graz>Linz',
      'update supervisor iban •••201>•••999',
      'create supervisor city >Graz, iban >•••201, name >Ann, number >1',
    ]);
    expect(await seenBy('supervisor', '1')).toHaveLength(5);
    expect(await seenBy('auditor', '1')).toEqual(['create supervisor name >Ann, number >1']);
    const hidden = await started.objects.history({ object: 'Customer', key: '1', attribute: 'balance' }, agent);
    expect(hidden.items).toEqual([]);
  });

  it('is, of objects they may not read, that of objects which are not there', async () => {
    const values = { number: '2', name: 'Ben', city: 'Wien' };
    await started.objects.create({ object: 'Customer', values }, supervisor);
    expect(await started.objects.history({ object: 'Customer', key: '2' }, agent)).toEqual({ items: [] });
    expect(await started.objects.history({ object: 'Customer', key: '99' }, agent)).toEqual({ items: [] });
    const thrown = await started.objects
      .history({ object: 'Customer', key: '2' }, as('guest'))
      .catch((e: unknown) => e);
    expect(ObjectErrors.NotPermitted.is(thrown)).toBe(true);
  });

  it('of one that was deleted is for those who see all objects, and what had the key before is for them, too', async () => {
    const values = { number: '3', name: 'Secret', city: 'Wien' };
    const { version } = await started.objects.create({ object: 'Customer', values }, supervisor);
    await started.objects.delete({ object: 'Customer', key: '3', version }, supervisor);
    expect(await seenBy('agent', '3')).toEqual([]);
    expect(await seenBy('auditor', '3')).toEqual([
      'delete supervisor name Secret>, number 3>',
      'create supervisor name >Secret, number >3',
    ]);
    await started.objects.create({ object: 'Customer', values: { ...values, name: 'Cid', city: 'Graz' } }, agent);
    expect(await seenBy('agent', '3')).toEqual(['create agent city >Graz, name >Cid, number >3']);
    expect(await seenBy('auditor', '3')).toHaveLength(3);
  });
});
