import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatCentre } from '../support/webchat/chat-centre.js';
import type { Visitor } from '../support/webchat/visitor.js';

const damage = `<?xml version="1.0"?>
<script id="damage" version="1" lang="en" languages="en" title="Damage" on="chat">
  <question id="what" type="text"><text>What is broken?</text></question>
  <question id="photo" type="file" accept="image/png" maxsize="1MB"><text>How does it look?</text></question>
  <end id="people" outcome="handover" handover="chats"><text>A colleague takes over.</text></end>
</script>`;

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const picture = (bytes: number) => Buffer.concat([PNG, randomBytes(bytes - PNG.length)]);

let house: ChatCentre;
let anna: Visitor;
beforeEach(() => {
  house = new ChatCentre();
  anna = house.visitor();
});
afterEach(async () => {
  await anna.vanish();
  await house.close();
});

async function talk(webchat = {}): Promise<string> {
  await house.start({ webchat });
  await anna.come();
  await anna.write('Look');
  await house.ready('ada');
  const { contact } = await house.accept();
  await anna.standing('talking');
  return contact;
}

/** What the agent reads of an attachment. */
async function read(contact: string, attachment: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const { base64 } of house.centre.attachment({ contact, attachment }))
    pieces.push(Buffer.from(base64, 'base64'));
  return Buffer.concat(pieces);
}

describe('a file that a visitor sends to an agent', () => {
  it('comes as a message of its own, whole, under the type that is in it', async () => {
    const contact = await talk();
    const content = picture(700_000);
    await anna.sendFile('C:\\photos\\meter.exe', content);
    const [, message] = await house.centre.messages({ contact });
    expect(message).toMatchObject({
      direction: 'in',
      text: '',
      attachments: [{ name: 'meter.exe', type: 'image/png', bytes: 700_000 }],
    });
    expect((await read(contact, message?.attachments[0]?.attachment ?? '')).equals(content)).toBe(true);
    expect((await house.centre.agent({ agent: 'ada' })).contacts[0]?.messages).toBe(2);
  });

  it('can be fetched by the visitor: once for each time it is asked for, to be saved, with nothing in it that runs', async () => {
    await talk();
    await anna.sendFile('Zähler.html', Buffer.from('<script>alert(1)</script>'));
    const [file] = anna.messages.at(-1)?.files ?? [];
    const answer = await anna.fetchFile(file?.file ?? '');
    expect(await answer.text()).toBe('<script>alert(1)</script>');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': "attachment; filename*=UTF-8''Z%C3%A4hler.html",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    });
    expect((await fetch(answer.url)).status).toBe(404);
    expect((await anna.fetchFile(file?.file ?? '')).status).toBe(200);
  });

  it('is of nobody else', async () => {
    const contact = await talk();
    await anna.sendFile('meter.png', picture(100));
    const file = anna.messages.at(-1)?.files?.[0]?.file ?? '';
    const mallory = house.visitor();
    await mallory.come();
    mallory.send({ type: 'fetch', file });
    await mallory.until(() => mallory.refusals.length > 0);
    expect(mallory.refusals).toMatchObject([{ because: 'no-file' }]);
    await mallory.write('Hello');
    const [other] = (await house.centre.contacts({})).filter((open) => open.contact !== contact);
    await expect(read(other?.contact ?? '', file)).rejects.toMatchObject({ name: 'UnknownAttachment' });
    await mallory.vanish();
  });

  it('is there once when it is sent again after an interruption', async () => {
    const contact = await talk();
    const id = randomUUID();
    const content = picture(600_000);
    anna.send({ type: 'file', id, name: 'meter.png', bytes: content.length });
    await anna.until(() => anna.heard.some(({ type }) => type === 'send'));
    await anna.vanish();
    await anna.come();
    await anna.sendFile('meter.png', content, id);
    await anna.sendFile('meter.png', content, id);
    expect((await house.centre.messages({ contact })).flatMap(({ attachments }) => attachments)).toHaveLength(1);
    await house.stop();
    await house.start();
    await anna.come({ after: 0 });
    expect(anna.messages.at(-1)?.files).toMatchObject([{ name: 'meter.png', bytes: 600_000 }]);
  });

  it('is refused when it is no picture, PDF or text, too large, or one too many', async () => {
    await talk({ limits: { fileBytes: 1_000, files: 2, filesBytes: 1_500 } });
    expect(anna.filesNow).toMatchObject({ maxBytes: 1_000, accept: expect.arrayContaining(['image/png']) });
    await anna.sendFile('virus.png', Buffer.from('MZ\x90\0', 'latin1'));
    await anna.sendFile('empty.png', Buffer.alloc(0));
    await anna.sendFile('large.png', picture(1_001));
    await anna.sendFile('one.png', picture(1_000));
    await anna.sendFile('all.png', picture(501));
    await anna.sendFile('two.png', picture(500));
    await anna.sendFile('three.png', picture(20));
    expect(anna.refusals.map(({ because }) => because)).toEqual([
      ...['file-type', 'file-type', 'file-size', 'files-full', 'files-full'],
    ]);
    expect(anna.messages.flatMap(({ files = [] }) => files).map(({ name }) => name)).toEqual(['one.png', 'two.png']);
  });

  it('is not taken where the company wants none', async () => {
    await talk({ limits: { files: 0 } });
    expect(anna.filesNow).toBeUndefined();
    await anna.sendFile('one.png', picture(100));
    expect(anna.refusals).toMatchObject([{ because: 'no-file' }]);
  });

  it('waits while many are on their way', async () => {
    await talk({ limits: { uploadBytes: 10_000_000 } });
    const berta = house.visitor();
    await berta.come();
    berta.send({ type: 'file', id: randomUUID(), name: 'large.pdf', bytes: 10_000_000 });
    await berta.until(() => berta.heard.some(({ type }) => type === 'send'));
    await anna.sendFile('one.png', picture(100));
    expect(anna.refusals).toMatchObject([{ because: 'unavailable', retryAfterMs: expect.any(Number) }]);
    await berta.vanish();
    await vi.waitFor(async () => {
      await anna.sendFile('one.png', picture(100));
      expect(anna.messages.at(-1)?.files).toMatchObject([{ name: 'one.png' }]);
    });
  });

  it('ends the connection when nobody has asked for what comes, or more comes than was said', async () => {
    await house.start();
    const socket = await anna.connect();
    const closed = once(socket, 'close');
    socket.send(Buffer.from('x'));
    expect((await closed)[0]).toBe(1003);
    await anna.come();
    await anna.write('Hello');
    anna.send({ type: 'file', id: randomUUID(), name: 'a.txt', bytes: 10 });
    await anna.until(() => anna.heard.some(({ type }) => type === 'send'));
    await anna.sendPiece(Buffer.alloc(11, 'a'));
    expect(anna.messages).toHaveLength(1);
  });
});

describe('a file that an agent sends to a visitor', () => {
  const text = (words: string) => Buffer.from(words).toString('base64');
  const attach = (contact: string, message: string, name: string, base64: string) =>
    house.centre.attach({ agent: 'ada', contact, message, name, base64 });

  it('goes with the answer it was attached to, once; what was taken away again does not', async () => {
    const contact = await talk();
    const message = randomUUID();
    const prices = await attach(contact, message, 'prices.txt', text('12 cents'));
    expect(await attach(contact, message, 'prices.txt', text('12 cents'))).toEqual(prices);
    await attach(contact, message, 'wrong.txt', text('99 cents'));
    const answer = { agent: 'ada', contact, message, text: 'Here', attachments: [prices.attachment] };
    const sent = await house.centre.sendMessage(answer);
    expect(await house.centre.sendMessage(answer)).toEqual(sent);
    expect(sent.attachments).toEqual([prices]);
    await anna.until(() => anna.said.includes('Ada: Here'));
    expect(anna.messages.at(-1)?.files).toMatchObject([{ name: 'prices.txt', mediaType: 'text/plain', bytes: 8 }]);
    expect(await (await anna.fetchFile(prices.attachment)).text()).toBe('12 cents');
    await expect(read(contact, prices.attachment)).resolves.toEqual(Buffer.from('12 cents'));
  });

  it('is not to be fetched before the answer is sent, nor taken when it is nothing that people may send', async () => {
    const contact = await talk({ limits: { files: 1 } });
    const early = await attach(contact, randomUUID(), 'prices.txt', text('12 cents'));
    anna.send({ type: 'fetch', file: early.attachment });
    await anna.until(() => anna.refusals.length === 1);
    expect(anna.refusals).toMatchObject([{ because: 'no-file' }]);
    const refused = { name: 'FileRefused' };
    await expect(attach(contact, randomUUID(), 'more.txt', text('13 cents'))).rejects.toMatchObject(refused);
    await expect(attach(contact, randomUUID(), 'run.exe', 'TVqQAA==')).rejects.toMatchObject(refused);
    const other = { agent: 'ada', contact, message: randomUUID(), text: 'Here', attachments: [early.attachment] };
    await expect(house.centre.sendMessage(other)).rejects.toMatchObject({ name: 'UnknownAttachment' });
  });

  it('cannot be added to what is sent, by the agent or by one who has no part in the chat', async () => {
    const contact = await talk();
    const message = randomUUID();
    await house.centre.sendMessage({ agent: 'ada', contact, message, text: 'Here', attachments: [] });
    await expect(attach(contact, message, 'late.txt', text('late'))).rejects.toMatchObject({ name: 'AnswerGone' });
    await house.ready('bob');
    const ofBob = { agent: 'bob', contact, message, name: 'late.txt', base64: text('late') };
    await expect(house.centre.attach(ofBob)).rejects.toMatchObject({ name: 'NotYourContact' });
    expect((await house.centre.messages({ contact })).flatMap(({ attachments }) => attachments)).toEqual([]);
  });

  it('gives its room back when it was taken away again, or its answer was refused', async () => {
    const contact = await talk({ limits: { files: 1 } });
    const message = randomUUID();
    await attach(contact, message, 'wrong.txt', text('99 cents'));
    await house.centre.sendMessage({ agent: 'ada', contact, message, text: 'Here', attachments: [] });
    const refused = randomUUID();
    const { attachment } = await attach(contact, refused, 'prices.txt', text('12 cents'));
    const ofBob = { agent: 'bob', contact, message: refused, text: 'Here', attachments: [attachment] };
    await house.ready('bob');
    await expect(house.centre.sendMessage(ofBob)).rejects.toMatchObject({ name: 'NotYourContact' });
    await expect(attach(contact, randomUUID(), 'more.txt', text('13 cents'))).resolves.toMatchObject({ bytes: 8 });
  });

  it('takes its room after a restart too while its answer can be sent, and is gone when that is over', async () => {
    const webchat = { limits: { files: 1 } };
    const contact = await talk(webchat);
    const message = randomUUID();
    await attach(contact, message, 'prices.txt', text('12 cents'));
    await house.stop();
    await house.start({ webchat });
    await expect(attach(contact, randomUUID(), 'more.txt', text('more'))).rejects.toMatchObject({
      name: 'FileRefused',
    });
    await house.centre.hangUp({ agent: 'ada', contact });
    expect(await house.stored()).toContain('prices.txt');
    await anna.come();
    expect(await house.stored()).not.toContain('prices.txt');
  });
});

describe('a file that a script asks for', () => {
  const start = () => house.start({ scripts: { damage }, answers: { script: 'damage', fallback: 'chats' } });

  it('is the answer, and lies in the dialog; the chat has its name', async () => {
    await start();
    await anna.come();
    await anna.until(() => anna.messages.length === 1);
    expect(anna.filesNow).toBeUndefined();
    await anna.sendFile('early.png', picture(100));
    expect(anna.refusals).toMatchObject([{ because: 'no-file' }]);
    await anna.write('The meter');
    await anna.until(() => anna.filesNow !== undefined);
    expect(anna.filesNow).toEqual({ accept: ['image/png'], maxBytes: 1_000_000 });
    const content = picture(300_000);
    await anna.sendFile('meter.png', content);
    await anna.standing('waiting');
    expect(anna.said.slice(-2)).toEqual(['visitor: meter.png', 'bot: A colleague takes over.']);

    const [contact] = await house.centre.contacts({});
    const { dialogs } = house;
    const { trail } = await dialogs.show({ dialog: contact?.dialog ?? '' });
    const kept = await dialogs.file({ dialog: contact?.dialog ?? '', file: trail.at(-1)?.file?.file ?? '' });
    expect(Buffer.from(kept.content, 'base64').equals(content)).toBe(true);
  });

  it('is asked for again, with the reason, when it is of another type', async () => {
    await start();
    await anna.come();
    await anna.until(() => anna.messages.length === 1);
    await anna.write('The meter');
    await anna.until(() => anna.filesNow !== undefined);
    await anna.sendFile('meter.png', Buffer.from('%PDF-1.7'));
    await anna.until(() => anna.said.at(-1)?.startsWith('bot: How does it look?') === true && anna.messages.length > 4);
    expect(anna.said.at(-2)).toMatch(/^bot: .*PNG/);
    expect(anna.standingNow).toEqual({ state: 'bot' });
  });
});
