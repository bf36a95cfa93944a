import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@caruso/core';
import { Dialogs } from '@caruso/script-engine/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Company, Desk, startCompany } from './company.js';

const SCRIPTS = fileURLToPath(new URL('company/scripts', import.meta.url));
const at = '/api/studio/scripts/reading.xml';

describe('the script studio, for administrators', () => {
  let folder: string;
  let company: Company;
  let admin: Desk;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'front-office-scripts-'));
    cpSync(SCRIPTS, folder, { recursive: true });
    company = await startCompany({}, systemClock, { scripts: folder, studio: {} });
    admin = await new Desk(company.url).open('ada');
  });
  beforeEach(() => rmSync(join(folder, 'drafts'), { recursive: true, force: true }));
  afterAll(async () => {
    await company.running.stop();
    rmSync(folder, { recursive: true });
  });

  it('lists scripts, opens one, changes it, and keeps it as a draft', async () => {
    const { body: listed } = await admin.get('/api/studio/scripts');
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(['feedback.xml', 'reading.xml']);
    const { body: opened } = await admin.get(at);
    expect(opened.review.problems).toEqual([]);
    const edit = { set: { path: [], name: 'title', value: 'Another title' } };
    const { body: edited } = await admin.post(`${at}/edit`, { text: opened.text, edit });
    expect(edited.review.picture.nodes[0].title).toBe('Another title');
    const saved = await admin.post(`${at}/save`, { text: edited.text, hash: opened.hash });
    expect([saved.status, saved.body.draft]).toEqual([200, true]);
    expect(readFileSync(join(folder, 'drafts/reading.xml'), 'utf8')).toBe(edited.text);
  });

  it('answers a save over that of somebody else with what he saved', async () => {
    const { body: opened } = await admin.get(at);
    await admin.post(`${at}/save`, { text: `${opened.text}<!-- theirs -->`, hash: opened.hash });
    const { status, body } = await admin.post(`${at}/save`, { text: opened.text, hash: opened.hash });
    expect([status, body.error.data.document]).toEqual([409, 'reading.xml']);
    expect(body.error.data.current.text).toContain('theirs');
  });

  it('tries a script out, and previews it', async () => {
    const { body: opened } = await admin.get(at);
    const { body: trial } = await admin.post(`${at}/attempt`, { text: opened.text, channel: 'agent', moves: [] });
    expect(trial.screen ?? trial.refused).toBeDefined();
    const { body: preview } = await admin.post(`${at}/preview`, { text: opened.text, path: [0], language: 'en' });
    expect(preview).toHaveLength(5);
  });

  it('tells before publishing where open dialogs would stand, and lets them go on on the new version', async () => {
    const dialogs = company.running.get(Dialogs);
    const begun = await dialogs.begin({ script: 'feedback', channel: 'agent', owner: 'agent1' });
    const feedback = '/api/studio/scripts/feedback.xml';
    const { body: opened } = await admin.get(feedback);
    const { body: edited } = await admin.post(`${feedback}/edit`, {
      text: opened.text,
      edit: { set: { path: [], name: 'version', value: '99' } },
    });
    const { body: foretold } = await admin.post(`${feedback}/migrations`, { text: edited.text });
    expect(foretold).toEqual([expect.objectContaining({ dialog: begun.dialog, to: '99', result: 'same' })]);
    await admin.post(`${feedback}/publish`, { text: edited.text, hash: opened.hash });
    const { body: moved } = await admin.post(`${feedback}/migrate`, {});
    expect(moved).toEqual([expect.objectContaining({ dialog: begun.dialog, to: '99', result: 'same' })]);
    expect((await dialogs.show({ dialog: begun.dialog })).script.version).toBe('99');
    const { body: counted } = await admin.get(`${feedback}/statistics`);
    expect(counted).toMatchObject({ dialogs: 1, open: 1 });
    const stranger = await new Desk(company.url).open('agent1');
    expect((await stranger.post(`${feedback}/migrations`, { text: edited.text })).status).toBe(403);
  });

  it('begins the draft of a new script, and says why it does not', async () => {
    const { body: created } = await admin.post('/api/studio/scripts', { id: 'lost-key' });
    expect([created.name, created.live]).toEqual(['lost-key.xml', undefined]);
    const { body: counted } = await admin.get('/api/studio/scripts/lost-key.xml/statistics');
    expect(counted).toBeNull();
    const again = await admin.post('/api/studio/scripts', { id: 'lost-key' });
    expect(again.body.error.message).toContain('there is such a script already');
  });

  it('is closed to everybody else', async () => {
    for (const login of ['agent1', 'sam']) {
      const desk = await new Desk(company.url).open(login);
      for (const path of ['/api/studio/scripts', at, `${at}/versions`]) expect((await desk.get(path)).status).toBe(403);
      expect((await desk.post(`${at}/save`, { text: '', hash: 'x' })).status).toBe(403);
    }
  });

  it('is said to be missing from an assembly without one, and how to add it', async () => {
    const other = await startCompany();
    const { status, body } = await (await new Desk(other.url).open('ada')).get('/api/studio/scripts');
    expect([status, body.error.code]).toEqual([404, 'CRS-FRO-029']);
    await other.running.stop();
  });
});
