import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { communicationServer } from '../../src/component.js';
import { ContactCentre } from '../../src/contract.js';
import { Visitor } from '../support/webchat/visitor.js';

const ORIGIN = 'https://www.works.test';
const launcher = fileURLToPath(new URL('../support/run-source.mjs', import.meta.url));
const chatProcess = fileURLToPath(new URL('../support/webchat/chat-process.ts', import.meta.url));
const reception = `<?xml version="1.0"?>
<script id="reception" version="1" lang="en" languages="en" title="Reception" on="chat">
  <question id="name" type="text"><text>Your name?</text></question>
  <end id="people" outcome="handover" handover="chats"><text>One moment, {answers.name}.</text></end>
</script>`;

let folder: string;
let port: number;
let child: ChildProcess | undefined;
let anna: Visitor;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-chat-kill-'));
  writeFileSync(join(folder, 'reception.xml'), reception);
  port = await freePort();
  anna = new Visitor(() => `http://127.0.0.1:${port}`, ORIGIN);
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await anna.vanish();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

async function start(): Promise<void> {
  const command = [launcher, chatProcess, join(folder, 'caruso.db'), folder, String(port), ORIGIN];
  child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] });
  await vi.waitFor(() => anna.come(), { timeout: 60_000, interval: 200 });
}

async function kill(): Promise<void> {
  if (!child) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  await anna.vanish();
}

describe('a web chat whose process is killed', () => {
  it('loses and doubles nothing that the visitor, the bot or the agent has written', async () => {
    await start();
    await anna.until(() => anna.messages.length === 1);
    const texts = ['Anna', 'one', 'two', 'three', 'four'];
    for (const [index, text] of texts.entries()) {
      const id = randomUUID();
      anna.send({ type: 'message', id, text });
      // At another moment each time: before anything is stored, in the middle, or when all is done.
      if (index === 2) await anna.until(() => anna.said.includes('Ada: To one'));
      if (index < 4) {
        await kill();
        await start();
      }
      await anna.write(text, id);
    }
    await anna.until(() => anna.said.includes('Ada: To four'));
    await kill();

    const seen = new Map(anna.messages.map(({ number, by, text }) => [number, `${by}: ${text}`]));
    const inOrder = [...seen].toSorted(([a], [b]) => a - b).map(([, said]) => said);
    expect(inOrder.filter((said) => said.startsWith('visitor'))).toEqual(texts.map((text) => `visitor: ${text}`));
    expect(inOrder.filter((said) => said.startsWith('bot'))).toEqual(['bot: Your name?', 'bot: One moment, Anna.']);
    expect(inOrder.filter((said) => said.startsWith('agent')).toSorted()).toEqual(
      ['one', 'two', 'three', 'four'].map((text) => `agent: To ${text}`).toSorted(),
    );
    await expectLog(inOrder.length);
  }, 240_000);
});

/** The log has one contact, and each message once. */
async function expectLog(messages: number): Promise<void> {
  const components = [
    storageManager({ stores: { system: `sqlite:${join(folder, 'caruso.db')}` } }),
    communicationServer({ agents: [], queues: [] }),
  ];
  const running = await startAssembly({ company: 'audit', components }, { log: silentLog });
  const events = await running.get(ContactCentre).events({ limit: 10_000 });
  await running.stop();
  expect(events.filter(({ type }) => type === 'contact-arrived')).toHaveLength(1);
  const written = events.flatMap((event) => ('message' in event ? [event.message] : []));
  expect(new Set(written).size).toBe(written.length);
  // What the bot says and is answered is in the journal of its dialog.
  expect(written).toHaveLength(messages - 3);
}
