import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { communicationServer } from '../../src/component.js';
import { ContactCentre } from '../../src/contract.js';
import { Program } from '../support/program.js';
import { freePort } from '../support/telephone/ports.js';
import { Visitor } from '../support/webchat/visitor.js';

const ORIGIN = 'https://www.works.test';
const chatProcess = new URL('../support/webchat/chat-process.ts', import.meta.url);
const reception = `<?xml version="1.0"?>
<script id="reception" version="1" lang="en" languages="en" title="Reception" on="chat">
  <question id="name" type="text"><text>Your name?</text></question>
  <end id="people" outcome="handover" handover="chats"><text>One moment, {answers.name}.</text></end>
</script>`;

let folder: string;
let port: number;
let program: Program;
let anna: Visitor;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-chat-kill-'));
  writeFileSync(join(folder, 'reception.xml'), reception);
  port = await freePort();
  anna = new Visitor(() => `http://127.0.0.1:${port}`, ORIGIN);
});
afterEach(async () => {
  await anna.vanish();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  program = new Program(chatProcess, [join(folder, 'caruso.db'), folder, String(port), ORIGIN]);
  await vi.waitFor(() => anna.come(), { timeout: 60_000, interval: 200 });
}

async function kill(): Promise<void> {
  await program.kill();
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
