import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatCentre } from '../support/webchat/chat-centre.js';
import type { Visitor } from '../support/webchat/visitor.js';

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

describe('a chat with an agent', () => {
  it('waits in the queue from the first message on, with its place, and reaches the agent', async () => {
    await house.start();
    await anna.come();
    expect(anna.standingNow).toEqual({ state: 'new' });
    expect(await house.centre.contacts({})).toEqual([]);

    await anna.write('How much is gas?');
    expect(await anna.standing('waiting')).toMatchObject({ position: 1 });
    await house.ready('ada');
    const { contact } = await house.accept();
    expect(await anna.standing('talking')).toEqual({ state: 'talking', agent: 'Ada', held: false });

    const message = randomUUID();
    const answer = { agent: 'ada', contact, message, text: '12 cents.' };
    await house.centre.sendMessage(answer);
    await house.centre.sendMessage(answer);
    await anna.write('Thank you');
    expect(anna.said).toEqual(['visitor: How much is gas?', 'Ada: 12 cents.', 'visitor: Thank you']);
    expect((await house.centre.messages({ contact })).map(({ direction, text }) => `${direction} ${text}`)).toEqual([
      'in How much is gas?',
      'out 12 cents.',
      'in Thank you',
    ]);

    await house.centre.hangUp({ agent: 'ada', contact });
    await anna.standing('over');
    anna.send({ type: 'message', id: randomUUID(), text: 'Hello?' });
    await anna.until(() => anna.refusals.length > 0);
    expect(anna.refusals).toMatchObject([{ because: 'over' }]);
  });

  it('shows each side that the other is writing, and keeps that nowhere', async () => {
    await house.start();
    await anna.come();
    await anna.write('Hello');
    await house.ready('ada');
    const { contact } = await house.accept();
    await anna.standing('talking');

    anna.send({ type: 'typing' });
    await house.view('ada', ({ contacts }) => contacts[0]?.typing === true);
    await anna.write('There');
    await house.view('ada', ({ contacts }) => contacts[0]?.typing === undefined);
    await house.centre.typing({ agent: 'ada', contact });
    await anna.until(() => anna.heard.some(({ type }) => type === 'typing'));
    const events = await house.centre.events({});
    expect(events.map(({ type }) => type).filter((type) => type.includes('typing'))).toEqual([]);
  });

  it('loses and doubles nothing when the connection breaks and messages are sent again', async () => {
    await house.start();
    await anna.come();
    const first = randomUUID();
    await anna.write('One', first);
    await house.ready('ada');
    const { contact } = await house.accept();
    await anna.vanish();
    await house.centre.sendMessage({ agent: 'ada', contact, message: randomUUID(), text: 'While you were away' });
    await anna.come();
    await anna.until(() => anna.messages.length === 2);
    anna.send({ type: 'message', id: first, text: 'One' });
    await anna.write('Two');
    expect([...new Set(anna.said)]).toEqual(['visitor: One', 'Ada: While you were away', 'visitor: Two']);
    expect((await house.centre.messages({ contact })).map(({ text }) => text)).toEqual([
      'One',
      'While you were away',
      'Two',
    ]);
    const { messages } = (await house.centre.agent({ agent: 'ada' })).contacts[0] ?? {};
    expect(messages).toBe(3);
  });

  it('gives several visitors to one agent, as many as the agent has room for', async () => {
    await house.start();
    await house.ready('ada');
    const others = [house.visitor(), house.visitor()];
    for (const visitor of [anna, ...others]) await visitor.come();
    await anna.write('A');
    const a = await house.accept();
    await others[0]?.write('B');
    const b = await house.accept();
    await others[1]?.write('C');
    expect(await others[1]?.standing('waiting')).toMatchObject({ position: 1 });
    const { contacts } = await house.centre.agent({ agent: 'ada' });
    expect(contacts.map(({ contact }) => contact)).toEqual([a.contact, b.contact]);
    await house.centre.sendMessage({ agent: 'ada', contact: a.contact, message: randomUUID(), text: 'to A' });
    await house.centre.sendMessage({ agent: 'ada', contact: b.contact, message: randomUUID(), text: 'to B' });
    await others[0]?.until(() => others[0]?.said.includes('Ada: to B') === true);
    expect(others[0]?.said).toEqual(['visitor: B', 'Ada: to B']);
    for (const visitor of others) await visitor.vanish();
  });
});

describe('the border to visitors', () => {
  it('lets in nobody from a page that may not embed it', async () => {
    await house.start();
    const stranger = house.visitor('https://elsewhere.test');
    await expect(stranger.connect()).rejects.toThrow('403');
  });

  it('says what it does not understand, and hangs up on who goes on so', async () => {
    await house.start();
    const socket = await anna.connect();
    const closed = once(socket, 'close');
    for (const text of ['{', '[]', '{"type":"hello"}', '{"type":"typing"}', '{"type":"message","id":"1","text":""}'])
      socket.send(text);
    expect((await closed)[0]).toBe(1008);
    expect(anna.refusals.map(({ because }) => because)).toEqual(Array(5).fill('not-understood'));
  });

  it('takes no message that is too long, and none too fast: the same may be sent again', async () => {
    await house.start({ webchat: { limits: { text: 10, messagesPerTenSeconds: 2 } } });
    await anna.come();
    anna.send({ type: 'message', id: randomUUID(), text: 'x'.repeat(11) });
    await anna.until(() => anna.refusals.length === 1);
    await anna.write('1');
    await anna.write('2');
    const id = randomUUID();
    anna.send({ type: 'message', id, text: '3' });
    await anna.until(() => anna.refusals.length === 2);
    expect(anna.refusals).toMatchObject([{ because: 'too-long' }, { because: 'too-fast', id }]);
    expect(anna.refusals[1]?.retryAfterMs).toBeGreaterThan(0);
    expect(anna.said).toEqual(['visitor: 1', 'visitor: 2']);
  });

  it('bounds the messages of a chat', async () => {
    await house.start({ webchat: { limits: { messages: 2 } } });
    await anna.come();
    await anna.write('1');
    await anna.write('2');
    anna.send({ type: 'message', id: randomUUID(), text: '3' });
    await anna.until(() => anna.refusals.length > 0);
    expect(anna.refusals).toMatchObject([{ because: 'full' }]);
    await house.ready('ada');
    const { contact } = await house.accept();
    const answer = { agent: 'ada', contact, message: randomUUID(), text: 'More' };
    await expect(house.centre.sendMessage(answer)).rejects.toMatchObject({ code: 'CRS-COM-084' });
  });

  it('bounds the connections of one address', async () => {
    await house.start({ webchat: { limits: { connectionsPerAddress: 1 } } });
    await anna.come();
    await expect(house.visitor().connect()).rejects.toThrow('503');
  });

  it('bounds the new chats of one address, not those that go on', async () => {
    await house.start({ webchat: { limits: { chatsPerAddress: 1 } } });
    await anna.come();
    const second = house.visitor();
    await second.come();
    expect(second.refusals).toMatchObject([{ because: 'too-fast' }]);
    await anna.write('Hello');
    await anna.vanish();
    await anna.come();
    expect(anna.refusals).toEqual([]);
  });

  it('believes who the company’s page says the visitor is, and only then', async () => {
    const identify = async (identity: string) =>
      identity === 'signed' ? { customer: '17', name: 'Anna Arndt' } : undefined;
    await house.start({ webchat: { identify } });
    await anna.come({ identity: 'signed' });
    await anna.write('Hello');
    expect(await house.centre.contacts({ customer: '17' })).toMatchObject([{ from: 'Anna Arndt', channel: 'chat' }]);
    const mallory = house.visitor();
    await mallory.come({ identity: 'forged' });
    expect(mallory.refusals).toMatchObject([{ because: 'not-known' }]);
    await mallory.vanish();
  });

  it('serves the widget to every page, and a page of its own that runs nothing else', async () => {
    await house.start();
    const widget = await fetch(`${house.url}/widget.js`);
    expect(widget.headers.get('content-type')).toContain('text/javascript');
    expect(widget.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const page = await fetch(house.url);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await page.text()).toContain('<script src="widget.js" data-open></script>');
    const german = await fetch(house.url, { headers: { 'accept-language': 'de-AT,en;q=0.8' } });
    expect(await german.text()).toContain('<html lang="de-AT">');
    expect((await fetch(`${house.url}/../package.json`)).status).toBe(404);
    expect((await fetch(house.url, { method: 'POST' })).status).toBe(405);
  });
});

describe('an agent whose browser dies', () => {
  it('loses the chats to colleagues after the grace, at the head of the queue, with all that was written', async () => {
    await house.start({ connectionGraceMs: 300 });
    const berta = house.visitor();
    await anna.come();
    await berta.come();
    await house.ready('ada');
    const held = house.hold('ada');
    await anna.write('How much is gas?');
    const { contact } = await house.accept('ada');
    await berta.write('Hello');
    await house.accept('ada');
    await house.centre.sendMessage({ agent: 'ada', contact, message: randomUUID(), text: 'One moment' });
    held();
    await house.ready('bob');
    const taken = await house.accept('bob');
    await house.accept('bob');
    expect(taken.contact).toBe(contact);
    await anna.until(() => anna.standingNow?.state === 'talking' && anna.standingNow.agent === 'Bob');
    expect(anna.said).toEqual(['visitor: How much is gas?', 'Ada: One moment']);
    expect(await house.centre.agent({ agent: 'ada' })).toMatchObject({
      state: 'wrap-up',
      next: { reason: 'connection-lost' },
    });
    await berta.vanish();
  });
});
