import { VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { engines } from '@caruso/test-databases';
import { beforeEach, describe, expect, it } from 'vitest';
import { chatTurn, runScript, type Screen } from '../src/index.js';
import { DialogEngine } from '../src/session/dialog-engine.js';
import type { Journal } from '../src/session/journal.js';
import { MemoryJournal } from '../src/session/memory-journal.js';
import { ScriptCatalogue } from '../src/session/script-catalogue.js';
import { StoreJournal } from '../src/session/store-journal.js';

const text = `
<script id="damage" version="1" lang="en" on="agent web chat">
  <question id="photo" type="file" accept="image/jpeg application/pdf" maxsize="500kB">
    <text>A photo of the damage?</text>
    <check test="value.name != 'no.jpg'"><text>Not that one.</text></check>
    <check test="value.size gt 10" level="warn"><text>That is very small.</text></check>
  </question>
  <question id="scan" type="file" private="yes" required="no"><text>Your passport?</text></question>
  <do id="store" service="archive.store" again="yes"><with name="photo" value="answers.photo"/><undo service="archive.drop"/><failed/></do>
  <info id="thanks"><text>Thank you for {answers.photo.name}.</text></info>
  <end id="bye" outcome="taken"><text>Goodbye.</text></end>
</script>`;
const who = 'visitor';
const jpeg = (more = 'a photo of it') => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(more)]);
const complaintOf = ({ complaint = [] }: Screen) => complaint.map(({ text }) => text).join('');

function engineOn(journal: Journal, calls: unknown[] = []) {
  return new DialogEngine({
    journal,
    scripts: new ScriptCatalogue([{ file: 'damage.xml', text }]),
    call: async (_contract, operation, input) => void calls.push({ operation, input }),
    clock: new VirtualClock(0),
    zone: 'UTC',
  });
}

describe('a question for a file', () => {
  let journal: MemoryJournal;
  let engine: DialogEngine;
  let calls: unknown[];
  beforeEach(() => {
    [journal, calls] = [new MemoryJournal(), []];
    engine = engineOn(journal, calls);
  });
  const begin = () => engine.begin({ script: 'damage', channel: 'web', owner: who });
  const send = ({ dialog, step }: Screen, name: string, content: Uint8Array) =>
    engine.attach(dialog, who, step, { name, content });
  const skip = ({ dialog, step }: Screen) => engine.act(dialog, who, { type: 'answer', step, value: null });

  it('is answered by one, of which the journal has a reference and the store the bytes', async () => {
    const asked = await begin();
    expect(asked.node.question?.file).toEqual({
      ...{ accept: ['image/jpeg', 'application/pdf'], maxBytes: 500_000, hint: 'JPEG, PDF, at most 500 kB' },
    });
    const next = await send(asked, 'C:\\photos\\wall.jpg', jpeg());
    const [{ answer = '', file } = {}] = next.trail;
    expect(answer).toBe('wall.jpg (1 kB)');
    expect(file).toMatchObject({ name: 'wall.jpg', mediaType: 'image/jpeg', size: 16 });
    const journalled = (await journal.entries(asked.dialog, 0)).at(-1);
    expect(journalled).toMatchObject({ event: 'answer', verdict: 'accepted', value: file });
    const kept = await engine.file(asked.dialog, file?.file ?? '');
    expect(Buffer.from(kept.content).equals(jpeg())).toBe(true);
    const last = await skip(next);
    expect(last.node.text.map(({ text }) => text).join('')).toBe('Thank you for wall.jpg.');
    expect(calls).toEqual([{ operation: 'store', input: { photo: file } }]);
  });

  it.each([
    ['of another type, whatever it is called', 'wall.jpg', Buffer.from('MZ\x90'), 'of one of these types: JPEG, PDF'],
    ['that is a page', 'wall.jpg', Buffer.from('<html>'), 'of one of these types'],
    ['that is too large', 'wall.jpg', jpeg('x'.repeat(500_000)), 'a smaller file, of at most 500 kB'],
    ['that is empty', 'wall.jpg', Buffer.alloc(0), 'of one of these types'],
    ['that a check refuses', 'no.jpg', jpeg(), 'Not that one.'],
  ])('refuses one %s, and keeps nothing of it', async (_, name, content, complaint) => {
    const refused = await send(await begin(), name, content);
    expect(complaintOf(refused)).toContain(complaint);
    expect(refused.node.question?.prefill).toBeUndefined();
    expect(await journal.files.of(refused.dialog)).toEqual([]);
  });

  it('refuses what is no file, and files that were never sent or are those of another dialog', async () => {
    const other = await send(await begin(), 'wall.jpg', jpeg());
    const theirs = other.trail[0]?.file;
    let asked = await begin();
    const { dialog } = asked;
    for (const value of ['wall.jpg', { file: 'x' }, theirs, { ...theirs, size: 1 }, { file: { $ne: '' } }]) {
      asked = await engine.act(dialog, who, { type: 'answer', step: asked.step, value });
      expect(complaintOf(asked)).toBe('Please choose a file.');
    }
    await expect(engine.file(dialog, theirs?.file ?? '')).rejects.toMatchObject({ code: 'CRS-SCR-023' });
  });

  it('confirms a doubtful one by its name, without sending it again', async () => {
    const doubted = await send(await begin(), 'wall.jpg', jpeg('-'));
    expect(doubted.warning?.[0]?.text).toBe('That is very small.');
    const { dialog, step, node } = doubted;
    const prefill = node.question?.prefill as { readonly file: string };
    const value = { file: prefill.file, name: 'forged.exe', size: 3, mediaType: 'x/y' };
    const next = await engine.act(dialog, who, { type: 'answer', step, value });
    expect(next.trail[0]?.answer).toBe('wall.jpg (1 kB)');
  });

  it('takes the same one once when it is sent twice, and offers it again on the way back', async () => {
    const asked = await begin();
    const next = await send(asked, 'wall.jpg', jpeg());
    expect(await send(asked, 'wall.jpg', jpeg())).toEqual(next);
    await expect(send(asked, 'other.jpg', jpeg())).rejects.toMatchObject({ code: 'CRS-SCR-003' });
    const back = await engine.act(next.dialog, who, { type: 'back', step: next.step });
    expect(back.node.question?.prefill).toEqual(next.trail[0]?.file);
    const replaced = await send(back, 'roof.jpg', jpeg('another photo'));
    expect(replaced.trail[0]?.answer).toBe('roof.jpg (1 kB)');
    expect((await journal.files.of(asked.dialog)).map(({ name }) => name)).toEqual(['roof.jpg']);
  });

  it('lets nobody send into the dialog of somebody else', async () => {
    const { dialog, step } = await begin();
    const stranger = engine.attach(dialog, 'stranger', step, { name: 'wall.jpg', content: jpeg() });
    await expect(stranger).rejects.toMatchObject({ code: 'CRS-SCR-005' });
    expect(await journal.files.of(dialog)).toEqual([]);
  });

  it('shows a private one only where it was given, and gives it to services', async () => {
    const next = await send(await begin(), 'wall.jpg', jpeg());
    const pdf = Buffer.from('%PDF-1.7');
    const { dialog, trail } = await send(next, 'passport.pdf', pdf);
    const id = trail[1]?.file?.file ?? '';
    expect(trail[1]?.answer).toBe('passport.pdf (1 kB)');
    expect((await engine.file(dialog, id, 'web')).name).toBe('passport.pdf');
    expect((await engine.file(dialog, id)).name).toBe('passport.pdf');
    await expect(engine.file(dialog, id, 'agent')).rejects.toMatchObject({ code: 'CRS-SCR-023' });
    const taken = await engine.show({ dialog, channel: 'agent', who: 'agent-1' });
    expect(taken.trail[1]).toEqual({ node: 'scan', text: 'Your passport?', answer: '•••' });
    expect((await engine.file(dialog, trail[0]?.file?.file ?? '', 'agent')).name).toBe('wall.jpg');
  });

  it('is asked in chat with what is taken', async () => {
    const screen = await engine.begin({ script: 'damage', channel: 'chat', owner: who });
    expect(chatTurn(screen).messages).toEqual(['A photo of the damage?\nSend a file. (JPEG, PDF, at most 500 kB)']);
  });

  it('is answered with a path when a script is tried out', async () => {
    const replies = [{ file: { name: 'wall.jpg', content: jpeg() } }, { answer: null }, 'next'] as const;
    let at = 0;
    const last = await runScript({ text, file: 'damage.xml', channel: 'web', ask: () => replies[at++] ?? 'cancel' });
    expect([last.outcome, last.trail[0]?.answer]).toEqual(['taken', 'wall.jpg (1 kB)']);
  });
});

describe.each(engines)('files of dialogs on $name', ({ name, missing, create }) => {
  it.skipIf(missing)(
    missing ? `skipped: ${missing}` : 'outlive the process, and are erased with the answers',
    async () => {
      const database = await create();
      const components = [storageManager({ stores: { system: database.url } })];
      const assembly = await startAssembly({ company: name, components }, { log: silentLog });
      try {
        const open = async () => {
          const journal = new StoreJournal(assembly.get(Storage));
          await journal.open();
          return { journal, engine: engineOn(journal) };
        };
        const one = await open();
        const first = await one.engine.begin({ script: 'damage', channel: 'web', owner: who, customer: 'c-1' });
        const { dialog } = first;
        const photo = jpeg('0123456789'.repeat(40_000));
        const second = await one.engine.attach(dialog, who, first.step, { name: 'Wänd „1“.jpg', content: photo });
        const scan = { name: 'passport.pdf', content: Buffer.from('%PDF-1.7') };
        const { trail } = await one.engine.attach(dialog, who, second.step, scan);
        const [taken = '', secret = ''] = trail.flatMap(({ file }) => file?.file ?? []);

        const other = await open();
        const kept = await other.engine.file(dialog, taken);
        expect([kept.name, kept.size]).toEqual(['Wänd „1“.jpg', photo.length]);
        expect(Buffer.from(kept.content).equals(photo)).toBe(true);

        await other.engine.erase({ dialog, which: 'private', who: 'ann' });
        expect((await other.journal.files.of(dialog)).map(({ file }) => file)).toEqual([taken]);
        expect(await other.journal.files.content(dialog, secret)).toBeUndefined();
        await other.engine.erase({ customer: 'c-1', which: 'all', who: 'ann' });
        expect(await other.journal.files.of(dialog)).toEqual([]);
        expect(await other.journal.files.content(dialog, taken)).toBeUndefined();
      } finally {
        await assembly.stop();
        await database.drop();
      }
    },
  );
});

describe('the files of one dialog', () => {
  const albums = `
<script id="album" version="1" lang="en" on="web">
  <section id="photos" repeat="true" as="round">
    <question id="photo" type="file"><text>Another one?</text></question>
  </section>
  <end id="bye" outcome="done"><text>Goodbye.</text></end>
</script>`;
  const journal = new MemoryJournal();
  const engine = new DialogEngine({
    journal,
    scripts: new ScriptCatalogue([{ file: 'album.xml', text: albums }]),
    call: async () => undefined,
    clock: new VirtualClock(0),
    zone: 'UTC',
  });

  it('are limited, so that nobody fills the store with them; what nobody refers to does not count', async () => {
    let screen = await engine.begin({ script: 'album', channel: 'web', owner: who });
    const { dialog } = screen;
    const reference = { file: 'lost', name: 'x', mediaType: 'image/jpeg', size: 1, sha256: '0'.repeat(64) };
    await journal.files.add(dialog, { reference, content: jpeg(), at: 0 });
    const send = async (name: string) => {
      screen = await engine.attach(dialog, who, screen.step, { name, content: jpeg(name) });
    };
    for (let at = 0; at < 20; at++) await send(`${at}.jpg`);
    expect(await journal.files.of(dialog)).toHaveLength(20);
    const message = expect.stringContaining('at most 20 files of 40 MB');
    await expect(send('one-more.jpg')).rejects.toMatchObject({ code: 'CRS-SCR-022', message });
    await send('3.jpg');
    expect(screen.trail).toHaveLength(21);
  });
});
