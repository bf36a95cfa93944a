import { once } from 'node:events';
import { VirtualClock } from '@caruso/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatStore } from '../../src/gateways/webchat/chat-store.js';
import { ChatCentre } from '../support/webchat/chat-centre.js';
import type { Visitor } from '../support/webchat/visitor.js';

const reception = `<?xml version="1.0"?>
<script id="reception" version="1" lang="en" languages="en" title="Reception" on="chat">
  <question id="name" type="text"><text>Your name?</text></question>
  <end id="people" outcome="handover" handover="chats"><text>One moment.</text></end>
</script>`;

let clock: VirtualClock;
let house: ChatCentre;
let anna: Visitor;
beforeEach(() => {
  clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
  house = new ChatCentre();
  anna = house.visitor();
});
afterEach(async () => {
  await anna.vanish();
  await house.close();
});

const idle = { silence: 300, absence: 120 };
const byScript = () =>
  house.start({ clock, scripts: { reception }, answers: { script: 'reception', fallback: 'chats', ...idle } });
const byQueue = () => house.start({ clock, answers: { queue: 'chats', ...idle } });

/** Time passes, in steps in which browsers can say that they are still connected. */
async function pass(seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 20) {
    clock.advance(Math.min(left, 20) * 1_000);
    for (let trip = 0; trip < 2; trip += 1) await anna.roundTrip();
  }
}

const asked = () => anna.heard.some(({ type }) => type === 'idle');
const contact = async () => (await house.centre.contacts({}))[0];

describe('a visitor who says nothing', () => {
  it('is asked by the bot’s side whether he is still there, and a minute later it is over', async () => {
    await byScript();
    await anna.come();
    await anna.until(() => anna.messages.length === 1);
    await pass(299);
    expect(asked()).toBe(false);
    await pass(1);
    await anna.until(asked);
    await pass(60);
    await anna.standing('over');
    expect(await contact()).toMatchObject({ state: 'closed', outcome: 'silent' });
    expect(await house.dialogs.list({ state: 'cancelled' })).toHaveLength(1);
  });

  it('waits on when he says that he is there, or writes', async () => {
    await byQueue();
    await anna.come();
    await anna.write('Hello');
    await pass(330);
    expect(asked()).toBe(true);
    anna.send({ type: 'here' });
    await pass(280);
    await anna.write('Anybody?');
    await pass(299);
    expect(await anna.standing('waiting')).toMatchObject({ position: 1 });
  });

  it('has abandoned the queue when he does not', async () => {
    await byQueue();
    await anna.come();
    await anna.write('Hello');
    await pass(361);
    await anna.standing('over');
    expect(await contact()).toMatchObject({ outcome: 'silent' });
    expect(await house.event('contact-abandoned')).toMatchObject({ queue: 'chats' });
  });

  it('is left in peace while an agent has the chat', async () => {
    await byQueue();
    await anna.come();
    await anna.write('Hello');
    await house.ready('ada');
    const close = house.hold('ada');
    await house.accept();
    await anna.standing('talking');
    await pass(1_000);
    expect(anna.standingNow).toMatchObject({ state: 'talking' });
    expect(asked()).toBe(false);
    close();
  });
});

describe('a visitor who is gone', () => {
  it('is away for the agent, until he is back', async () => {
    await byQueue();
    await anna.come();
    await anna.write('Hello');
    await house.ready('ada');
    await house.accept();
    await anna.vanish();
    await vi.waitFor(() => {
      clock.advance(1_000);
      expect(clock.now()).toBeGreaterThan(Date.UTC(2026, 2, 2, 9) + 10_000);
    });
    const { contacts } = await house.view('ada', (view) => view.contacts[0]?.awaySince !== undefined);
    expect(contacts[0]?.awaySince).toBeLessThanOrEqual(clock.now());
    await anna.come();
    await house.view('ada', (view) => view.contacts[0]?.awaySince === undefined);
  });

  it('is gone over a restart, and has left when his time is over', async () => {
    await byQueue();
    await anna.come();
    await anna.write('Hello');
    await anna.vanish();
    await vi.waitFor(async () => {
      clock.advance(1_000);
      expect(await contact()).toMatchObject({ awaySince: expect.any(Number) });
    });
    await house.stop();
    await byQueue();
    expect(await contact()).toMatchObject({ state: 'waiting', awaySince: expect.any(Number) });
    clock.advance(120_000);
    await vi.waitFor(async () => expect(await contact()).toMatchObject({ outcome: 'abandoned' }));
  });
});

describe('a visitor whose return fails', () => {
  it('counts as gone again', async () => {
    await byQueue();
    await anna.come();
    await anna.write('Hello');
    await anna.vanish();
    const messages = vi.spyOn(ChatStore.prototype, 'messages').mockRejectedValueOnce(new Error('The disk is away.'));
    const closed = once(await anna.connect(), 'close');
    anna.send({ type: 'hello', token: anna.token, after: 0, language: 'en' });
    expect((await closed)[0]).toBe(1013);
    messages.mockRestore();
    clock.advance(120_000);
    await vi.waitFor(async () => expect(await contact()).toMatchObject({ state: 'closed' }));
  });
});
