import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stub } from '@caruso/core';
import type { RunningAssembly } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dialogs, ScriptStudio, type TrialMove } from '../src/contract.js';
import { startUtility } from './support/utility-company.js';

const sample = new URL('./scripts/meter-and-move.xml', import.meta.url);
const name = 'meter-and-move.xml';
const actor = { id: 'ada', roles: ['administrator'] };

let folder: string;
let running: RunningAssembly;
let studio: Stub<typeof ScriptStudio>;

const start = async () => {
  running = await startUtility(join(folder, 'caruso.db'), { note: () => {} }, folder);
  studio = running.get(ScriptStudio);
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-studio-'));
  copyFileSync(sample, join(folder, name));
  await start();
});
afterEach(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const open = () => studio.open({ name }, { actor });
const nodeOf = async (key: string, text?: string) => {
  const { picture } = await studio.review({ name, text: text ?? (await open()).text }, { actor });
  const node = picture?.nodes.find((each) => each.key === key);
  if (!node) throw new Error(`no node ${key}`);
  return node;
};

describe('the studio', () => {
  it('shows a script as a picture, with what is wrong at its node', async () => {
    const { text, review, draft, live } = await open();
    expect(review).toMatchObject({ id: 'meter-and-move', languages: ['en', 'de'], problems: [] });
    expect([draft, live?.version]).toEqual([false, '7']);
    const wrong = text.replace("answers.reason == 'move'", "answers.reasn == 'move'");
    const { problems, picture } = await studio.review({ name, text: wrong }, { actor });
    expect(problems).toMatchObject([{ code: 'unknown-name', node: 'reason' }]);
    expect(picture?.nodes).toHaveLength(26);
  });

  it('says what is not well-formed, without a picture', async () => {
    const review = await studio.review({ name, text: '<script><info></script>' }, { actor });
    expect(review.picture).toBeUndefined();
    expect(review.problems[0]).toMatchObject({ code: 'not-well-formed', line: 1 });
  });

  it('offers what the vocabulary allows in an element, and what is in it', async () => {
    const { text } = await open();
    const { path } = await nodeOf('reason');
    const form = await studio.inspect({ name, text, path }, { actor });
    expect(form.fields.find(({ name: field }) => field === 'type')).toMatchObject({ type: 'list', value: 'choice' });
    expect(form.children.map(({ element }) => element)).toEqual([
      ...['text', 'text', 'text', 'text', 'hint', 'option', 'option', 'option', 'go', 'go'],
    ]);
    expect(form.addable).toContain('check');
    expect(form.children[5]?.children[0]).toMatchObject({ element: 'text', text: 'Zählerstand melden' });
  });

  it('changes the text where something is changed and nowhere else', async () => {
    const { text } = await open();
    const { path } = await nodeOf('moveDate');
    const set = await studio.edit({ name, text, edit: { set: { path, name: 'required', value: 'no' } } }, { actor });
    expect(set.text).toBe(text.replace('id="moveDate" type="date"', 'id="moveDate" type="date" required="no"'));
    const written = await studio.edit(
      { name, text, edit: { write: { path: [...path, 0], text: 'When do you move?' } } },
      { actor },
    );
    expect(written.text).toBe(text.replace('On which day do you hand over the keys?', 'When do you move?'));
  });

  it('adds, moves and removes elements, and says where to look then', async () => {
    const { text } = await open();
    const { path } = await nodeOf('greet');
    const [at = 0] = path.slice(-1);
    const added = await studio.edit(
      { name, text, edit: { insert: { parent: [], index: at + 1, element: 'question' } } },
      { actor },
    );
    expect(added.path).toEqual([at + 1]);
    expect(added.review.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const before = await nodeOf('question1', added.text);
    const moved = await studio.edit(
      { name, text: added.text, edit: { move: { path: before.path, by: -1 } } },
      { actor },
    );
    expect((await nodeOf('question1', moved.text)).y).toBeLessThan((await nodeOf('greet', moved.text)).y);
    const removed = await studio.edit({ name, text: added.text, edit: { remove: { path: added.path } } }, { actor });
    expect(removed.text).toBe(text);
    await expect(studio.edit({ name, text, edit: { remove: { path: [99] } } }, { actor })).rejects.toMatchObject({
      code: 'CRS-SCR-015',
    });
  });

  it('previews a node on every channel, in a language', async () => {
    const { text } = await open();
    const { path } = await nodeOf('reason');
    const preview = await studio.preview({ name, text, path, language: 'de' }, { actor });
    const on = (channel: string) => preview.find((each) => each.channel === channel);
    expect(on('agent')?.text).toEqual([{ text: 'Fragen: ' }, { text: 'was kann ich für Sie tun?', bold: true }]);
    expect(on('agent')?.hint).toEqual([{ text: 'Listen first.' }]);
    expect(on('web')).toMatchObject({ text: [{ text: 'Was können wir für Sie tun?' }] });
    expect(on('web')?.hint).toBeUndefined();
    expect(on('web')?.options.map(({ label }) => label[0]?.text)).toEqual([
      'Zählerstand melden',
      'Umzug',
      'Etwas anderes',
    ]);
    expect(on('email')?.absent).toBe('The script does not run here.');
    expect(on('web')?.said).toEqual([]);
  });

  it('tells on which script dialogs are begun, without checking it', async () => {
    expect(await studio.live({ name }, { actor })).toEqual({ script: 'meter-and-move', version: '7' });
    await studio.create({ id: 'brand-new' }, { actor });
    expect(await studio.live({ name: 'brand-new.xml' }, { actor })).toBeNull();
  });

  it('leads a dialog without services, with what fits their contracts, or with what is given', async () => {
    const { text } = await open();
    const input = { customerId: 'c-1' };
    const moves: TrialMove[] = ['next', { answer: 'reading' }];
    const common = { name, text, channel: 'agent' as const, input };
    const trial = await studio.attempt({ ...common, moves }, { actor });
    expect(trial.screen?.node).toMatchObject({ id: 'reading', text: [{ text: 'What does meter some number show?' }] });
    expect(trial.calls).toMatchObject([{ service: 'crm.customer', input: { id: 'c-1' }, failed: false }]);
    const failing = { 'crm.customer': { fails: 'down' } };
    const failed = await studio.attempt({ ...common, moves: [], results: failing }, { actor });
    expect(failed.screen).toMatchObject({ state: 'ended', outcome: 'handover' });
    const wrong = await studio.attempt({ ...common, moves: ['next', { answer: 'cheese' }] }, { actor });
    expect(wrong.screen?.complaint).toBeDefined();
    const asking = `<script id="photo" version="1" lang="en" on="agent"><question id="p" type="file" accept="image/png" maxsize="1kB"><text>A photo?</text></question><end id="done" outcome="taken"><text>{answers.p.name}</text></end></script>`;
    const send = (size: number, head = 'iVBORw0KGgo=') =>
      studio.attempt(
        { name, text: asking, channel: 'agent', moves: [{ file: { name: 'wall.png', head, size } }] },
        { actor },
      );
    expect((await send(1_000)).screen).toMatchObject({ outcome: 'taken', node: { text: [{ text: 'wall.png' }] } });
    expect((await send(50_000_000)).screen?.complaint?.[0]?.text).toContain('a smaller file');
    expect((await send(10, 'TVo=')).screen?.complaint?.[0]?.text).toContain('one of these types');
    const broken = await studio.attempt({ ...common, text: text.replace('to="care"', 'to="car"'), moves }, { actor });
    expect(broken).toEqual({ calls: [], refused: 'The script has errors' });
  });

  it('keeps drafts apart from what dialogs are begun on, also over a restart', async () => {
    const { text, hash } = await open();
    const unfinished = text.replace('<question id="reason"', '<question');
    const saved = await studio.save({ name, text: unfinished, hash }, { actor });
    expect(saved.draft).toBe(true);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
    await running.stop();
    await start();
    expect((await open()).text).toBe(unfinished);
    const dropped = await studio.discard({ name, hash: saved.hash }, { actor });
    expect([dropped.text, dropped.draft]).toEqual([text, false]);
  });

  it('saves nothing over what somebody else has saved, and tells what that is', async () => {
    const { text, hash } = await open();
    await studio.save({ name, text: `${text}<!-- theirs -->`, hash }, { actor });
    await expect(studio.save({ name, text: `${text}<!-- mine -->`, hash }, { actor })).rejects.toMatchObject({
      code: 'CRS-SCR-018',
      data: { document: name, current: { text: `${text}<!-- theirs -->` } },
    });
  });

  it('publishes while dialogs run: new ones are begun on it, those that run stay, and it can be rolled back', async () => {
    const dialogs = running.get(Dialogs);
    const begin = () =>
      dialogs.begin({ script: 'meter-and-move', channel: 'agent', owner: 'a', input: { customerId: 'c-1' } });
    const old = await begin();
    const { text, hash } = await open();
    const next = text.replace('version="7"', 'version="8"').replace('What can we do for you?', 'How can we help?');
    const saved = await studio.save({ name, text: next, hash }, { actor });
    const published = await studio.publish({ name, text: next, hash: saved.hash }, { actor });
    expect(published).toMatchObject({ draft: false, live: { version: '8' } });
    expect(existsSync(join(folder, 'drafts', name))).toBe(false);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(next);
    expect((await begin()).script.version).toBe('8');
    expect((await dialogs.show({ dialog: old.dialog })).script.version).toBe('7');
    const versions = await studio.versions({ name }, { actor });
    expect(versions).toMatchObject([
      { version: '8', who: 'ada', live: true },
      { version: '7', who: 'the folder', live: false },
    ]);
    const rolled = await studio.rollBack({ name, hash: published.hash, version: versions[1]?.hash ?? '' }, { actor });
    expect(rolled).toMatchObject({ text, live: { version: '7' } });
    expect((await begin()).script.version).toBe('7');
    await running.stop();
    await start();
    expect((await running.get(Dialogs).show({ dialog: old.dialog })).script.version).toBe('7');
    expect((await studio.versions({ name }, { actor })).map(({ version }) => version)).toEqual(['7', '8', '7']);
  });

  it.each([
    ['with errors', (text: string) => text.replace('to="care"', 'to="car"'), 'CRS-LNG-001'],
    ['under the same version', (text: string) => text.replace('What can we', 'How can we'), 'CRS-SCR-019'],
    ['under another id', (text: string) => text.replace('id="meter-and-move"', 'id="x"'), 'CRS-SCR-019'],
  ])('publishes nothing %s', async (_, change, code) => {
    const { text, hash } = await open();
    await expect(studio.publish({ name, text: change(text), hash }, { actor })).rejects.toMatchObject({ code });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('does not publish over a file that was changed in the folder meanwhile', async () => {
    const { text } = await open();
    writeFileSync(join(folder, name), `${text}<!-- by hand -->`);
    const next = text.replace('version="7"', 'version="8"');
    const { hash } = await open();
    await expect(studio.publish({ name, text: next, hash }, { actor })).rejects.toMatchObject({ code: 'CRS-SCR-018' });
  });

  it('begins a new script as a draft, which is published like others', async () => {
    const opened = await studio.create({ id: 'feedback' }, { actor });
    expect(opened).toMatchObject({ name: 'feedback.xml', draft: true });
    expect(opened.live).toBeUndefined();
    expect(opened.review.problems).toEqual([]);
    await studio.publish({ name: opened.name, text: opened.text, hash: opened.hash }, { actor });
    const begun = await running.get(Dialogs).begin({ script: 'feedback', channel: 'web', owner: 'c', input: {} });
    expect(begun.node.id).toBe('first');
    await expect(studio.create({ id: 'feedback' }, { actor })).rejects.toMatchObject({ code: 'CRS-SCR-016' });
  });

  it('is for the roles that the assembly names, and for files of its folder', async () => {
    const agent = { id: 'agent1', roles: ['agent'] };
    await expect(studio.open({ name }, { actor: agent })).rejects.toMatchObject({ code: 'CRS-SCR-020' });
    await expect(studio.open({ name: '../caruso.db' }, { actor })).rejects.toMatchObject({ code: 'CRS-SCR-017' });
  });
});
