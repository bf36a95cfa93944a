import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modeler } from '@caruso/business-objects';
import { systemClock } from '@caruso/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DraftDocument, OpenedModel } from '../src/api-types.js';
import { type Company, Desk, startCompany } from './company.js';

const MODEL = fileURLToPath(new URL('company/model', import.meta.url));

describe('the modeler, for administrators', () => {
  let root: string;
  let folder: string;
  let company: Company;
  let admin: Desk;
  const at = '/api/studio/models/model';
  const open = async (): Promise<OpenedModel> => (await admin.get(at)).body;
  const draft = async (name: string, change: (text: string) => string): Promise<DraftDocument> => {
    const { documents } = await open();
    const { text, hash } = documents.find((each) => each.name === name) ?? { text: '', hash: '' };
    return { name, text: change(text), hash };
  };
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'front-office-model-'));
    folder = join(root, 'model');
    cpSync(MODEL, folder, { recursive: true });
    company = await startCompany({}, systemClock, { more: [modeler({ model: folder })] });
    admin = await new Desk(company.url).open('ada');
  });
  beforeEach(() => cpSync(MODEL, folder, { recursive: true }));
  afterAll(async () => {
    await company.running.stop();
    rmSync(root, { recursive: true });
  });

  it('lists models and stores, and the tables that the model knows', async () => {
    expect((await admin.get('/api/studio/models')).body).toEqual([
      { model: 'model', documents: ['mapping.xml', 'objects.xml', 'presentation.xml'] },
    ]);
    expect((await admin.get('/api/studio/stores')).body).toMatchObject([{ name: 'system', schema: 'managed' }]);
    const { body } = await admin.get(`${at}/stores/system/tables`);
    expect(body.map(({ name }: { name: string }) => name).sort()).toEqual(['customer', 'meter']);
    const rows = await admin.get(`${at}/stores/system/rows?table=customer&limit=1`);
    expect(rows.body.rows).toHaveLength(1);
  });

  it('checks a draft, maps a column in it, and saves it', async () => {
    const changed = await draft('objects.xml', (text) => text.replace('name="mobile"', 'name="mobile" label="Cell"'));
    const { body: review } = await admin.post(`${at}/review`, { drafts: [changed] });
    expect(review.problems.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
    const edit = { map: { object: 'Customer', member: 'mobile', store: 'system', table: 'customer', column: 'phone' } };
    const { body: edited } = await admin.post(`${at}/edit`, { drafts: [changed], edit });
    expect(edited.done).toContain('Customer.mobile lies in customer.phone');
    expect(edited.changed.map(({ name }: DraftDocument) => name)).toEqual(['mapping.xml']);
    const saved = await admin.post(`${at}/save`, { drafts: [changed] });
    expect(saved.status).toBe(200);
    expect(read('objects.xml')).toBe(changed.text);
  });

  it('refuses to save over what somebody else has saved, and says what that is', async () => {
    const changed = await draft('mapping.xml', (text) => `${text}<!-- mine -->\n`);
    const theirs = `${changed.text}<!-- theirs -->\n`;
    writeFileSync(join(folder, 'mapping.xml'), theirs);
    const { status, body } = await admin.post(`${at}/save`, { drafts: [changed] });
    expect([status, body.error.data.document, body.error.data.current.text]).toEqual([409, 'mapping.xml', theirs]);
    expect(read('mapping.xml')).toBe(theirs);
  });

  it('takes documents that are longer than a form', async () => {
    const long = await draft('mapping.xml', (text) => `${text}<!-- ${'x'.repeat(400_000)} -->\n`);
    expect((await admin.post(`${at}/save`, { drafts: [long] })).status).toBe(200);
    expect(read('mapping.xml')).toBe(long.text);
  });

  it.each([
    ['a path', { drafts: [{ name: '../objects.xml', text: '<x/>', hash: 'x' }] }, 404],
    ['no hash', { drafts: [{ name: 'objects.xml', text: '<x/>' }] }, 400],
    ['nothing', { drafts: [] }, 400],
    ['another shape', { documents: [] }, 400],
  ])('writes nothing for %s', async (_, body, status) => {
    const before = read('objects.xml');
    expect((await admin.post(`${at}/save`, body)).status).toBe(status);
    expect(read('objects.xml')).toBe(before);
  });

  it('is closed to everybody else, and to changes without the token of the session', async () => {
    const drafts = [await draft('objects.xml', (text) => text.replace('Customer', 'Custome'))];
    for (const login of ['agent1', 'sam', 'kim']) {
      const desk = await new Desk(company.url).open(login);
      for (const path of ['/api/studio/models', at, '/api/studio/stores', `${at}/stores/system/rows?table=customer`]) {
        expect((await desk.get(path)).body.error.code).toBe('CRS-FRO-011');
      }
      expect((await desk.post(`${at}/save`, { drafts })).status).toBe(403);
    }
    expect((await new Desk(company.url).post(`${at}/save`, { drafts })).status).toBe(401);
    expect(read('objects.xml')).toBe(readFileSync(join(MODEL, 'objects.xml'), 'utf8'));
  });
});

describe('the modeler of an assembly without one', () => {
  it('is said to be missing, and how to add it', async () => {
    const company = await startCompany();
    const admin = await new Desk(company.url).open('ada');
    const { status, body } = await admin.get('/api/studio/models');
    expect([status, body.error.code]).toEqual([404, 'CRS-FRO-028']);
    expect(body.error.message).toContain('Add modeler(');
    await company.running.stop();
  });
});
