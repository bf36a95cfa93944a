import { newId, VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import { expect, it, onTestFinished } from 'vitest';
import type { GatewayHost } from '../gateway.js';
import { ChatBot } from './chat-bot.js';
import { ChatStore } from './chat-store.js';
import { Chats } from './chats.js';
import { DownloadTickets } from './files/download-tickets.js';
import type { Hello } from './frames.js';
import { LIMITS } from './webchat-options.js';

const hello: Hello = { type: 'hello', token: 'x'.repeat(43), after: 0 };
const browser = () => ({ send: () => {} });

it('a browser that comes while the only other one goes is in the chat that everybody finds', async () => {
  const stores = { system: 'sqlite::memory:' };
  const running = await startAssembly(
    { company: newId(), components: [storageManager({ stores })] },
    { log: silentLog },
  );
  onTestFinished(() => running.stop());
  const store = new ChatStore(running.get(Storage));
  await store.define();
  const clock = new VirtualClock(1_000);
  const known: Pick<GatewayHost, 'clock' | 'contacts' | 'answers' | 'idleLimits'> = {
    clock,
    contacts: () => [],
    answers: () => ({ queue: 'chats' }),
    idleLimits: () => ({}),
  };
  const host = known as GatewayHost;
  const bot = new ChatBot({ host, presenter: undefined });
  const tickets = new DownloadTickets(clock);
  const chats = new Chats('webchat', { store, host, bot, address: 'webchat', tickets, limits: LIMITS });
  onTestFinished(() => chats.close());

  const [going, coming] = [browser(), browser()];
  const chat = await chats.enter(hello, {});
  await chat.join(going, 0);
  const joining = (await chats.enter(hello, {})).join(coming, 0);
  chat.part(going);
  chats.leave(chat);
  await joining;
  expect(await chats.find(chat.id)).toBe(chat);

  chat.part(coming);
  chats.leave(chat);
  expect(await chats.find(chat.id)).not.toBe(chat);
});
